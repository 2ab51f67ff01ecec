using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// An editor takes the agreement one step back: from signing to review, where the signatures of the round stay on record and do not count
/// in the next; from review to drafting, where nothing is asked of anyone, so that ballots still open are called off.
/// </summary>
/// <param name="Reason">Why.</param>
public sealed record Recall(string Reason) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Status is not (Status.InReview or Status.Signing))
            return agreement.Not("recalling it", Status.InReview, Status.Signing);
        if (TextRules.Problem(Reason, TextRules.Remark) is { } wrong) return Refusal.Invalid.At("/reason", wrong);
        return agreement.Status == Status.Signing
            ? new Recalled(Reason, Status.InReview)
            : Decision.Of(new Recalled(Reason, Status.Drafting)).Then(agreement.CallOffBallots("The agreement was recalled to drafting."));
    }
}
