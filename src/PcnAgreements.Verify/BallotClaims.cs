using System.Collections.Immutable;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Rules;

namespace PcnAgreements.Verify;

/// <summary>
/// What must be so of a ballot from its opening to its close: who is on its roll, what is done only while it is open, and that it ends when
/// its rule lets it and comes to what its votes come to.
/// </summary>
internal static class BallotClaims
{
    private const string NotOpen = "the ballot was not open then";

    // By as much the service's knowledge of the database's clock may run ahead of it.
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(1);

    /// <summary>What is wrong with an event of a ballot, given the agreement before it, in words; null when nothing is.</summary>
    public static string? ProblemOf(Agreement before, Recorded recorded) => recorded.Event switch
    {
        Circulated e => Roll(before, before.Rules.Clause, e.Weights),
        BallotOpened e => Opening(before, e, recorded.At),
        BallotClosed e => before.Find(e.Ballot) is { Status: BallotStatus.Open } its ? Closing(its, e, recorded.At) : NotOpen,
        BallotCancelled e => before.Find(e.Ballot) is { Status: BallotStatus.Open } ? null : NotOpen,
        BallotExtended e => While(
            before, e.Ballot, recorded.At, its => e.ClosesAt > its.ClosesAt ? null : "it lets the ballot close no later"),
        VoteCast e => Voting(before, e.Ballot, e.Party, recorded.At, its => its.VoteOf(e.Party) is null ? null : "it has voted already"),
        VoteChanged e => Voting(before, e.Ballot, e.Party, recorded.At, its => Change(its, e.Party)),
        VoteWithdrawn e => Voting(before, e.Ballot, e.Party, recorded.At, its => Change(its, e.Party)),
        VoteConfirmed e => Voting(before, e.Ballot, e.Party, recorded.At, _ => null),
        ProxyGiven e => Voting(
            before, e.Ballot, e.Party, recorded.At, its => its.Opened.Rule.Proxies.Allowed ? null : "the ballot's rule allows no proxies"),
        ConflictDeclared e => While(before, e.Ballot, recorded.At, its => NotOnRoll(its, e.Party)),
        _ => null,
    };

    private static string? Opening(Agreement before, BallotOpened e, DateTimeOffset at)
    {
        if (e.Ballot != before.NextBallot) return "it is not the next ballot";
        if (e.ClosesAt <= at) return "the ballot was to close before it opened";
        if (e.Subject?.Adopt == true && e.Rule != before.Rules.Adopt) return "it goes by another rule than the agreement's for adoption";
        return Roll(before, e.Rule, e.Roll);
    }

    // Of weights by list size the sizes stand in the organisations' own histories.
    private static string? Roll(Agreement before, DecisionRule rule, ImmutableArray<WeighedVoter> roll)
    {
        if (!roll.Select(r => r.Ods).Order().SequenceEqual(before.Voters.Select(p => p.Ods).Order()))
            return "its roll is not that of the parties with a vote";
        var isAsGiven = rule.Weight switch
        {
            Weighting.PerPractice => roll.All(r => r.Weight == 1),
            Weighting.Given given => roll.All(r => given.Weights.TryGetValue(r.Ods, out var weight) && weight == r.Weight),
            _ => true,
        };
        return isAsGiven ? null : "somebody on its roll has another weight than the rule gives";
    }

    private static string? Closing(Ballot its, BallotClosed e, DateTimeOffset at)
    {
        if (!its.Count().Equals(e.Result)) return "the ballot's result is not what its votes come to";
        var mayClose = e.How switch
        {
            ClosedHow.Deadline => at + Ahead >= its.ClosesAt,
            ClosedHow.ByHand => at <= its.ClosesAt && its.MayCloseByHand(),
            _ => at <= its.ClosesAt && Domain.Rules.Decided.ClosesEarly(its.Opened.Rule, its.Roll(), its.Choices()),
        };
        return mayClose ? null : "the ballot was closed before its rule lets it be";
    }

    private static string? While(Agreement before, BallotKey key, DateTimeOffset at, Func<Ballot, string?> problem) =>
        before.Find(key) is { Status: BallotStatus.Open } ballot && at <= ballot.ClosesAt ? problem(ballot) : NotOpen;

    private static string? Voting(Agreement before, BallotKey key, OdsCode party, DateTimeOffset at, Func<Ballot, string?> problem) =>
        While(before, key, at, its => NotOnRoll(its, party) ?? (its.Conflicts.ContainsKey(party) ? "it had stood down" : problem(its)));

    private static string? NotOnRoll(Ballot its, OdsCode party) =>
        its.OnRoll(party) ? null : "somebody voted who is not on the ballot's roll";

    private static string? Change(Ballot its, OdsCode party)
    {
        if (its.VoteOf(party) is not { } vote) return "there is no vote of it to change";
        return its.Opened.Rule.Changes || !vote.IsOwn ? null : "the ballot's rule lets no vote be changed";
    }
}
