using System.Collections.Immutable;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Templates;

/// <summary>One place where an agreement is not as its template edition has it.</summary>
/// <param name="Clause">The clause.</param>
/// <param name="Kind">What the difference is.</param>
/// <param name="Number">Its number in the agreement; null when it has none there.</param>
/// <param name="Heading">Its heading in the agreement, or in the template where it stands only there.</param>
public sealed record Departure(ClauseKey Clause, DepartureKind Kind, string? Number, string? Heading);

/// <summary>How an agreement differs from its template edition at one clause.</summary>
public enum DepartureKind
{
    /// <summary>Other words than the national ones.</summary>
    Replaced,

    /// <summary>A clause of the agreement's own.</summary>
    Added,

    /// <summary>A national clause that was struck out.</summary>
    Struck,

    /// <summary>A blank that nobody has filled.</summary>
    BlankLeft,
}

/// <summary>Where an agreement departs from its template edition, as a commissioner or an LMC asks.</summary>
public static class Departures
{
    /// <summary>
    /// All departures: those at clauses that stand in reading order, then what was struck out. A blank that was filled is none.
    /// </summary>
    public static ImmutableArray<Departure> Of(Agreement agreement, Template template)
    {
        var slots = template.Clauses.ToDictionary(c => c.Key);
        var standing = agreement.Text.Printed
            .Select(c => (Clause: c, Kind: Kind(agreement, agreement.Text[c.Key], slots.GetValueOrDefault(c.Key))))
            .Where(c => c.Kind is not null)
            .Select(c => new Departure(c.Clause.Key, c.Kind!.Value, c.Clause.Number, c.Clause.Wording.Heading));
        var struck = template.Clauses
            .Where(c => agreement.Find(c.Key) is not { Struck: false })
            .Select(c => new Departure(c.Key, DepartureKind.Struck, null, c.Heading));
        return [.. standing, .. struck];
    }

    private static DepartureKind? Kind(Agreement agreement, Clause clause, ClauseDraft? slot)
    {
        if (slot is null) return DepartureKind.Added;
        if (slot.Blank) return agreement.IsLeftBlank(clause) ? DepartureKind.BlankLeft : null;
        return clause.Wording == slot.Wording() ? null : DepartureKind.Replaced;
    }
}
