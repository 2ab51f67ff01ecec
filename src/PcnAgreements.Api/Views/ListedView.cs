using PcnAgreements.Domain;
using PcnAgreements.Store.Views;

namespace PcnAgreements.Api.Views;

/// <summary>An agreement as lists show it; numbers without words, so that an auditor of status alone may see them.</summary>
internal sealed record ListedView(
    AgreementId Id, string Title, string Kind, string Status, NamedOrganisation Convenor, IReadOnlyList<NamedOrganisation> Parties,
    string LmcAccess,
    DateTimeOffset? ReviewBy, DateTimeOffset? SignBy, DateOnly? EffectiveFrom, bool Overdue, ListedView.Count Clauses, int Objections,
    int BallotsOpen,
    IReadOnlyList<NamedOrganisation> Unanswered, string? Template, AgreementId? VariationOf, string? EndKind)
{
    /// <summary>Clauses settled of all that stand.</summary>
    internal sealed record Count(int Settled, int Of);

    public static ListedView Of(ListedAgreement a) => new(
        a.Id, a.Title, a.Kind, a.Status, a.Convenor, a.Parties, a.LmcAccess, a.ReviewBy, a.SignBy, a.EffectiveFrom, a.Overdue,
        new(a.Settled, a.Clauses), a.Objections, a.BallotsOpen, [.. a.Parties.Where(p => a.Unanswered.Contains(p.Ods))], a.Template,
        a.VariationOf, a.EndKind);
}
