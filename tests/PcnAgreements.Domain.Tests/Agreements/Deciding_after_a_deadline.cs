using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Rules;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Voting;

namespace PcnAgreements.Domain.Tests.Agreements;

/// <summary>A deadline has passed, and the service has not come to record what follows.</summary>
public sealed class Deciding_after_a_deadline
{
    private static readonly AmendmentProposed Proposed = new(
        new(1), North, AmendmentOp.Reword, C1, 1, null, null, null, "One, amended.", null);

    private static Scenario Voted(BallotSubject? subject = null) => Scenario.Given(InReview)
        .And(Proposed, Opened(subject), new VoteCast(B1, North, Choice.For)).At(ClosesAt);

    [Fact]
    public void counts_a_ballot_that_is_over_instead_of_calling_it_off()
    {
        Voted().WhenInTime(Editor, new Recall("Not ready.")).Types.ShouldBe(["ballot_closed", "recalled"]);
        Voted().WhenInTime(Editor, new EndAgreement(EndKind.Withdrawn, "x")).Types.ShouldBe(["ballot_closed", "ended"]);
        Voted().At(ClosesAt.AddTicks(-1)).WhenInTime(Editor, new Recall("Not ready.")).Types.ShouldBe(["recalled", "ballot_cancelled"]);
    }

    [Fact]
    public void is_deciding_on_what_the_ballot_came_to()
    {
        var carried = Voted(new(Amendment: new(1)));
        carried.WhenInTime(Editor, new RewordClause(C1, Tag(C1, 2), null, "One, by an editor.")).ThenRefused<Refusal.PreconditionFailed>();
        carried.WhenInTime(Editor, new RewordClause(C1, Fresh, null, "One, by an editor.")).Types
            .ShouldBe(["ballot_closed", "amendment_accepted", "clause_reworded", "clause_reworded"]);
        carried.Recorded(Editor).Agreement.Find(C1)!.Revision.ShouldBe(3);
        carried.Decided.Events.Select(e => e.BySystem).ShouldBe([true, true, true, false]);
    }

    [Fact]
    public void notes_a_deadline_that_passed_before_it_is_moved()
    {
        var passed = Scenario.Given(InReview).At(Network.Circulated.ReviewBy);
        passed.WhenInTime(Editor, new ChangeTerms { ReviewBy = new(passed.Now.AddDays(1)) }).Types
            .ShouldBe(["deadline_passed", "deadline_changed"]);
    }

    [Fact]
    public void goes_by_the_time_of_what_came_last_where_the_clock_was_set_back() => Voted()
        .And(Proposed with { Amendment = new(2) }).At(ClosesAt.AddSeconds(-1)).WhenInTime(Editor, new Recall("Not ready.")).Types
        .ShouldBe(["ballot_closed", "recalled"]);

    [Fact]
    public void leaves_what_is_due_to_the_service_where_nothing_else_is_recorded()
    {
        Voted().WhenInTime(Editor, new ChangeTerms()).ThenNothing();
        Voted().WhenInTime(Voter(South), new CastVote(B1, South, Choice.For)).ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void is_not_written_once_the_next_deadline_has_passed()
    {
        var comment = new MakeComment(C1, "Why?");
        Voted().At(Scenario.Moment).WhenInTime(Editor, comment).Decided.NotAfter.ShouldBe(ClosesAt);
        Voted().WhenInTime(Editor, comment).Decided.NotAfter.ShouldBe(Network.Circulated.ReviewBy);
        Voted().At(Network.Circulated.ReviewBy).WhenInTime(Editor, comment).Decided.NotAfter.ShouldBeNull();
        Voted().At(Scenario.Moment).And(Opened() with { Ballot = new(2), ClosesAt = ClosesAt.AddDays(-1) })
            .WhenInTime(Voter(South), new CastVote(B1, South, Choice.For)).Decided.NotAfter.ShouldBe(ClosesAt.AddDays(-1));
    }
}
