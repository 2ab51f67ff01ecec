using PcnAgreements.Domain.Epochs;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// A party leaves. Until it has been asked anything an editor of the convenor takes it out; once the agreement has been circulated only its
/// own signatory does, or a carried ballot on it. Ballots that are open keep their rolls.
/// </summary>
/// <param name="Party">Who leaves.</param>
/// <param name="IfVersion">The version the caller has read; null when it did not say.</param>
public sealed record RemoveParty(OdsCode Party, EpochVersion? IfVersion = null) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (!agreement.Parties.ContainsKey(Party)) return new Refusal.NotFound($"{Party} is not a party.");
        if (!MayTakeOut(agreement, context.Actor))
            return new Refusal.NotEntitled(
                $"Once it has been circulated, {Party} leaves only by its own signatory, or by a carried ballot.");
        if (!agreement.TakesEdits) return agreement.Not("leaving", Status.Drafting, Status.InReview);
        return agreement.Stale(IfVersion) is { } stale ? stale : new PartyRemoved(Party);
    }

    private bool MayTakeOut(Agreement agreement, Actor actor) => actor.Authority == "signatory"
        ? actor.Organisation == Party
        : actor.Organisation == agreement.Convenor && agreement.FirstCirculated is null;
}
