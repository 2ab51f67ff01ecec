using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>An LMC gives its advice, shown to all parties: from the first circulation until the agreement ends.</summary>
/// <param name="Body">The advice.</param>
public sealed record GiveNote(string Body) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.FirstCirculated is null || agreement.Status == Status.Ended)
            return agreement.Not("giving a note", Status.InReview, Status.Signing, Status.InForce);
        if (TextRules.Problem(Body, TextRules.Remark) is { } problem) return Refusal.Invalid.At("/body", problem);
        return new NoteGiven(context.For, Body);
    }
}
