using System.Globalization;
using PcnAgreements.Documents.Html;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Api.Views;

/// <summary>The record as a page to be read and printed by an LMC or a practice.</summary>
internal static class RecordPage
{
    public static string Html(RecordView record) => HtmlReport.Write(
        $"Record: {record.Title}", [.. Facts(record)], [.. record.Parties.Select(Party), .. record.Ballots.Select(Ballot)]);

    private static IEnumerable<(string Name, string Value)> Facts(RecordView record)
    {
        yield return ("Agreement", $"{record.Agreement}");
        yield return ("Convened by", $"{record.Convenor.Name} ({record.Convenor.Ods})");
        yield return ("Status", Words.Of(record.Status));
        yield return ("Version", record.Version.ToString(CultureInfo.InvariantCulture));
        yield return ("Text hash (SHA-256)", record.TextHash);
        if (record.InForceAt is { } at) yield return ("All had signed", Words.Of(at));
        if (record.EffectiveFrom is { } from) yield return ("Effective from", Words.Of(from));
        if (record.End is { } end) yield return ("Ended", $"{Words.Of(end.At)}, {Words.Of(end.Kind).ToLowerInvariant()}: {end.Reason}");
    }

    private static ReportSection Party(RecordView.PartyLine party) => new(
        $"{party.Name} ({party.Ods})", [$"{Words.Of(party.Role)} party {(party.Votes ? "with" : "without")} a vote.{Form(party)}"],
        [
            new(
                "Clauses", ["Clause", "Said", "Of revision", "By", "Authority", "When"],
                [.. party.Clauses.Select<RecordView.ClauseLine, IReadOnlyList<string>>(c =>
                [
                    $"{c.Number ?? $"{c.Clause}"} {c.Heading}".TrimEnd(), Said(c),
                    c.Stance is null ? "" : $"{c.Revision}{(c.Current ? "" : " (not the present one)")}",
                    Who(c.By), c.Authority ?? "", c.At is { } at ? Words.Of(at) : "",
                ])]),
            new(
                "Signatures", ["Signatory", "Capacity", "Authority", "Text hash", "Round", "When"],
                [.. party.Signatures.Select<RecordView.SignatureLine, IReadOnlyList<string>>(s =>
                [
                    Who(s.Signature.Signatory), s.Signature.Capacity ?? "", s.Authority, s.Signature.TextHash,
                    $"{s.Round}{(s.Counts ? "" : " (not completed)")}",
                    s.Signature.Counterpart is { } paper
                        ? $"On paper, {Words.Of(s.Signature.SignedOn)}: {paper.Evidence}"
                        : Words.Of(s.Signature.At),
                ])]),
        ]);

    private static string Form(RecordView.PartyLine party) =>
        party.LegalForm is { } form ? $" Legal form: {Words.Of(form).ToLowerInvariant()}." : "";

    private static ReportSection Ballot(BallotView ballot) => new(
        $"Ballot {ballot.Key}: {ballot.Motion}",
        [
            $"Opened {Words.Of(ballot.OpensAt)}; {(ballot.ClosedAt is { } closed ? $"closed {Words.Of(closed)}" : $"closes {Words.Of(ballot.ClosesAt)}")}.",
            ballot.Result is { } result ? $"{Words.Of(result.Outcome)}. {result.Explanation}"
            : ballot.Status == BallotStatus.Cancelled ? $"Cancelled: {ballot.CancelReason}"
            : "Not counted yet.",
        ],
        [
            new("Votes", ["Practice", "Weight", "Vote", "By", "When"], [.. ballot.Roll.Select(r => Vote(ballot, r))]),
        ]);

    private static IReadOnlyList<string> Vote(BallotView ballot, BallotView.RollLine on)
    {
        var vote = ballot.Votes.LastOrDefault(v => v.Ods == on.Ods && !v.Superseded);
        var said = on.Conflict is { } nature ? $"Stood down: {nature}" : vote is null ? "None" : Words.Of(vote.Choice);
        return
        [
            $"{on.Name} ({on.Ods})", on.Weight.ToString(CultureInfo.InvariantCulture), said + OnBehalf(vote?.OnBehalf),
            vote is null ? "" : Who(vote.By), vote is null ? "" : Words.Of(vote.At),
        ];
    }

    private static string Said(RecordView.ClauseLine c) => c.Stance switch
    {
        null => "Nothing",
        StanceKind.Approve => "Approved" + OnBehalf(c.OnBehalf),
        _ => $"Objected: {c.Reason}" + OnBehalf(c.OnBehalf),
    };

    private static string OnBehalf(OnBehalfView? onBehalf) => onBehalf is null
        ? ""
        : $" (recorded on its behalf by {onBehalf.RecordedBy}: {onBehalf.How}, {onBehalf.Evidence}; {(onBehalf.Confirmed ? "confirmed" : "not confirmed")})";

    private static string Who(Http.PersonView? person) =>
        person is null ? "" : person.Name ?? person.Email ?? "A person whose name was erased";
}
