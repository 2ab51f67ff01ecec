namespace PcnAgreements.Domain.Agreements;

/// <summary>What follows from the last required signature, and from a variation's taking effect: the service's own doing.</summary>
internal static class ComingIntoForce
{
    /// <summary>A decision to record a signature, with the coming into force where it is the last one required.</summary>
    public static Decision WithComingIntoForce(this Decision signing, Agreement agreement, Context context)
    {
        var ahead = agreement.Ahead(context, signing.Events.Select(e => e.Event));
        if (!SigningProgress.Of(ahead).IsComplete) return signing;
        var inForce = new CameIntoForce(agreement.EffectiveFrom ?? ahead.Rounds[^1].Signatures.Max(s => s.SignedOn));
        var decision = signing.Then(inForce);
        return decision.WithParentOver(ahead.Ahead(context, inForce), context);
    }

    /// <summary>The decision with the end of the parent, once a variation that is in force has taken effect.</summary>
    public static Decision WithParentOver(this Decision decision, Agreement agreement, Context context)
    {
        if (TakesEffectAt(agreement) is not { } at || at > context.Now) return decision;
        var parent = agreement.VariationOf!.Value;
        if (context.Directory.Agreement(parent) is not { } varied) return decision;
        if (varied.Status == Status.Ended) return decision.Then(new ParentAlreadyEnded(parent));
        var ended = new Decided(new Ended(EndKind.Superseded, null, agreement.Id), BySystem: true);
        return decision.Then(new ParentSuperseded(parent)) with { Elsewhere = decision.Elsewhere.Add((StreamId.Of(parent), ended)) };
    }

    /// <summary>When a variation in force takes its parent's place; null when there is nothing to take, or it has.</summary>
    public static DateTimeOffset? TakesEffectAt(Agreement agreement) =>
        agreement is { VariationOf: not null, Status: Status.InForce, ParentIsOver: false, EffectiveFrom: { } day }
            ? London.StartOf(day)
            : null;
}
