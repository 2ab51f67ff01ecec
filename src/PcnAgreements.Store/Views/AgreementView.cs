using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Store.Views;

/// <summary>One row an agreement: what lists and overviews show and filter by.</summary>
internal static class AgreementView
{
    public static readonly ViewTable Table = new(
        "agreement", ["id"],
        [
            "id uuid not null", "title text not null", "kind text not null", "status text not null", "convenor text not null",
            "parties text[] not null", "still_voting text[] not null", "lmc_access text not null", "circulated boolean not null",
            "review_by timestamptz null", "sign_by timestamptz null", "effective_from date null", "overdue boolean not null",
            "clauses integer not null", "settled integer not null", "objections integer not null", "ballots_open integer not null",
            "silent text[] not null", "template text null", "variation_of uuid null", "end_kind text null",
        ],
        "using gin (parties)", "using gin (still_voting)", "(convenor)", "(status)");

    public static ViewRow Row(Agreement a, ClauseCounts counts) => new(Table.Name, RowJson.Write(new { a.Id }), RowJson.Write(new
    {
        a.Id, a.Title, a.Kind, a.Status, a.Convenor, Parties = a.Parties.Keys, StillVoting = a.StillVoting.Order(), a.LmcAccess,
        Circulated = a.FirstCirculated is not null, a.ReviewBy, a.SignBy, a.EffectiveFrom, Overdue = a.IsOverdue, counts.Clauses,
        counts.Settled, counts.Objections, BallotsOpen = a.Ballots.Count(b => b.Status == BallotStatus.Open),
        Silent = a.Status == Status.InReview ? counts.Unanswered : [], a.Template, a.VariationOf, EndKind = a.End?.Kind,
    }));
}
