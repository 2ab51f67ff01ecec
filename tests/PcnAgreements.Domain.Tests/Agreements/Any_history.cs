using FsCheck;
using FsCheck.Fluent;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;

namespace PcnAgreements.Domain.Tests.Agreements;

/// <summary>
/// Whatever commands come in whatever order: none throws, what they come to keeps the record sound, and asking twice is asking once.
/// </summary>
public sealed class Any_history
{
    [Fact]
    public void of_commands_is_sound()
    {
        var seen = new HashSet<string>();
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => Run(seed, seen)).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
        // A model that never gets anywhere shows nothing.
        new[]
        {
            "clause_approved", "clause_objected", "stance_withdrawn", "stance_confirmed", "comment_made", "comment_replied",
            "comment_resolved",
            "amendment_proposed", "amendment_accepted", "amendment_rejected", "amendment_withdrawn", "ballot_opened", "ballot_extended",
            "vote_cast",
            "vote_changed", "vote_withdrawn", "vote_confirmed", "conflict_declared", "proxy_given", "ballot_closed", "ballot_cancelled",
            "signing_opened", "signed", "counterpart_recorded", "signing_declined", "came_into_force", "deadline_passed", "party_removed",
        }.Except(seen).ShouldBeEmpty();
    }

    private static void Run(int seed, HashSet<string> seen)
    {
        var commands = new RandomCommands(seed);
        var hours = new Random(seed);
        var scenario = Given(seed % 2 == 0 ? AllApproved : InReview);
        foreach (var ods in new[] { North, South, East, Federation })
            scenario.Knowing(
                Organisation(ods, "x", LegalForm.Company, (Person(100), [Authority.Signatory]), (Person(101), [Authority.Signatory])));
        var all = new List<DomainEvent>();
        for (var step = 0; step < 120; step++)
        {
            if (hours.Next(6) == 0) scenario.At(scenario.Now.AddHours(hours.Next(12)));
            var (actor, command) = commands.Next(scenario.Agreement, scenario.Now);
            scenario.WhenInTime(actor, command);
            if (scenario.Decided.Refusal is not null) continue;
            var events = scenario.Decided.Events.Select(e => e.Event).ToList();
            var inTime = scenario.Decided.NotAfter;
            all.AddRange(events);
            seen.UnionWith(events.Select(EventJson.NameOf));
            scenario.Recorded(actor);
            if (events.Any(e => e is VoteCast or VoteChanged or VoteWithdrawn or VoteConfirmed))
                inTime!.Value.ShouldBeGreaterThan(scenario.Now);
            ShouldBeSound(scenario.Agreement, all);
            if (step % 10 == 0) ReadersShouldCope(scenario.Agreement);
            if (!Makes(command)) ShouldChangeNothing(scenario, actor, command);
        }

        scenario.At(scenario.Now.AddYears(1)).When(Actor.System, new DoDueWork()).Recorded(Actor.System);
        ShouldBeSound(scenario.Agreement, [.. all, .. scenario.Decided.Events.Select(e => e.Event)]);
        DueWork.Of(scenario.Agreement).ShouldBeEmpty();
        ShouldChangeNothing(scenario, Actor.System, new DoDueWork());
    }

    // Each of these makes something new, or goes one step further, however often it is asked.
    private static bool Makes(AgreementCommand command) =>
        command is MakeComment or ReplyToComment or ProposeAmendment or OpenBallot { Subject: null } or AddClause or Recall;

    private static void ShouldChangeNothing(Scenario scenario, Actor actor, AgreementCommand command)
    {
        scenario.WhenInTime(actor, command);
        if (scenario.Decided.Refusal is null) scenario.ThenNothing();
    }

    private static void ShouldBeSound(Agreement agreement, List<DomainEvent> all)
    {
        foreach (var ballot in agreement.Ballots) ShouldBeSound(agreement, ballot, all);
        all.OfType<AmendmentAccepted>().GroupBy(e => e.Amendment).All(g => g.Count() == 1).ShouldBeTrue();
        foreach (var (clause, stances) in agreement.Stances)
        {
            foreach (var stance in stances.Values)
                agreement.Revisions[clause][stance.Revision - 1].Wording.Hash.ShouldBe(stance.Hash);
        }

        if (agreement.Status is Status.Signing) agreement.Round!.Opened.TextHash.ShouldBe(agreement.Text.TextHash);
        if (agreement.InForce is not null)
        {
            SigningProgress.Of(agreement).IsComplete.ShouldBeTrue();
            agreement.Rounds[^1].Signatures.All(s => s.TextHash == agreement.Text.TextHash).ShouldBeTrue();
            Confirmation.Of(agreement).ShouldNotBeNull();
        }
    }

    private static void ShouldBeSound(Agreement agreement, Ballot ballot, List<DomainEvent> all)
    {
        all.OfType<BallotClosed>().Count(e => e.Ballot == ballot.Key).ShouldBe(ballot.Status == BallotStatus.Closed ? 1 : 0);
        ballot.Votes.Where(v => !v.Superseded).GroupBy(v => v.Party).All(g => g.Count() == 1).ShouldBeTrue();
        ballot.Votes.Where(v => !v.Superseded).All(v => ballot.OnRoll(v.Party) && !ballot.Conflicts.ContainsKey(v.Party)).ShouldBeTrue();
        ballot.Proxies.Values.All(holder => !ballot.Proxies.ContainsKey(holder)).ShouldBeTrue();
        if (ballot.Status == BallotStatus.Open) agreement.Status.ShouldBe(Status.InReview);
        // What is over is counted, and never called off.
        if (ballot.Status == BallotStatus.Cancelled) ballot.Ended!.At.ShouldBeLessThan(ballot.ClosesAt);
        // Nothing was written to it after it was counted.
        if (ballot.Status == BallotStatus.Closed) ballot.Result.ShouldBe(ballot.Count());
        if (ballot.Status == BallotStatus.Open)
            Domain.Rules.Decided.ClosesEarly(ballot.Opened.Rule, ballot.Roll(), ballot.Choices()).ShouldBeFalse();
    }

    private static void ReadersShouldCope(Agreement agreement)
    {
        var progress = Progress.Of(agreement);
        progress.Clauses.Settled.ShouldBeLessThanOrEqualTo(progress.Clauses.Of);
        progress.Ballots.Carried.ShouldBeLessThanOrEqualTo(progress.Ballots.Closed);
        AgreementRecord.Of(agreement).Ballots.Length.ShouldBe(agreement.Ballots.Count);
        foreach (var party in Overview.Of(agreement).Unanswered) agreement.Parties.Keys.ShouldContain(party.Ods);
        var authorities = agreement.Parties.Keys.Append(Pcn)
            .ToDictionary(o => o, _ => (IReadOnlyCollection<Authority>)Enum.GetValues<Authority>());
        WaitingTasks.Of(agreement, Person(100), authorities).Select(t => t.DueAt ?? DateTimeOffset.MaxValue).ShouldBeInOrder();
    }
}
