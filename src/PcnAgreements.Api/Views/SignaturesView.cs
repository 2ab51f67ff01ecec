using System.Text.Json.Serialization;
using PcnAgreements.Api.Http;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Api.Views;

/// <summary>Who has signed and who is awaited, in the round that goes on or was completed; and every round there has been.</summary>
internal sealed record SignaturesView(
    int? Round, string? TextHash, string? SigningHash, DateTimeOffset? SignBy, bool Complete,
    IReadOnlyList<SignaturesView.PartyLine> Parties,
    IReadOnlyList<SignaturesView.RoundLine> Rounds)
{
    /// <summary>A party's signatures that count, and whose are missing.</summary>
    internal sealed record PartyLine(
        OdsCode Ods, string Name, bool Complete, int Required, IReadOnlyList<SignatureView> Signatures,
        IReadOnlyList<SignatoryView> Awaited);

    /// <summary>A round of signing.</summary>
    internal sealed record RoundLine(
        int Round, string TextHash, string SigningHash, DateTimeOffset OpenedAt, PersonView OpenedBy, bool Open,
        IReadOnlyList<SignatureView> Signatures,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DeclineLine? Declined);

    /// <summary>A refusal to sign.</summary>
    internal sealed record DeclineLine(OdsCode Ods, string Reason, PersonView By, DateTimeOffset At);

    public static SignaturesView Of(Agreement a, Names names)
    {
        var progress = SigningProgress.Of(a);
        var opened = progress.Round?.Opened;
        return new(
            opened?.Round, opened?.TextHash, opened?.SigningHash, a.SignBy, progress.IsComplete,
            [.. progress.Parties.Select(p => Line(p, names))],
            [.. a.Rounds.Select(r => Line(r, names))]);
    }

    private static PartyLine Line(PartySigning p, Names names) => new(
        p.Party.Ods, p.Party.Terms.Name, p.IsComplete, p.Required, [.. p.Signatures.Select(s => SignatureView.Of(s, names))],
        [.. p.Awaited.Select(s => SignatoryView.Of(s, names))]);

    private static RoundLine Line(SigningRound r, Names names) => new(
        r.Opened.Round, r.Opened.TextHash, r.Opened.SigningHash, r.By.At, names.Of(r.By.Actor.Person), r.Open,
        [.. r.Signatures.Select(s => SignatureView.Of(s, names))],
        r.Declined is { } d ? new(d.Party, d.Reason, names.Of(d.By.Actor.Person), d.By.At) : null);
}

/// <summary>A signature as the contract shows it: who, in which capacity, what exactly, when, and how they were authenticated.</summary>
internal sealed record SignatureView(
    OdsCode Ods, PersonView Signatory, string? Capacity, string TextHash, string SigningHash, DateTimeOffset At, DateOnly SignedOn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Statement,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Authentication? Authentication,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SignatureView.Paper? Counterpart)
{
    /// <summary>A counterpart signed on paper, and who recorded it.</summary>
    internal sealed record Paper(string ScanHash, string Evidence, PersonView RecordedBy);

    public static SignatureView Of(Signature s, Names names) => new(
        s.Party, names.Of(s.Signatory), s.Capacity, s.TextHash, s.SigningHash, s.By.At, s.SignedOn, s.Given?.Statement,
        s.Given?.Authentication,
        s.Counterpart is { } paper ? new(paper.ScanHash, paper.Evidence, names.Of(s.By.Actor.Person)) : null);
}
