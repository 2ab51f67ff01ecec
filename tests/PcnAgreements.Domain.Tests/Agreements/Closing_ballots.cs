using FsCheck;
using FsCheck.Fluent;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Rules;
using PcnAgreements.Domain.Text;
using Shouldly;
using Xunit;
using Outcome = PcnAgreements.Domain.Rules.Outcome;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;
using static PcnAgreements.Domain.Tests.Agreements.Voting;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Closing_ballots
{
    private static readonly AmendmentKey A1 = new(1);
    private static readonly AmendmentProposed Proposed = new(A1, North, AmendmentOp.Reword, C1, 1, null, null, null, "One, better.", null);
    private static readonly ClauseReworded Edit = new(C1, 2, null, "One, better.", Wording.Of(null, "One, better.").Hash, null, A1);
    private static readonly DecisionRule AllVoted = Simple with { Closes = Closing.WhenAllVoted };

    private static VoteCast For(OdsCode ods) => new(B1, ods, Choice.For);

    private static Scenario Open(BallotSubject? subject = null, DecisionRule? rule = null) =>
        Given(InReview).And(Proposed, Opened(subject, rule));

    private static CastVote Vote(OdsCode party, Choice choice = Choice.For) => new(B1, party, choice);

    private static string[] Names(Scenario scenario) => [.. scenario.Decided.Events.Select(e => EventJson.NameOf(e.Event))];

    [Fact]
    public void happens_at_the_deadline_by_the_service_itself_and_once()
    {
        var closed = Open().And(For(North), For(South)).At(ClosesAt).When(Actor.System, new DoDueWork());
        closed.Decided.Events.ShouldAllBe(e => e.BySystem);
        var ballot = closed.Recorded(Actor.System).Agreement.Find(B1)!;
        (ballot.Status, ballot.How, ballot.Result!.Outcome).ShouldBe((BallotStatus.Closed, ClosedHow.Deadline, Outcome.Carried));
        closed.When(Actor.System, new DoDueWork()).ThenNothing();
    }

    [Fact]
    public void says_who_is_still_awaited()
    {
        var recorded = For(South) with { OnBehalf = new("telephone", "Noted by B.") };
        Open(rule: AllVoted).And(For(North), recorded).When(Editor, new CloseBallot(B1)).ThenRefused<Refusal.WrongState>().Detail
            .ShouldEndWith($"Still to vote: {East}. Recorded on their behalf, which counts for that only when confirmed: {South}.");
        Open(rule: AllVoted).And(new ConflictDeclared(B1, East, "x"), For(North)).When(Editor, new CloseBallot(B1))
            .ThenRefused<Refusal.WrongState>().Detail.ShouldEndWith($"Still to vote: {South}.");
    }

    [Fact]
    public void waits_for_its_deadline_and_for_an_extended_one()
    {
        Open().At(ClosesAt.AddTicks(-1)).When(Actor.System, new DoDueWork()).ThenNothing();
        Open().And(new BallotExtended(B1, ClosesAt.AddDays(1), "Snow.")).At(ClosesAt).When(Actor.System, new DoDueWork()).ThenNothing();
        DueWork.Of(Open().And(new BallotExtended(B1, ClosesAt.AddDays(1), "Snow.")).Agreement)
            .ShouldContain(("ballot b1", ClosesAt.AddDays(1)));
    }

    [Fact]
    public void happens_with_the_last_vote_where_the_rule_says_so()
    {
        Names(Open(rule: AllVoted).And(For(North)).When(Voter(South), Vote(South))).ShouldBe(["vote_cast"]);
        var last = Open(rule: AllVoted).And(For(North), For(South)).When(Voter(East), Vote(East, Choice.Against));
        Names(last).ShouldBe(["vote_cast", "ballot_closed"]);
        last.Decided.Events.Select(e => e.BySystem).ShouldBe([false, true]);
        last.Recorded(Voter(East)).Agreement.Find(B1)!.How.ShouldBe(ClosedHow.AllVoted);
    }

    [Fact]
    public void happens_once_the_outcome_cannot_change_where_the_rule_says_so()
    {
        var decided = Open(rule: Final).And(For(North)).When(Voter(South), Vote(South));
        Names(decided).ShouldBe(["vote_cast", "ballot_closed"]);
        decided.Recorded(Voter(South)).Agreement.Find(B1)!.How.ShouldBe(ClosedHow.Decided);
    }

    [Fact]
    public void standing_down_or_confirming_can_be_the_last_step_too()
    {
        Names(Open(rule: AllVoted).And(For(North), For(South)).When(Voter(East), new DeclareConflict(B1, "Owns it.")))
            .ShouldBe(["conflict_declared", "ballot_closed"]);
        var recorded = Open(rule: AllVoted).And(For(North), For(South)).When(EditorFor(East), Vote(East) with { OnBehalf = Telephone });
        Names(recorded).ShouldBe(["vote_cast"]);
        Names(recorded.Recorded(EditorFor(East)).When(Voter(East), new ConfirmVote(B1))).ShouldBe(["vote_confirmed", "ballot_closed"]);
    }

    [Fact]
    public void carried_settles_the_clause_in_the_revision_at_issue()
    {
        var carried = Open(new(C1)).And(For(North), For(South)).At(ClosesAt).When(Actor.System, new DoDueWork());
        Names(carried).ShouldBe(["ballot_closed"]);
        carried.Recorded(Actor.System).Agreement.SettledBy(C1).ShouldBe(SettledBy.Ballot);
        carried.And(new ClauseReworded(C1, 2, null, "One, changed.", "x")).Agreement.SettledBy(C1).ShouldBeNull();
        Open(new(C1)).And(For(North), For(South), new ClauseReworded(C1, 2, null, "One, changed.", "x")).At(ClosesAt)
            .When(Actor.System, new DoDueWork()).Recorded(Actor.System).Agreement.SettledBy(C1).ShouldBeNull();
    }

    [Fact]
    public void a_later_ballot_that_turns_the_same_words_down_unsettles_them()
    {
        var second = Opened(new(C1)) with { Ballot = new(2) };
        Open(new(C1)).And(For(North), For(South)).At(ClosesAt).When(Actor.System, new DoDueWork()).Recorded(Actor.System)
            .And(second, new VoteCast(new(2), North, Choice.Against)).When(Actor.System, new DoDueWork()).Recorded(Actor.System)
            .Agreement.SettledBy(C1).ShouldBeNull();
    }

    [Fact]
    public void carried_accepts_the_amendment_with_its_edit() =>
        Open(new(Amendment: A1)).And(For(North), For(South)).At(ClosesAt).When(Actor.System, new DoDueWork())
            .Decided.Events.Select(e => e.Event).Skip(1).ShouldBe([new AmendmentAccepted(A1, North, B1), Edit]);

    [Fact]
    public void carried_on_an_amendment_whose_clause_has_changed_meanwhile_leaves_it_to_the_editors()
    {
        DomainEvent[] changes = [new ClauseReworded(C1, 2, null, "Uno.", "x"), new ClauseStruck(C1)];
        foreach (var change in changes)
            Names(Open(new(Amendment: A1)).And(For(North), For(South), change).At(ClosesAt).When(Actor.System, new DoDueWork()))
                .ShouldBe(["ballot_closed"]);
        Names(
            Open(new(Amendment: A1)).And(For(North), For(South), new ClauseMoved(C1, null, C3)).At(ClosesAt)
                .When(Actor.System, new DoDueWork()))
            .ShouldBe(["ballot_closed", "amendment_accepted", "clause_reworded"]);
        var move = Proposed with { Op = AmendmentOp.Move, After = C2, Body = null };
        Names(Given(InReview).And(move, Opened(new(Amendment: A1)), For(North), For(South), new ClauseMoved(C1, null, C3)).At(ClosesAt)
            .When(Actor.System, new DoDueWork())).ShouldBe(["ballot_closed"]);
    }

    [Fact]
    public void carried_removes_the_party()
    {
        Open(new(Party: East)).And(For(North), For(South)).At(ClosesAt).When(Actor.System, new DoDueWork())
            .Decided.Events[^1].Event.ShouldBe(new PartyRemoved(East, B1));
        Names(Open(new(Party: East)).And(For(North), For(South), new PartyRemoved(East)).At(ClosesAt).When(Actor.System, new DoDueWork()))
            .ShouldBe(["ballot_closed"]);
    }

    [Fact]
    public void lost_changes_nothing() =>
        Names(
            Open(new(Party: East)).And(For(North), new VoteCast(B1, South, Choice.Against), new VoteCast(B1, East, Choice.Against))
                .At(ClosesAt)
            .When(Actor.System, new DoDueWork())).ShouldBe(["ballot_closed"]);

    [Fact]
    public void many_at_once_go_in_the_order_of_their_deadlines_each_on_what_the_one_before_made()
    {
        var later = Opened(new(C1)) with { Ballot = new(2), ClosesAt = ClosesAt.AddHours(1) };
        var scenario = Open(new(Amendment: A1)).And(later, For(North), For(South), For(North) with { Ballot = new(2) })
            .At(ClosesAt.AddDays(30))
            .When(Actor.System, new DoDueWork());
        Names(scenario).ShouldBe(["ballot_closed", "amendment_accepted", "clause_reworded", "ballot_closed", "deadline_passed"]);
        scenario.Recorded(Actor.System).Agreement.SettledBy(C1).ShouldBeNull();
    }

    [Fact]
    public void by_hand_is_for_what_cannot_change_any_more()
    {
        var all = Open(rule: AllVoted).And(For(North), For(South));
        var closed = all.When(Editor, new CloseBallot(B1));
        Names(closed).ShouldBe(["ballot_closed"]);
        closed.Decided.Events[0].BySystem.ShouldBeFalse();
        closed.Recorded(Editor).When(Editor, new CloseBallot(B1)).ThenNothing();
        Open(rule: AllVoted).And(For(North)).When(Editor, new CloseBallot(B1)).ThenRefused<Refusal.WrongState>();
        Open().And(For(North), For(South), For(East)).When(Editor, new CloseBallot(B1)).ThenRefused<Refusal.WrongState>();
        Open(rule: AllVoted).And(For(North), For(South)).At(ClosesAt).When(Editor, new CloseBallot(B1)).ThenRefused<Refusal.WrongState>();
        Open().When(Editor, new CloseBallot(new(2))).ThenRefused<Refusal.NotFound>();
        Names(Open(new(Party: East), AllVoted).And(For(North), For(South)).When(Editor, new CloseBallot(B1)))
            .ShouldBe(["ballot_closed", "party_removed"]);
    }

    [Fact]
    public void calling_off_needs_a_reason_and_ends_it()
    {
        Open().When(Editor, new CancelBallot(B1, "Wrong motion.")).Then(new BallotCancelled(B1, "Wrong motion.")).Recorded(Editor)
            .When(Editor, new CancelBallot(B1, "Wrong motion.")).ThenNothing();
        Open().When(Editor, new CancelBallot(B1, "")).ThenInvalid("/reason");
        Open().At(ClosesAt).When(Editor, new CancelBallot(B1, "Wrong motion.")).ThenRefused<Refusal.WrongState>();
        Open().When(Editor, new CancelBallot(new(2), "Wrong motion.")).ThenRefused<Refusal.NotFound>();
    }

    [Fact]
    public void extending_is_for_later_only()
    {
        var later = ClosesAt.AddDays(1);
        Open().When(Editor, new ExtendBallot(B1, later, "Snow."))
            .Then(new BallotExtended(B1, later, "Snow.")).Decided.NotAfter.ShouldBe(ClosesAt);
        Open().And(new BallotExtended(B1, later, "Snow.")).When(Editor, new ExtendBallot(B1, later, "Snow.")).ThenNothing();
        Open().When(Editor, new ExtendBallot(B1, ClosesAt.AddHours(-1), "Hurry.")).ThenInvalid("/closesAt");
        Open().When(Editor, new ExtendBallot(B1, later, " ")).ThenInvalid("/reason");
        Open().At(ClosesAt).When(Editor, new ExtendBallot(B1, later, "Snow.")).ThenRefused<Refusal.WrongState>();
        Open().When(Editor, new ExtendBallot(new(2), later, "Snow.")).ThenRefused<Refusal.NotFound>();
    }

    /// <summary>Who, and what: 0 to 2 vote, 3 withdraws.</summary>
    private sealed record Step(int Party, int What);

    [Fact]
    public void any_interleaving_of_votes_counts_as_the_last_vote_of_each()
    {
        OdsCode[] parties = [North, South, East];
        var steps = Gen.ListOf(from party in Gen.Choose(0, 2) from what in Gen.Choose(0, 3) select new Step(party, what));
        Prop.ForAll(steps.ToArbitrary(), all =>
        {
            var scenario = Open();
            var last = new Dictionary<OdsCode, CountedChoice>();
            foreach (var step in all)
            {
                var ods = parties[step.Party];
                if (step.What == 3) last.Remove(ods);
                else last[ods] = (Choice)step.What;
                scenario.When(Voter(ods), step.What == 3 ? new WithdrawVote(B1, ods) : Vote(ods, (Choice)step.What)).Recorded(Voter(ods));
            }

            scenario.At(ClosesAt).When(Actor.System, new DoDueWork()).Recorded(Actor.System);
            var ballot = scenario.Agreement.Find(B1)!;
            ballot.Result.ShouldBe(Tally.Of(Simple, ballot.Roll(), last));
        }).QuickCheckThrowOnFailure();
    }
}
