using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Store.Views;

/// <summary>
/// How far an agreement's clauses have come, in numbers. What is known of a clause is kept from one state to the next as long as nothing it
/// rests on has changed, so that an approval counts one clause, not all of them.
/// </summary>
internal sealed class Progress
{
    private static readonly ConditionalWeakTable<Agreement, Progress> Known = [];

    private readonly ImmutableDictionary<ClauseKey, Standing> standings;

    private Progress(ImmutableDictionary<ClauseKey, Standing> standings, ImmutableHashSet<OdsCode> heard) =>
        (this.standings, Heard) = (standings, heard);

    /// <summary>Clauses that stand.</summary>
    public int Clauses { get; private init; }

    /// <summary>Those of them that are settled, or need no settling.</summary>
    public int Settled { get; private init; }

    /// <summary>Objections to clauses as they stand.</summary>
    public int Objections { get; private init; }

    /// <summary>Clauses that are not the template's: replaced, added, or left to be filled.</summary>
    public int Departures { get; private init; }

    /// <summary>Parties with a stance on some clause as it stands.</summary>
    public ImmutableHashSet<OdsCode> Heard { get; }

    /// <summary>The progress of an agreement, counted anew.</summary>
    public static Progress Of(Agreement a) => Known.TryGetValue(a, out var known) ? known : Remember(a, Count(a, null, null));

    /// <summary>The progress of an agreement that was another state before.</summary>
    public static Progress Of(Agreement a, Agreement? before)
    {
        if (Known.TryGetValue(a, out var known)) return known;
        return before is not null && Known.TryGetValue(before, out var then) ? Remember(a, Count(a, before, then)) : Of(a);
    }

    private static Progress Remember(Agreement a, Progress progress)
    {
        Known.AddOrUpdate(a, progress);
        return progress;
    }

    private static Progress Count(Agreement a, Agreement? before, Progress? then)
    {
        var keep = then is not null && ReferenceEquals(a.Parties, before!.Parties) && ReferenceEquals(a.Rules, before.Rules)
            && ReferenceEquals(a.ParentText, before.ParentText);
        var standings = keep ? then!.standings.ToBuilder() : ImmutableDictionary.CreateBuilder<ClauseKey, Standing>();
        int clauses = 0, settled = 0, objections = 0, departures = 0;
        var heard = ImmutableHashSet.CreateBuilder<OdsCode>();
        foreach (var clause in a.Text.All)
        {
            if (clause.Struck) continue;
            var of = a.Stances.GetValueOrDefault(clause.Key);
            var ballot = a.SettledByBallot.GetValueOrDefault(clause.Key);
            if (!standings.TryGetValue(clause.Key, out var standing) || !standing.RestsOn(clause, of, ballot))
                standings[clause.Key] = standing = Standing.Of(a, clause, of, ballot);
            clauses++;
            settled += standing.Settled ? 1 : 0;
            objections += standing.Objections;
            departures += standing.Departs ? 1 : 0;
            heard.UnionWith(standing.Heard);
        }

        return new(standings.ToImmutable(), heard.ToImmutable()) { Clauses = clauses, Settled = settled, Objections = objections, Departures = departures };
    }

    /// <summary>What is known of one clause, and what that rests on.</summary>
    private sealed record Standing(
        Clause Clause, ImmutableSortedDictionary<OdsCode, Stance>? Stances, int Ballot, bool Settled, int Objections, bool Departs,
        ImmutableArray<OdsCode> Heard)
    {
        public bool RestsOn(Clause clause, ImmutableSortedDictionary<OdsCode, Stance>? stances, int ballot) =>
            ReferenceEquals(Clause, clause) && ReferenceEquals(Stances, stances) && Ballot == ballot;

        public static Standing Of(Agreement a, Clause clause, ImmutableSortedDictionary<OdsCode, Stance>? stances, int ballot)
        {
            var current = a.Voters.Select(p => (p.Ods, Stance: a.StanceOf(clause.Key, p.Ods))).Where(s => s.Stance?.Revision == clause.Revision).ToList();
            return new(
                clause, stances, ballot, a.SettledBy(clause.Key) is not null, current.Count(s => s.Stance!.Kind == StanceKind.Object),
                DepartsFromTemplate(clause), [.. current.Select(s => s.Ods)]);
        }

        // A national clause that may be replaced and has been; one of our own; a blank that is still empty.
        private static bool DepartsFromTemplate(Clause clause) =>
            !clause.National || (clause.Blank ? clause.Wording.Body.Length == 0 : clause.Revision > 1 && !clause.Locked);
    }
}
