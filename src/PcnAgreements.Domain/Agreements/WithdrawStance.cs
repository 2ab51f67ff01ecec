namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// A practice takes its stance on a clause back; the record of it stays. An editor takes back only what was recorded on the practice's
/// behalf and not confirmed.
/// </summary>
/// <param name="Clause">The clause.</param>
public sealed record WithdrawStance(ClauseKey Clause) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Find(Clause) is null) return agreement.No(Clause);
        if (!agreement.Parties.ContainsKey(context.For)) return agreement.NoParty(context.For);
        if (agreement.Status != Status.InReview) return agreement.Not("taking a stance back", Status.InReview);
        if (agreement.StanceOf(Clause, context.For) is not { } stance) return Decision.Nothing;
        if (context.Actor.OnBehalfOf is not null && stance.IsOwn)
            return new Refusal.WrongState($"{context.For} has spoken for itself on clause {Clause}; only it can take that back.");
        return new StanceWithdrawn(Clause, context.For);
    }
}
