using System.Collections.Immutable;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// What a commissioner is shown of an agreement that all have signed: who, when, and which text by its hash; never the text.
/// </summary>
/// <param name="Agreement">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Convenor">Who convened it.</param>
/// <param name="Parties">Its parties, each with the days on which it was signed for them.</param>
/// <param name="TextHash">The text all have signed.</param>
/// <param name="SigningHash">What all have signed, the text among it.</param>
/// <param name="InForceAt">When the last signature was there.</param>
/// <param name="EffectiveFrom">The date it took, or takes, effect.</param>
/// <param name="VariationOf">The agreement it varies; null when none.</param>
/// <param name="End">How it ended; null while it is in force.</param>
/// <param name="EndedAt">When it ended; null while it is in force.</param>
public sealed record Confirmation(
    AgreementId Agreement, string Title, AgreementKind Kind, OdsCode Convenor, ImmutableArray<ConfirmedParty> Parties, string TextHash,
    string SigningHash, DateTimeOffset InForceAt, DateOnly EffectiveFrom, AgreementId? VariationOf, Ended? End, DateTimeOffset? EndedAt)
{
    /// <summary>The confirmation of an agreement; null unless it is, or was, in force.</summary>
    public static Confirmation? Of(Agreement agreement)
    {
        if (agreement is not { InForce: { } inForce, EffectiveFrom: { } from }) return null;
        var signing = SigningProgress.Of(agreement);
        var opened = signing.Round!.Opened;
        return new(
            agreement.Id, agreement.Title, agreement.Kind, agreement.Convenor,
            [.. signing.Parties.Select(ConfirmedParty.Of)],
            opened.TextHash, opened.SigningHash, inForce.At, from, agreement.VariationOf, agreement.End, agreement.EndedAt?.At);
    }
}

/// <summary>A party, with the London day of each signature for it.</summary>
public sealed record ConfirmedParty(OdsCode Ods, string Name, PartyRole Role, ImmutableArray<DateOnly> SignedOn)
{
    internal static ConfirmedParty Of(PartySigning signing) => new(
        signing.Party.Ods, signing.Party.Terms.Name, signing.Party.Terms.Role, [.. signing.Signatures.Select(s => s.SignedOn)]);
}
