using PcnAgreements.Domain.Agreements;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Commenting
{
    private static readonly CommentKey Q1 = new(1);
    private static readonly CommentMade Shared = new(Q1, C1, North, "Who pays?", false);
    private static readonly CommentMade Internal = new(Q1, C1, North, "Can we afford it?", true);
    private static readonly DomainEvent[] Over = [new SigningOpened(1, "t", "s", null, null), new CameIntoForce(new(2020, 12, 7))];

    [Fact]
    public void asks_before_everybody_or_for_ones_own_organisation()
    {
        Given(InReview).When(Approver(North), new MakeComment(C1, "Who pays?")).Then(Shared).Decided.Made.ShouldBe("q1");
        Given(InReview).When(Approver(North), new MakeComment(C1, "Can we afford it?", Internal: true)).Then(Internal);
    }

    [Fact]
    public void needs_a_clause_and_words()
    {
        Given(InReview).When(Approver(North), new MakeComment(ClauseKey.Local(9), "Who pays?")).ThenRefused<Refusal.NotFound>();
        Given(InReview).When(Approver(North), new MakeComment(C1, " ")).ThenInvalid("/body");
        Given(InReview).When(Approver(North), new MakeComment(C1, new string('x', 10_001))).ThenInvalid("/body");
    }

    [Fact]
    public void is_over_once_the_agreement_is_in_force()
    {
        Given(InReview).And(Shared).And(Over).When(Approver(North), new MakeComment(C1, "Late.")).ThenRefused<Refusal.WrongState>();
        Given(InReview).And(Shared).And(Over).When(Approver(North), new ReplyToComment(Q1, "Late.")).ThenRefused<Refusal.WrongState>();
        Given(InReview).And(Shared).And(Over).When(Approver(North), new ResolveComment(Q1)).ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void a_reply_is_as_internal_as_its_comment()
    {
        Given(InReview).And(Shared).When(Editor, new ReplyToComment(Q1, "The PCN."))
            .Then(new CommentReplied(Q1, C1, Pcn, "The PCN.", false));
        Given(InReview).And(Internal).When(Approver(North), new ReplyToComment(Q1, "Yes."))
            .Then(new CommentReplied(Q1, C1, North, "Yes.", true));
        Given(InReview).And(Shared).When(Editor, new ReplyToComment(Q1, "")).ThenInvalid("/body");
    }

    [Fact]
    public void an_internal_comment_is_not_found_by_others_editors_of_the_convenor_included()
    {
        Given(InReview).And(Internal).When(Editor, new ReplyToComment(Q1, "What?")).ThenRefused<Refusal.NotFound>();
        Given(InReview).And(Internal).When(Editor, new ResolveComment(Q1)).ThenRefused<Refusal.NotFound>();
        Given(InReview).When(Editor, new ReplyToComment(Q1, "What?")).ThenRefused<Refusal.NotFound>();
        Given(InReview).When(Editor, new ResolveComment(Q1)).ThenRefused<Refusal.NotFound>();
        var comment = Given(InReview).And(Internal).Agreement.Find(Q1)!;
        comment.VisibleTo(South, Pcn).ShouldBeFalse();
        comment.VisibleTo(South, North).ShouldBeTrue();
        Given(InReview).And(Shared).Agreement.Find(Q1)!.VisibleTo().ShouldBeTrue();
    }

    [Fact]
    public void is_resolved_by_who_asked_or_an_editor_of_the_convenor()
    {
        Given(InReview).And(Shared).When(Voter(North), new ResolveComment(Q1)).Then(new CommentResolved(Q1, C1, null, false));
        Given(InReview).And(Shared).When(Editor, new ResolveComment(Q1, "Said in 3."))
            .Then(new CommentResolved(Q1, C1, "Said in 3.", false));
        Given(InReview).And(Shared).When(Approver(South), new ResolveComment(Q1)).ThenRefused<Refusal.NotEntitled>();
        Given(InReview).And(Shared).When(Editor with { Authority = "signatory" }, new ResolveComment(Q1))
            .ThenRefused<Refusal.NotEntitled>();
        Given(InReview).And(Shared).When(Editor, new ResolveComment(Q1, new string('x', 10_001))).ThenInvalid("/note");
    }

    [Fact]
    public void resolving_a_second_time_changes_nothing_and_a_reply_opens_it_again()
    {
        var resolved = Given(InReview).And(Shared, new CommentResolved(Q1, C1, null, false));
        resolved.When(Editor, new ResolveComment(Q1)).ThenNothing();
        resolved.When(Approver(South), new ReplyToComment(Q1, "And who pays later?"))
            .Recorded(Approver(South)).Agreement.Find(Q1)!.Resolved.ShouldBeNull();
    }

    [Fact]
    public void an_LMC_gives_its_note_from_the_first_circulation_until_the_end()
    {
        var lmc = new Actor(Person(9), OdsCode.Parse("LMC-DEMO"), "auditor");
        Given(InReview).When(lmc, new GiveNote("Mind clause 2.")).Then(new NoteGiven(OdsCode.Parse("LMC-DEMO"), "Mind clause 2."));
        Given(InReview).And(Over).When(lmc, new GiveNote("Mind clause 2."))
            .Then(new NoteGiven(OdsCode.Parse("LMC-DEMO"), "Mind clause 2."));
        Given(InReview).When(lmc, new GiveNote(" ")).ThenInvalid("/body");
        Given(InDrafting).When(lmc, new GiveNote("Mind clause 2.")).ThenRefused<Refusal.WrongState>();
        Given(InReview).And(new Ended(EndKind.Withdrawn, "No.")).When(lmc, new GiveNote("Mind clause 2."))
            .ThenRefused<Refusal.WrongState>();
    }
}
