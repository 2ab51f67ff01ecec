using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Store.Views;

/// <summary>One row an agreement: what lists and overviews show and filter by.</summary>
internal static class AgreementView
{
    public static readonly ViewTable Table = new(
        "agreement", ["id"],
        [
            "id uuid not null", "title text not null", "kind text not null", "status text not null", "convenor text not null",
            "parties text[] not null", "lmc_access text not null", "circulated boolean not null", "review_by timestamptz null",
            "sign_by timestamptz null", "effective_from date null", "overdue boolean not null", "clauses integer not null",
            "settled integer not null", "objections integer not null", "ballots_open integer not null", "silent text[] not null",
            "template text null", "departures integer not null", "variation_of uuid null", "end_kind text null",
        ],
        "using gin (parties)", "(convenor)", "(status)");

    public static ViewRow Row(Agreement a)
    {
        var progress = Progress.Of(a);
        return new(Table.Name, RowJson.Write(new { a.Id }), RowJson.Write(new
        {
            a.Id, a.Title, a.Kind, a.Status, a.Convenor, Parties = a.Parties.Keys, a.LmcAccess, Circulated = a.FirstCirculated is not null,
            a.ReviewBy, a.SignBy, a.EffectiveFrom, Overdue = a.IsOverdue, progress.Clauses, progress.Settled, progress.Objections,
            BallotsOpen = a.Ballots.Count(b => b.Status == BallotStatus.Open), Silent = Silent(a, progress), a.Template,
            Departures = a.Template is null ? 0 : progress.Departures, a.VariationOf, EndKind = a.End?.Kind,
        }));
    }

    // In review: voting parties that have said nothing of the text as it is; in signing: parties that have not signed.
    private static IEnumerable<OdsCode> Silent(Agreement a, Progress progress) => a.Status switch
    {
        Status.InReview => a.Voters.Select(p => p.Ods).Where(ods => !progress.Heard.Contains(ods)),
        Status.Signing => a.Parties.Keys.Where(ods => a.Round is null || !a.Round.Signatures.Any(s => s.Party == ods)),
        _ => [],
    };
}
