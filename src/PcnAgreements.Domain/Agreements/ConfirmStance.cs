namespace PcnAgreements.Domain.Agreements;

/// <summary>A practice confirms the stance that an editor recorded on its behalf: from then on it is as good as its own.</summary>
/// <param name="Clause">The clause.</param>
public sealed record ConfirmStance(ClauseKey Clause) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Find(Clause) is not { } clause) return agreement.No(Clause);
        if (!agreement.Parties.ContainsKey(context.For)) return agreement.NoParty(context.For);
        if (context.Actor.OnBehalfOf is not null)
            return new Refusal.NotEntitled("Only the practice itself can confirm what was recorded on its behalf.");
        if (agreement.Status is not (Status.InReview or Status.Signing or Status.InForce))
            return agreement.Not("confirming a stance", Status.InReview, Status.Signing, Status.InForce);
        if (agreement.StanceOf(Clause, context.For) is not { OnBehalf: not null } stance)
            return new Refusal.WrongState($"No stance on clause {Clause} was recorded on behalf of {context.For}.");
        if (stance.Confirmed is not null) return Decision.Nothing;
        // What the practice sees is the clause as it stands: a confirmation of older words would not be what it means.
        if (!agreement.IsCurrent(Clause, stance))
            return new Refusal.ClauseChanged(
                Clause, clause.Revision,
                $"What was recorded is of revision {stance.Revision}; clause {Clause} is now at revision {clause.Revision}.");
        return new StanceConfirmed(Clause, context.For);
    }
}
