using System.Text.Json;
using System.Text.Json.Nodes;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// The record of an agreement as the audit pack carries it: who agreed to what, by opaque ids of people. A verifier writes it again from
/// the events and compares byte by byte, so its form is fixed for life: another form is another name in the pack.
/// </summary>
public static class RecordJson
{
    /// <summary>The record of an agreement as it stands.</summary>
    public static JsonObject Of(Agreement agreement)
    {
        var record = AgreementRecord.Of(agreement);
        return new()
        {
            ["agreement"] = agreement.Id.ToString(),
            ["version"] = agreement.Version,
            ["title"] = agreement.Title,
            ["kind"] = Plain(agreement.Kind),
            ["status"] = Plain(agreement.Status),
            ["convenor"] = new JsonObject { ["ods"] = agreement.Convenor.ToString(), ["name"] = agreement.ConvenorName },
            ["variationOf"] = agreement.VariationOf?.ToString(),
            ["effectiveFrom"] = Plain(agreement.EffectiveFrom),
            ["inForceAt"] = Plain(agreement.InForce?.At.ToUniversalTime()),
            ["endedAt"] = Plain(agreement.EndedAt?.At.ToUniversalTime()),
            ["textHash"] = record.TextHash,
            ["parties"] = new JsonArray([.. record.Parties.Select(JsonNode (p) => Party(p))]),
            ["ballots"] = new JsonArray([.. record.Ballots.Select(JsonNode (b) => Ballot(b))]),
        };
    }

    private static JsonObject Party(PartyRecord record) => new()
    {
        ["ods"] = record.Party.Ods.ToString(),
        ["name"] = record.Party.Terms.Name,
        ["legalForm"] = Plain(record.Party.Terms.LegalForm),
        ["role"] = Plain(record.Party.Terms.Role),
        ["votes"] = record.Party.Terms.Votes,
        ["clauses"] = new JsonArray([.. record.Clauses.Select(JsonNode (c) => Clause(c))]),
        ["signatures"] = new JsonArray([.. record.Signatures.Select(JsonNode (s) => Signature(s))]),
    };

    private static JsonObject Clause(ClauseRecord record) => new()
    {
        ["clause"] = record.Clause.ToString(),
        ["number"] = record.Number,
        ["revision"] = record.Revision,
        ["hash"] = record.Hash,
        ["stance"] = record.Stance is not { } stance ? null : new JsonObject
        {
            ["kind"] = Plain(stance.Kind),
            ["revision"] = stance.Revision,
            ["hash"] = stance.Hash,
            ["current"] = record.Current,
            ["by"] = By(stance.By),
            ["reason"] = stance.Reason,
            ["onBehalf"] = Plain(stance.OnBehalf),
            ["confirmed"] = stance.Confirmed is { } confirmed ? By(confirmed) : null,
        },
    };

    private static JsonObject Signature(SignatureRecord record) => new()
    {
        ["round"] = record.Round,
        ["counts"] = record.Counts,
        ["signatory"] = record.Signature.Signatory.ToString(),
        ["capacity"] = record.Signature.Capacity,
        ["textHash"] = record.Signature.TextHash,
        ["signingHash"] = record.Signature.SigningHash,
        ["statement"] = record.Signature.Given?.Statement,
        ["onPaper"] = record.Signature.Counterpart is not { } paper ? null : new JsonObject
        {
            ["signedOn"] = Plain(paper.SignedOn), ["scanHash"] = paper.ScanHash, ["evidence"] = paper.Evidence,
        },
        ["by"] = By(record.Signature.By),
    };

    private static JsonObject Ballot(BallotRecord record)
    {
        var (ballot, sums) = (record.Ballot, record.Sums);
        return new()
        {
            ["ballot"] = ballot.Key.ToString(),
            ["round"] = ballot.Opened.Round,
            ["previous"] = ballot.Opened.Previous?.ToString(),
            ["motion"] = ballot.Opened.Motion,
            ["subject"] = Plain(ballot.Opened.Subject),
            ["rule"] = Plain(ballot.Opened.Rule),
            ["roll"] = Plain(ballot.Opened.Roll),
            ["textHash"] = ballot.Opened.TextHash,
            ["clauseHash"] = ballot.Opened.ClauseHash,
            ["status"] = Plain(ballot.Status),
            ["closesAt"] = Plain(ballot.ClosesAt.ToUniversalTime()),
            ["votes"] = new JsonArray([.. ballot.Votes.Select(JsonNode (v) => Vote(v))]),
            ["conflicts"] = new JsonArray([.. ballot.Conflicts.Keys.Select(JsonNode (ods) => ods.ToString())]),
            ["sums"] = Plain(sums),
            ["result"] = Plain(ballot.Result),
        };
    }

    private static JsonObject Vote(Vote vote) => new()
    {
        ["ods"] = vote.Party.ToString(),
        ["choice"] = Plain(vote.Choice),
        ["superseded"] = vote.Superseded,
        ["by"] = By(vote.By),
        ["reason"] = vote.Reason,
        ["onBehalf"] = Plain(vote.OnBehalf),
        ["proxy"] = vote.Proxy?.ToString(),
        ["confirmed"] = vote.Confirmed is { } confirmed ? By(confirmed) : null,
    };

    private static JsonObject By(Mark mark) => new()
    {
        ["version"] = mark.Version,
        ["at"] = Plain(mark.At.ToUniversalTime()),
        ["person"] = mark.Actor.Person?.ToString(),
        ["organisation"] = mark.Actor.Organisation?.ToString(),
        ["authority"] = mark.Actor.Authority,
    };

    private static JsonNode? Plain<TValue>(TValue value) => JsonSerializer.SerializeToNode(value, EventJson.Options);
}
