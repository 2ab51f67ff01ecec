using System.Text.Json.Serialization;
using PcnAgreements.Api.Http;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;

namespace PcnAgreements.Api.Views;

/// <summary>
/// Who agreed to what, as the contract shows it: each party with every clause that stands, its signatures, and all ballots with their sums.
/// </summary>
internal sealed record RecordView(
    AgreementId Agreement, string Title, AgreementKind Kind, Status Status, long Version, ConvenorView Convenor, string TextHash,
    DateTimeOffset? InForceAt,
    DateOnly? EffectiveFrom, EndView? End, IReadOnlyList<RecordView.PartyLine> Parties, IReadOnlyList<BallotView> Ballots)
{
    /// <summary>What one party agreed to.</summary>
    internal sealed record PartyLine(
        OdsCode Ods, string Name, LegalForm? LegalForm, PartyRole Role, bool Votes, IReadOnlyList<ClauseLine> Clauses,
        IReadOnlyList<SignatureLine> Signatures);

    /// <summary>
    /// What a party says of a clause: revision and hash are those it said it of, or, where it has said nothing, those the clause stands at.
    /// </summary>
    internal sealed record ClauseLine(
        ClauseKey Clause, string? Number, string? Heading, int Revision, string Hash, StanceKind? Stance, bool Current, PersonView? By,
        string? Authority,
        DateTimeOffset? At, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OnBehalfView? OnBehalf, int CurrentRevision,
        string CurrentHash);

    /// <summary>A signature, in which round it was given, and whether that round counts.</summary>
    internal sealed record SignatureLine(int Round, bool Counts, string Authority, SignatureView Signature);

    public static Answer Of(Shown shown) => new Answer.View(names => Of(shown.Agreement, names))
    {
        Written = (names, form) => form == "text/csv"
            ? RecordTable.Csv(Of(shown.Agreement, names))
            : RecordPage.Html(Of(shown.Agreement, names)),
    };

    private static RecordView Of(Agreement a, Names names)
    {
        var record = AgreementRecord.Of(a);
        return new(
            a.Id, a.Title, a.Kind, a.Status, a.Version, new(a.Convenor, a.ConvenorName), record.TextHash, a.InForce?.At, a.EffectiveFrom,
            EndView.Of(a), [.. record.Parties.Select(p => Party(a, p, names))],
            [.. record.Ballots.Select(b => BallotView.Of(b.Ballot, names))]);
    }

    private static PartyLine Party(Agreement a, PartyRecord p, Names names) => new(
        p.Party.Ods, p.Party.Terms.Name, p.Party.Terms.LegalForm, p.Party.Terms.Role, p.Party.Terms.Votes,
        [.. p.Clauses.Select(c => Clause(a, c, names))],
        [.. p.Signatures.Select(
            s => new SignatureLine(s.Round, s.Counts, s.Signature.By.Actor.Authority, SignatureView.Of(s.Signature, names)))]);

    private static ClauseLine Clause(Agreement a, ClauseRecord c, Names names)
    {
        var (stance, heading) = (c.Stance, a.Text[c.Clause].Wording.Heading);
        return stance is null
            ? new(c.Clause, c.Number, heading, c.Revision, c.Hash, null, false, null, null, null, null, null, c.Revision, c.Hash)
            : new(
                c.Clause, c.Number, heading, stance.Revision, stance.Hash, stance.Kind, c.Current, names.Of(stance.By.Actor.Person),
                stance.By.Actor.Authority, stance.By.At, stance.Reason,
                OnBehalfView.Of(stance.OnBehalf, stance.By, stance.Confirmed, names), c.Revision,
                c.Hash);
    }
}
