using System.Collections.Immutable;
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
    private readonly Agreement agreement;
    private readonly ImmutableArray<Standing> standings;
    private readonly ImmutableDictionary<OdsCode, int> awaited;

    /// <summary>The counts of an agreement as it stands, of which nothing is known.</summary>
    public ClauseCounts(Agreement agreement)
        : this(agreement, [.. agreement.Text.All.Where(c => !c.Struck).Select(c => Standing.Of(agreement, c))])
    {
    }

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

    /// <summary>The counts of another state of the agreement, later or earlier.</summary>
    public ClauseCounts Of(Agreement a)
    {
        if (!SharesFoundation(a, agreement)) return new(a);
        if (ReferenceEquals(a.Text, agreement.Text)) return new(a, this, Changed(a));
        var known = standings.ToDictionary(s => s.Clause.Key);
        return new(a, [.. a.Text.All.Where(c => !c.Struck)
            .Select(c => known.TryGetValue(c.Key, out var s) && ReferenceEquals(s.Clause, c) ? s.Of(a) : Standing.Of(a, c))]);
    }

    /// <summary>
    /// The counts after events that this state has grown into another by; where they only took stances, the rest is not looked at.
    /// </summary>
    public ClauseCounts After(Agreement a, IReadOnlyList<Recorded> events)
    {
        var touched = new HashSet<ClauseKey>();
        foreach (var recorded in events)
        {
            if (ClauseOf(recorded.Event) is not { } clause) return Of(a);
            touched.Add(clause);
        }

        var changed = new List<(int, Standing)>();
        for (var at = 0; at < standings.Length; at++)
        {
            if (touched.Contains(standings[at].Clause.Key)) changed.Add((at, Standing.Of(a, standings[at].Clause)));
        }

        return new(a, this, changed);
    }

    // What happens to a stance changes nothing else that is counted.
    private static ClauseKey? ClauseOf(DomainEvent e) => e switch
    {
        ClauseApproved approved => approved.Clause,
        ClauseObjected objected => objected.Clause,
        StanceWithdrawn withdrawn => withdrawn.Clause,
        StanceConfirmed confirmed => confirmed.Clause,
        _ => null,
    };

    private List<(int At, Standing Now)> Changed(Agreement a)
    {
        var changed = new List<(int, Standing)>();
        var (stances, ballots) =
            (!ReferenceEquals(a.Stances, agreement.Stances), !ReferenceEquals(a.SettledByBallot, agreement.SettledByBallot));
        if (!stances && !ballots) return changed;
        for (var at = 0; at < standings.Length; at++)
        {
            var then = standings[at];
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
                .Select(s => (s.Ods, Kind: s.Stance is { } stance && stance.Revision == clause.Revision ? stance.Kind : (StanceKind?)null))
                    .ToList();
            return new(
                clause, a.Stances.GetValueOrDefault(clause.Key), a.SettledByBallot.GetValueOrDefault(clause.Key), settled is not null,
                current.Count(s => s.Kind == StanceKind.Object),
                Agreement.Awaits(settled) ? [.. current.Where(s => s.Kind is null).Select(s => s.Ods)] : []);
        }
    }
}
