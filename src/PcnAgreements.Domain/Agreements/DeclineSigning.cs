using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// A signatory declines for a party, and the agreement is in review again; the signatures of the round stay on record. One who has signed
/// may still decline until the last signature is there.
/// </summary>
/// <param name="Reason">Why.</param>
public sealed record DeclineSigning(string Reason) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (SigningProgress.Of(agreement, context.For) is not { } party) return agreement.NoParty(context.For);
        if (context.Actor.Person is not { } person || !party.MaySign(person))
            return new Refusal.NotEntitled($"{context.For} has named who signs for it; you are not among them.");
        if (agreement.Round is not { } round || agreement.Status != Status.Signing)
            return agreement.Not("declining to sign", Status.Signing);
        if (TextRules.Problem(Reason, TextRules.Remark) is { } problem) return Refusal.Invalid.At("/reason", problem);
        return new SigningDeclined(context.For, round.Opened.Round, Reason);
    }
}
