using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Text;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Amending
{
    private static readonly AmendmentKey A1 = new(1);
    private static readonly EditTags Any = new(true, []);
    private static readonly AmendmentProposed Reword = new(A1, North, AmendmentOp.Reword, C1, 1, null, null, null, "One and more.", null);
    private static readonly AmendmentProposed Strike = new(A1, North, AmendmentOp.Strike, C2, 1, null, null, null, null, "Not needed.");
    private static readonly AmendmentProposed Move = new(A1, North, AmendmentOp.Move, C1, 1, null, C3, null, null, null);
    private static readonly AmendmentProposed Add = new(A1, North, AmendmentOp.Add, null, null, null, C3, "Exit", "Six months.", null);
    private static readonly ClauseReworded Reworded = new(C1, 2, null, "One and more.", Wording.Of(null, "One and more.").Hash, null, A1);
    private static readonly ClauseReworded Elsewise = new(C1, 2, null, "Uno.", Wording.Of(null, "Uno.").Hash);

    [Fact]
    public void a_party_proposes_other_words() =>
        Given(InReview).When(Approver(North), new ProposeAmendment(AmendmentOp.Reword, C1, Body: "One and more."))
            .Then(Reword).Decided.Made.ShouldBe("a1");

    [Fact]
    public void a_party_proposes_to_strike_to_move_and_to_add()
    {
        Given(InReview).When(Approver(North), new ProposeAmendment(AmendmentOp.Strike, C2, Rationale: "Not needed.")).Then(Strike);
        Given(InReview).When(Approver(North), new ProposeAmendment(AmendmentOp.Move, C1)).Then(Move);
        Given(InReview).When(Approver(North), new ProposeAmendment(AmendmentOp.Add, null, "Exit", "Six months.")).Then(Add);
        Given(InReview).When(Approver(North), new ProposeAmendment(AmendmentOp.Add, null, "Exit", "Six months.", Place.Of(C1, null)))
            .Then(Add with { Parent = C1, After = null });
    }

    [Fact]
    public void what_is_not_said_stays_as_it_is() =>
        Given(InReview).When(Approver(North), new ProposeAmendment(AmendmentOp.Reword, C1, "Heading"))
            .Then(Reword with { Heading = "Heading", Body = "One." });

    [Fact]
    public void proposes_nothing_that_is_so_already()
    {
        Given(InReview).When(Approver(North), new ProposeAmendment(AmendmentOp.Reword, C1, Body: "One.")).ThenInvalid("/body");
        Given(InReview).When(Approver(North), new ProposeAmendment(AmendmentOp.Reword, C1)).ThenInvalid("/body");
        Given(InReview).When(Approver(North), new ProposeAmendment(AmendmentOp.Move, C3)).ThenInvalid("/after");
    }

    [Fact]
    public void proposes_nothing_that_no_editor_could_do()
    {
        Given(InReview).When(Approver(North), new ProposeAmendment(AmendmentOp.Move, C1, At: Place.Of(C1, null))).ThenInvalid("/parent");
        Given(InReview).When(Approver(North), new ProposeAmendment(AmendmentOp.Add, Body: "x", At: Place.Last(ClauseKey.Local(9))))
            .ThenInvalid("/parent");
        Given(InReview).When(Approver(North), new ProposeAmendment(AmendmentOp.Reword, C1, Body: new string('x', 100_001)))
            .ThenInvalid("/body");
        Given(InReview).When(Approver(North), new ProposeAmendment(AmendmentOp.Strike, C1, Body: "x")).ThenInvalid("/body");
        Given(InReview).When(Approver(North), new ProposeAmendment(AmendmentOp.Reword, C1, Body: "x", At: Place.Of(null, null)))
            .ThenInvalid("/after");
        Given(InReview).When(Approver(North), new ProposeAmendment(AmendmentOp.Strike, C1, Rationale: new string('x', 10_001)))
            .ThenInvalid("/rationale");
    }

    [Fact]
    public void is_for_clauses_that_stand_in_a_text_under_review()
    {
        var propose = new ProposeAmendment(AmendmentOp.Reword, C1, Body: "One and more.");
        Given(InReview).When(Approver(North), propose with { Clause = ClauseKey.Local(9) }).ThenRefused<Refusal.NotFound>();
        Given(InDrafting).When(Approver(North), propose).ThenRefused<Refusal.WrongState>();
        Given(InReview).And(new ClauseStruck(C1)).When(Approver(North), propose).ThenRefused<Refusal.WrongState>();
        Given(InReview).And(new ClauseStruck(C1)).When(Approver(North), new ProposeAmendment(AmendmentOp.Strike, C1))
            .ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void locked_national_words_take_no_amendment()
    {
        var national = ClauseKey.Parse("n1");
        DomainEvent[] locked = [Drafted with { Clauses = [new(national, null, null, "National.", Locked: true)] }, Network.Circulated];
        Given(locked).When(Approver(North), new ProposeAmendment(AmendmentOp.Reword, national, Body: "Ours."))
            .ThenRefused<Refusal.WrongState>();
        Given(locked).When(Approver(North), new ProposeAmendment(AmendmentOp.Strike, national)).ThenRefused<Refusal.WrongState>();
        Given(locked).When(Approver(North), new TakeStances([new(national, 1, StanceKind.Object, "No.", new(default, "Ours."))]))
            .ThenRefused<Refusal.WrongState>();
    }

    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(3, 2, 1)]
    [InlineData(2, 3, 1)]
    public void what_is_proposed_for_one_place_stands_there_in_the_order_it_was_proposed(params int[] order)
    {
        var scenario = Given(InReview).And(
            Add with { After = C1 }, Move with { Amendment = new(2), Clause = C3, After = C1 }, Add with
            {
                Amendment = new(3), After = C1, Body = "Last."
            });
        foreach (var n in order) scenario = scenario.When(Editor, new AcceptAmendment(new(n), Any)).Recorded(Editor);
        scenario.Agreement.Text.Printed.Select(c => c.Wording.Body)
            .ShouldBe(["One.", "Six months.", "Three, see [[c1]].", "Last.", "Two."]);
    }

    [Fact]
    public void what_is_proposed_after_that_was_carried_out_stands_where_it_says()
    {
        var scenario = Given(InReview).And(Add with { After = C1 }).When(Editor, new AcceptAmendment(A1, Any)).Recorded(Editor)
            .And(Add with { Amendment = new(2), After = C1, Body = "Before it." }).When(Editor, new AcceptAmendment(new(2), Any))
                .Recorded(Editor);
        scenario.Agreement.Text.Printed.Select(c => c.Wording.Body)
            .ShouldBe(["One.", "Before it.", "Six months.", "Two.", "Three, see [[c1]]."]);
    }

    [Fact]
    public void accepting_is_an_edit_credited_to_its_proposer()
    {
        Given(InReview).And(Reword).When(Editor, new AcceptAmendment(A1, Any)).Then(new AmendmentAccepted(A1, North), Reworded);
        Given(InReview).And(Strike).When(Editor, new AcceptAmendment(A1, Any))
            .Then(new AmendmentAccepted(A1, North), new ClauseStruck(C2, A1));
        Given(InReview).And(Move).When(Editor, new AcceptAmendment(A1, Any))
            .Then(new AmendmentAccepted(A1, North), new ClauseMoved(C1, null, C3, A1));
        var added = Given(InReview).And(Add).When(Editor, new AcceptAmendment(A1, Any)).Then(
            new AmendmentAccepted(A1, North),
            new ClauseAdded(
                ClauseKey.Local(4), null, C3, false, true, false, "Exit", "Six months.", Wording.Of("Exit", "Six months.").Hash, A1));
        added.Decided.Made.ShouldBe("c4");
    }

    [Fact]
    public void accepting_needs_the_tag_of_the_clause_as_it_stands()
    {
        var read = new EditTags(false, [EditTag.Of(Given(InReview).Agreement.Text[C1])]);
        Given(InReview).And(Reword).When(Editor, new AcceptAmendment(A1, read)).Then(new AmendmentAccepted(A1, North), Reworded);
        Given(InReview).And(Reword, Elsewise).When(Editor, new AcceptAmendment(A1, read))
            .ThenRefused<Refusal.PreconditionFailed>().Clause.ShouldBe(C1);
    }

    [Fact]
    public void an_editor_who_has_read_the_newer_words_may_accept_all_the_same() =>
        Given(InReview).And(Reword, Elsewise).When(Editor, new AcceptAmendment(A1, Any))
            .Then(new AmendmentAccepted(A1, North), Reworded with { Revision = 3 });

    [Fact]
    public void accepting_words_that_stand_there_by_now_edits_nothing() =>
        Given(InReview).And(Reword, Reworded with { Amendment = null }).When(Editor, new AcceptAmendment(A1, Any))
            .Then(new AmendmentAccepted(A1, North));

    [Fact]
    public void accepting_is_refused_where_it_cannot_be_carried_out_any_more()
    {
        Given(InReview).And(Reword, new ClauseStruck(C1)).When(Editor, new AcceptAmendment(A1, Any)).ThenRefused<Refusal.WrongState>();
        Given(InReview).And(Add with { Parent = C1, After = null }, new ClauseStruck(C1)).When(Editor, new AcceptAmendment(A1, Any))
            .ThenRefused<Refusal.WrongState>();
        Given(InReview).And(Reword, new SigningOpened(1, "t", "s", null, null)).When(Editor, new AcceptAmendment(A1, Any))
            .ThenRefused<Refusal.WrongState>();
        Given(InReview).When(Editor, new AcceptAmendment(A1, Any)).ThenRefused<Refusal.NotFound>();
    }

    [Fact]
    public void is_rejected_with_a_reason()
    {
        Given(InReview).And(Reword).When(Editor, new RejectAmendment(A1, "No.")).Then(new AmendmentRejected(A1, "No."));
        Given(InReview).And(Reword).When(Editor, new RejectAmendment(A1, " ")).ThenInvalid("/reason");
        Given(InReview).When(Editor, new RejectAmendment(A1, "No.")).ThenRefused<Refusal.NotFound>();
        Given(InReview).And(Reword, new SigningOpened(1, "t", "s", null, null)).When(Editor, new RejectAmendment(A1, "No."))
            .ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void is_withdrawn_by_its_proposer_alone()
    {
        Given(InReview).And(Reword).When(Approver(North), new WithdrawAmendment(A1)).Then(new AmendmentWithdrawn(A1));
        Given(InReview).And(Reword).When(Editor, new WithdrawAmendment(A1)).ThenRefused<Refusal.NotEntitled>();
        Given(InReview).When(Editor, new WithdrawAmendment(A1)).ThenRefused<Refusal.NotFound>();
        Given(InReview).And(Reword, new SigningOpened(1, "t", "s", null, null)).When(Approver(North), new WithdrawAmendment(A1))
            .ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void deciding_it_the_same_way_again_changes_nothing_and_another_way_is_refused()
    {
        var accepted = Given(InReview).And(Reword, new AmendmentAccepted(A1, North), Reworded);
        var rejected = Given(InReview).And(Reword, new AmendmentRejected(A1, "No."));
        var withdrawn = Given(InReview).And(Reword, new AmendmentWithdrawn(A1));
        accepted.When(Editor, new AcceptAmendment(A1, new(false, []))).ThenNothing();
        rejected.When(Editor, new RejectAmendment(A1, "No.")).ThenNothing();
        withdrawn.When(Approver(North), new WithdrawAmendment(A1)).ThenNothing();
        accepted.When(Editor, new RejectAmendment(A1, "No.")).ThenRefused<Refusal.WrongState>();
        rejected.When(Editor, new AcceptAmendment(A1, Any)).ThenRefused<Refusal.WrongState>();
        accepted.When(Approver(North), new WithdrawAmendment(A1)).ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void an_open_ballot_on_it_decides_it()
    {
        var balloted = Given(InReview).And(Reword, Voting.Opened(new(Amendment: A1)));
        balloted.When(Editor, new AcceptAmendment(A1, Any)).ThenRefused<Refusal.WrongState>();
        balloted.When(Editor, new RejectAmendment(A1, "No.")).ThenRefused<Refusal.WrongState>();
        balloted.When(Approver(North), new WithdrawAmendment(A1)).ThenRefused<Refusal.WrongState>();
    }
}
