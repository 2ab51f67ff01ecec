using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>An editor calls an open ballot off; the votes cast stay on record.</summary>
/// <param name="Ballot">The ballot.</param>
/// <param name="Reason">Why.</param>
public sealed record CancelBallot(BallotKey Ballot, string Reason) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Find(Ballot) is not { } ballot) return agreement.No(Ballot);
        if (ballot.Status == BallotStatus.Cancelled) return Decision.Nothing;
        if (ballot.NotOpen(context) is { } closed) return closed;
        if (TextRules.Problem(Reason, TextRules.Remark) is { } problem) return Refusal.Invalid.At("/reason", problem);
        return Decision.Of(new BallotCancelled(Ballot, Reason)) with { NotAfter = ballot.ClosesAt };
    }
}
