using System.Globalization;
using PcnAgreements.Api.Http;
using PcnAgreements.Domain.Rules;
using static PcnAgreements.Api.Http.QueryText;

namespace PcnAgreements.Api.Views;

/// <summary>
/// The record as CSV: one line a stance (or its lack), one a signature, one a ballot and one a practice on its roll, told apart by
/// <c>kind</c>.
/// </summary>
internal static class RecordTable
{
    private static readonly string[] Columns =
    [
        "kind", "ods", "name", "role", "clause", "number", "revision", "hash", "ballot", "said", "current", "weight", "by", "email",
        "authority", "at",
        "reason", "onBehalfHow", "onBehalfEvidence", "confirmed", "text",
    ];

    public static string Csv(RecordView record) => CsvText.Write(Columns, Rows(record).Select(r => r.Cells));

    private static IEnumerable<Row> Rows(RecordView record)
    {
        foreach (var party in record.Parties)
        {
            var its = new Row { Ods = $"{party.Ods}", Name = party.Name, Role = Word(party.Role) };
            foreach (var c in party.Clauses)
            {
                yield return its with
                {
                    Kind = "clause", Clause = $"{c.Clause}", Number = c.Number, Revision = Number(c.Revision), Hash = c.Hash,
                    Said = c.Stance is { } stance ? Word(stance) : null, Current = c.Current, By = c.By, Authority = c.Authority, At = c.At,
                    Reason = c.Reason, OnBehalf = c.OnBehalf,
                };
            }

            foreach (var s in party.Signatures)
            {
                yield return its with
                {
                    Kind = "signature", Revision = Number(s.Round), Hash = s.Signature.TextHash,
                    Said = s.Signature.Counterpart is null ? "signed" : "signed_on_paper",
                    Current = s.Counts, By = s.Signature.Signatory, Authority = s.Authority, At = s.Signature.At,
                    Text = string.Join(
                        "; ",
                        new[] { s.Signature.Capacity, s.Signature.Statement, s.Signature.Counterpart?.Evidence }.Where(t => t is not null)),
                };
            }
        }

        foreach (var row in record.Ballots.SelectMany(Rows)) yield return row;
    }

    private static IEnumerable<Row> Rows(BallotView ballot)
    {
        yield return new()
        {
            Kind = "ballot", Ballot = $"{ballot.Key}", Clause = ballot.Subject?.Clause?.ToString(),
            Revision = ballot.Revision is { } r ? Number(r) : null,
            Hash = ballot.ClauseHash ?? ballot.TextHash, Said = ballot.Result is { } result ? Word(result.Outcome) : Word(ballot.Status),
            By = ballot.OpenedBy,
            At = ballot.ClosedAt ?? ballot.ClosesAt, Reason = ballot.CancelReason,
            Text = $"{ballot.Motion} {ballot.Result?.Explanation}".TrimEnd(),
        };
        foreach (var on in ballot.Roll)
        {
            var vote = ballot.Votes.LastOrDefault(v => v.Ods == on.Ods && !v.Superseded);
            yield return new()
            {
                Kind = "vote", Ballot = $"{ballot.Key}", Ods = $"{on.Ods}", Name = on.Name, Weight = Number(on.Weight),
                Said = on.Conflict is not null ? Word(RollChoice.StoodDown) : vote is null ? Word(RollChoice.None) : Word(vote.Choice),
                By = vote?.By,
                At = vote?.At, Reason = on.Conflict ?? vote?.Reason, OnBehalf = vote?.OnBehalf,
                Text = on.Proxy is { } holder ? $"proxy {holder}" : null,
            };
        }
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Row
    {
        public string? Kind, Ods, Name, Role, Clause, Number, Revision, Hash, Ballot, Said, Weight, Authority, Reason, Text;
        public bool? Current;
        public PersonView? By;
        public DateTimeOffset? At;
        public OnBehalfView? OnBehalf;

        public IReadOnlyList<string?> Cells =>
        [
            Kind, Ods, Name, Role, Clause, Number, Revision, Hash, Ballot, Said, Flag(Current), Weight, By?.Name, By?.Email, Authority,
            At is { } at ? Json.Time(at) : null, Reason, OnBehalf?.How, OnBehalf?.Evidence, Flag(OnBehalf?.Confirmed), Text,
        ];

        private static string? Flag(bool? flag) => flag switch { true => "true", false => "false", null => null };
    }
}
