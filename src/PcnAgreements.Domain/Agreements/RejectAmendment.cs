using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>An editor turns an amendment down.</summary>
/// <param name="Amendment">The amendment.</param>
/// <param name="Reason">Why.</param>
public sealed record RejectAmendment(AmendmentKey Amendment, string Reason) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Find(Amendment) is not { } amendment) return agreement.No(Amendment);
        if (!agreement.TakesEdits) return agreement.Not("rejecting an amendment", Status.Drafting, Status.InReview);
        if (amendment.Status == AmendmentStatus.Rejected) return Decision.Nothing;
        if ((amendment.NotOpen() ?? amendment.UnderBallot(agreement)) is { } refusal) return refusal;
        if (TextRules.Problem(Reason, TextRules.Remark) is { } problem) return Refusal.Invalid.At("/reason", problem);
        return new AmendmentRejected(Amendment, Reason);
    }
}
