using PcnAgreements.Api.Http;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Api.Views;

/// <summary>The matrix: every clause that stands, every voting party, and what each has said, on whatever revision.</summary>
internal sealed record StancesView(
    IReadOnlyList<StancesView.Row> Clauses, IReadOnlyList<StancesView.Column> Parties, IReadOnlyList<StanceView> Stances)
{
    /// <summary>A clause.</summary>
    internal sealed record Row(ClauseKey Key, string? Number, int Revision, bool Settled);

    /// <summary>A voting party.</summary>
    internal sealed record Column(OdsCode Ods, string Name);

    public static StancesView Of(Agreement a, Names names) => new(
        [.. a.Text.Printed.Select(c => new Row(c.Key, c.Number, a.Text[c.Key].Revision, a.SettledBy(c.Key) is not null))],
        [.. a.Voters.Select(p => new Column(p.Ods, p.Terms.Name))],
        [.. a.Text.Printed.SelectMany(c => StanceView.On(a, a.Text[c.Key], names))]);
}
