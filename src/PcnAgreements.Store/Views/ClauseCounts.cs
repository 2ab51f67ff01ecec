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

    private ClauseCounts(Agreement agreement, ImmutableArray<Standing> standings) =>
        (this.agreement, this.standings) = (agreement, standings);

    /// <summary>Clauses that stand.</summary>
    public int Clauses => standings.Length;

    /// <summary>Those of them that are settled, or need no settling.</summary>
    public int Settled => standings.Count(s => s.Settled);

    /// <summary>Objections to clauses as they stand.</summary>
    public int Objections => standings.Sum(s => s.Objections);

    /// <summary>Voting parties that have clauses still to answer, by code.</summary>
    public IEnumerable<OdsCode> Unanswered => agreement.Voters.Select(p => p.Ods).Where(ods => standings.Any(s => s.Awaited.Contains(ods)));

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
        if (ReferenceEquals(a.Text, last.agreement.Text)) return new(a, [.. last.standings.Select(s => s.Of(a))]);
        var known = last.standings.ToDictionary(s => s.Clause.Key);
        return new(a, [.. a.Text.All.Where(c => !c.Struck)
            .Select(c => known.TryGetValue(c.Key, out var s) && ReferenceEquals(s.Clause, c) ? s.Of(a) : Standing.Of(a, c))]);
    }

    private static bool SharesFoundation(Agreement a, Agreement b) =>
        ReferenceEquals(a.Parties, b.Parties) && ReferenceEquals(a.Rules, b.Rules) && ReferenceEquals(a.ParentText, b.ParentText);

    /// <summary>What is known of one clause, and what that rests on besides parties and rules.</summary>
    private sealed record Standing(
        Clause Clause, ImmutableSortedDictionary<OdsCode, Stance>? Stances, int Ballot, bool Settled, int Objections,
        ImmutableArray<OdsCode> Awaited)
    {
        /// <summary>The same where nothing has changed, else counted anew.</summary>
        public Standing Of(Agreement a) =>
            ReferenceEquals(Stances, a.Stances.GetValueOrDefault(Clause.Key)) && Ballot == a.SettledByBallot.GetValueOrDefault(Clause.Key)
                ? this
                : Of(a, Clause);

        public static Standing Of(Agreement a, Clause clause) => new(
            clause, a.Stances.GetValueOrDefault(clause.Key), a.SettledByBallot.GetValueOrDefault(clause.Key),
            a.SettledBy(clause.Key) is not null,
            a.Voters.Count(p => a.StanceOf(clause.Key, p.Ods) is { Kind: StanceKind.Object } stance && stance.Revision == clause.Revision),
            [.. a.Voters.Select(p => p.Ods).Where(ods => a.Awaits(ods, clause))]);
    }
}
