using System.Collections.Immutable;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Templates;
using PcnAgreements.Store.Views;

namespace PcnAgreements.Api.Views;

/// <summary>What an LMC sees of its area.</summary>
/// <param name="Lmc">The LMC.</param>
/// <param name="Items">Agreements with a party in its area, newest first.</param>
/// <param name="Next">The cursor of the page after it; null on the last.</param>
internal sealed record OverviewView(NamedOrganisation Lmc, IReadOnlyList<OverviewLine> Items, string? Next);

/// <summary>
/// An agreement as an LMC's overview shows it; numbers without words, so that an auditor of status alone may see them. <c>Departures</c> is
/// the number of clauses that are not the template's, null where there is no template; <c>Unanswered</c> names voting parties with clauses
/// still to answer, <c>Unsigned</c> parties whose signatures are missing.
/// </summary>
internal sealed record OverviewLine(
    AgreementId Id, string Title, string Kind, string Status, NamedOrganisation Convenor, IReadOnlyList<NamedOrganisation> Parties,
    string LmcAccess,
    DateTimeOffset? ReviewBy, DateTimeOffset? SignBy, DateOnly? EffectiveFrom, bool Overdue, ListedView.Count Clauses, int Objections,
    int BallotsOpen,
    int? Departures, IReadOnlyList<NamedOrganisation> Unanswered, IReadOnlyList<NamedOrganisation> Unsigned, string? Template,
    AgreementId? VariationOf,
    string? EndKind)
{
    /// <summary>Shows a row of the list with what only the agreement itself tells.</summary>
    public static OverviewLine Of(ListedAgreement row, Agreement? agreement, Template? template)
    {
        var l = ListedView.Of(row);
        ImmutableHashSet<OdsCode> unsigned = agreement is { Status: Domain.Agreements.Status.Signing }
            ? [.. SigningProgress.Of(agreement).Parties.Where(p => !p.IsComplete).Select(p => p.Party.Ods)]
            : [];
        return new(
            l.Id, l.Title, l.Kind, l.Status, l.Convenor, l.Parties, l.LmcAccess, l.ReviewBy, l.SignBy, l.EffectiveFrom, l.Overdue,
            l.Clauses, l.Objections,
            l.BallotsOpen, agreement is null || template is null ? null : Domain.Templates.Departures.Of(agreement, template).Length,
            l.Unanswered,
            [.. l.Parties.Where(p => unsigned.Contains(p.Ods))], l.Template, l.VariationOf, l.EndKind);
    }
}
