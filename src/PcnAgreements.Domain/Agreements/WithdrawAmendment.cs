namespace PcnAgreements.Domain.Agreements;

/// <summary>The organisation that proposed an amendment takes it back.</summary>
/// <param name="Amendment">The amendment.</param>
public sealed record WithdrawAmendment(AmendmentKey Amendment) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Find(Amendment) is not { } amendment) return agreement.No(Amendment);
        if (amendment.Proposal.By != context.For)
            return new Refusal.NotEntitled(
                $"Amendment {Amendment} is taken back by {amendment.Proposal.By}, which proposed it; an editor can reject it.");
        if (!agreement.TakesEdits) return agreement.Not("withdrawing an amendment", Status.Drafting, Status.InReview);
        if (amendment.Status == AmendmentStatus.Withdrawn) return Decision.Nothing;
        return (amendment.NotOpen() ?? amendment.UnderBallot(agreement)) is { } refusal ? refusal : new AmendmentWithdrawn(Amendment);
    }
}
