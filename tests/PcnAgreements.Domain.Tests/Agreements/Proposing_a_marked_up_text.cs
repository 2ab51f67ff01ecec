using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Text;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Proposing_a_marked_up_text
{
    private static readonly MarkedChange C1Reworded = Reworded(C1, "One.", "One and more.");

    private static readonly AmendmentProposed OneAndMore = new(
        new(1), North, AmendmentOp.Reword, C1, 1, null, null, null, "One and more.", null);

    [Fact]
    public void proposes_each_change_in_order() =>
        Given(InReview)
            .When(Approver(North), new ProposeAmendments([C1Reworded, Added("Six months.", C2), Struck(C3, "Three, see [[c1]].")])).Then(
            OneAndMore,
            new AmendmentProposed(new(2), North, AmendmentOp.Add, null, null, null, C2, null, "Six months.", null),
            new AmendmentProposed(new(3), North, AmendmentOp.Strike, C3, 1, null, null, null, null, null));

    [Fact]
    public void proposes_nothing_that_the_text_says_by_now()
    {
        Given(InReview).And(Network.Reworded(C1, 2, "One and more.")).When(Approver(North), new ProposeAmendments([C1Reworded]))
            .ThenNothing();
        Given(InReview).And(new ClauseStruck(C3)).When(Approver(North), new ProposeAmendments([Struck(C3, "Three, see [[c1]].")]))
            .ThenNothing();
    }

    [Fact]
    public void names_the_revision_that_was_marked_up() =>
        Given(InReview).And(Network.Reworded(C1, 2, "Uno.")).When(Approver(North), new ProposeAmendments([C1Reworded])).Then(OneAndMore);

    [Fact]
    public void strikes_what_stands_below_with_what_stands_above()
    {
        var text = Given([.. InDrafting, Below(1, 4, "Four."), Network.Circulated]);
        text.When(Approver(North), new ProposeAmendments([Struck(C1, "One."), Struck(ClauseKey.Local(4), "Four.")]))
            .Then(new AmendmentProposed(new(1), North, AmendmentOp.Strike, C1, 1, null, null, null, null, null));
        text.When(Approver(North), new ProposeAmendments([Struck(C1, "One.")])).ThenInvalid("");
        text.When(Approver(North), new ProposeAmendments([Moved(ClauseKey.Local(4), "Four.", null, C1), Struck(C1, "One.")])).Then(
            new AmendmentProposed(new(1), North, AmendmentOp.Move, ClauseKey.Local(4), 1, null, C1, null, null, null),
            new AmendmentProposed(new(2), North, AmendmentOp.Strike, C1, 1, null, null, null, null, null));
    }

    [Fact]
    public void proposes_no_move_to_where_a_clause_stands_by_now() =>
        Given(InReview).When(Approver(North), new ProposeAmendments([Moved(C2, "Two.", null, C1)])).ThenNothing();

    [Fact]
    public void is_refused_whole_where_a_clause_is_locked_and_names_each()
    {
        var (n1, n2) = (Reworded(N1, "National.", "Ours.", "Parties"), Reworded(ClauseKey.Parse("n2"), "Fixed.", "Loose."));
        var refused = Given([.. FromTemplate, Network.Circulated]).When(Approver(North), new ProposeAmendments(
            [Reworded(ClauseKey.Parse("n1.1"), "Disputes.", "Peace."), n1, n2])).ThenRefused<Refusal.WrongState>();
        refused.Detail.ShouldContain("Clause n1 is locked");
        refused.Detail.ShouldContain("Clause n2 is locked");
    }

    [Fact]
    public void is_refused_where_the_marked_up_words_were_never_the_clauses() =>
        Given(InReview).When(Approver(North), new ProposeAmendments([Reworded(C1, "Eins.", "Zwei.")])).ThenInvalid("");

    [Fact]
    public void is_refused_where_nothing_is_marked_up_or_cannot_be_proposed()
    {
        Given(InReview).When(Approver(North), new ProposeAmendments([])).ThenInvalid("");
        Given(InReview).When(Approver(North), new ProposeAmendments([C1Reworded, Added("x", ClauseKey.Local(9))])).ThenInvalid("");
        Given(InReview).When(Approver(North), new ProposeAmendments([Struck(ClauseKey.Local(9), "x")])).ThenRefused<Refusal.WrongState>();
        Given(InDrafting).When(Approver(North), new ProposeAmendments([C1Reworded])).ThenRefused<Refusal.WrongState>();
    }

    private static MarkedChange Reworded(ClauseKey clause, string was, string body, string? heading = null) =>
        new(new(AmendmentOp.Reword, clause, heading, body), Wording.Of(heading, was).Hash, "paragraph 1");

    private static MarkedChange Struck(ClauseKey clause, string was) =>
        new(new(AmendmentOp.Strike, clause), Wording.Of(null, was).Hash, "paragraph 2");

    private static MarkedChange Moved(ClauseKey clause, string was, ClauseKey? parent, ClauseKey? after) =>
        new(new(AmendmentOp.Move, clause, At: Place.Of(parent, after)), Wording.Of(null, was).Hash, "paragraph 4");

    private static MarkedChange Added(string body, ClauseKey after) =>
        new(new(AmendmentOp.Add, null, default, body, Place.Of(null, after)), null, "paragraph 3");
}
