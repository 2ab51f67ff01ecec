namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// The service ends an agreement that a variation of it takes the place of, on the variation's day, and notes it in both. If it was over already
/// the variation alone has it noted.
/// </summary>
/// <param name="By">The variation.</param>
public sealed record EndSuperseded(AgreementId By) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (context.Directory.Agreement(By) is not { } variation || variation.VariationOf != agreement.Id)
            return new Refusal.NotFound($"{By} is no variation of this agreement.");
        if (variation.ParentIsOver) return Decision.Nothing;
        if (variation is not { Status: Status.InForce, EffectiveFrom: { } from } || from > context.Today)
            return new Refusal.WrongState($"{By} has not taken effect.");
        DomainEvent noted = agreement.Status == Status.InForce ? new ParentSuperseded(agreement.Id) : new ParentAlreadyEnded(agreement.Id);
        var decision = agreement.Status == Status.InForce ? Decision.Nothing.Then(new Ended(EndKind.Superseded, null, By)) : Decision.Nothing;
        return decision with { Elsewhere = [(StreamId.Of(By), new(noted, BySystem: true))] };
    }
}
