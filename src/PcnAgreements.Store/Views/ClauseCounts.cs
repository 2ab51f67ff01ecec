using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Store.Views;

/// <summary>
/// How far an agreement's clauses have come, in numbers. What is known of a clause is kept as long as nothing it rests on has changed, so
/// that an approval counts one clause, not all of them.
/// </summary>
internal sealed class ClauseCounts
{
    // All states of one agreement that grew out of each other share the mark of its beginning: what is known lives as long as one of them.
    private static readonly ConditionalWeakTable<Mark, StrongBox<ClauseCounts>> Known = [];

    private readonly Agreement agreement;
    private readonly ImmutableArray<Standing> standings;
    private readonly ImmutableDictionary<OdsCode, int> awaited;

    private ClauseCounts(Agreement agreement, ImmutableArray<Standing> standings)
    {
        (this.agreement, this.standings) = (agreement, standings);
        (Settled, Objections) = (standings.Count(s => s.Settled), standings.Sum(s => s.Objections));
        awaited = standings.SelectMany(s => s.Awaited).CountBy(ods => ods).ToImmutableDictionary();
    }

    // One clause after another took the place of what was known of it; the rest, and so the sums over it, stay.
    private ClauseCounts(Agreement agreement, ClauseCounts last, IReadOnlyList<(int At, Standing Now)> changed)
    {
        this.agreement = agreement;
        var (all, left) = (last.standings.ToBuilder(), last.awaited.ToBuilder());
        (Settled, Objections) = (last.Settled, last.Objections);
        foreach (var (at, now) in changed)
        {
            var then = all[at];
            all[at] = now;
            Settled += (now.Settled ? 1 : 0) - (then.Settled ? 1 : 0);
            Objections += now.Objections - then.Objections;
            foreach (var ods in then.Awaited.Except(now.Awaited)) left[ods]--;
            foreach (var ods in now.Awaited.Except(then.Awaited)) left[ods] = left.GetValueOrDefault(ods) + 1;
        }

        (standings, awaited) = (all.DrainToImmutable(), left.ToImmutable());
    }

    /// <summary>Clauses that stand.</summary>
    public int Clauses => standings.Length;

    /// <summary>Those of them that are settled, or need no settling.</summary>
    public int Settled { get; }

    /// <summary>Objections to clauses as they stand.</summary>
    public int Objections { get; }

    /// <summary>Voting parties that have clauses still to answer, by code.</summary>
    public IEnumerable<OdsCode> Unanswered => agreement.Voters.Select(p => p.Ods).Where(ods => awaited.GetValueOrDefault(ods) > 0);

    /// <summary>The counts of an agreement as it stands.</summary>
    public static ClauseCounts Of(Agreement agreement)
    {
        var known = Known.GetOrCreateValue(agreement.Drafted!);
        var counts = Count(agreement, known.Value);
        known.Value = counts;
        return counts;
    }

    private static ClauseCounts Count(Agreement a, ClauseCounts? last)
    {
        if (last is null || !SharesFoundation(a, last.agreement))
            return new(a, [.. a.Text.All.Where(c => !c.Struck).Select(c => Standing.Of(a, c))]);
        if (ReferenceEquals(a, last.agreement)) return last;
        if (ReferenceEquals(a.Text, last.agreement.Text)) return new(a, last, Changed(a, last));
        var known = last.standings.ToDictionary(s => s.Clause.Key);
        return new(a, [.. a.Text.All.Where(c => !c.Struck)
            .Select(c => known.TryGetValue(c.Key, out var s) && ReferenceEquals(s.Clause, c) ? s.Of(a) : Standing.Of(a, c))]);
    }

    private static List<(int At, Standing Now)> Changed(Agreement a, ClauseCounts last)
    {
        var changed = new List<(int, Standing)>();
        var (stances, ballots) = (!ReferenceEquals(a.Stances, last.agreement.Stances), !ReferenceEquals(a.SettledByBallot, last.agreement.SettledByBallot));
        if (!stances && !ballots) return changed;
        for (var at = 0; at < last.standings.Length; at++)
        {
            var then = last.standings[at];
            if ((stances && !then.HasStancesOf(a)) || (ballots && !then.HasBallotOf(a))) changed.Add((at, Standing.Of(a, then.Clause)));
        }

        return changed;
    }

    private static bool SharesFoundation(Agreement a, Agreement b) =>
        ReferenceEquals(a.Parties, b.Parties) && ReferenceEquals(a.Rules, b.Rules) && ReferenceEquals(a.ParentText, b.ParentText);

    /// <summary>What is known of one clause, and what that rests on besides parties and rules.</summary>
    private sealed record Standing(
        Clause Clause, ImmutableSortedDictionary<OdsCode, Stance>? Stances, int Ballot, bool Settled, int Objections,
        ImmutableArray<OdsCode> Awaited)
    {
        /// <summary>The same where nothing has changed, else counted anew.</summary>
        public Standing Of(Agreement a) => HasStancesOf(a) && HasBallotOf(a) ? this : Of(a, Clause);

        public bool HasStancesOf(Agreement a) => ReferenceEquals(Stances, a.Stances.GetValueOrDefault(Clause.Key));

        public bool HasBallotOf(Agreement a) => Ballot == a.SettledByBallot.GetValueOrDefault(Clause.Key);

        public static Standing Of(Agreement a, Clause clause)
        {
            var settled = a.SettledBy(clause.Key);
            var current = a.Voters.Select(p => (p.Ods, Stance: a.StanceOf(clause.Key, p.Ods)))
                .Select(s => (s.Ods, Kind: s.Stance is { } stance && stance.Revision == clause.Revision ? stance.Kind : (StanceKind?)null)).ToList();
            return new(
                clause, a.Stances.GetValueOrDefault(clause.Key), a.SettledByBallot.GetValueOrDefault(clause.Key), settled is not null,
                current.Count(s => s.Kind == StanceKind.Object),
                Agreement.Awaits(settled) ? [.. current.Where(s => s.Kind is null).Select(s => s.Ods)] : []);
        }
    }
}
