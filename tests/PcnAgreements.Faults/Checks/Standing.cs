using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Faults.Histories;

namespace PcnAgreements.Faults.Checks;

/// <summary>What an agreement's state lets be done to it, by the contract's words and not by the commands' own rules.</summary>
internal sealed class Standing(Past past)
{
    /// <summary>
    /// Whether a 409 may be right: at some moment between two places of the log it was not open to what was asked, or at another revision
    /// or text than was named.
    /// </summary>
    public bool MayRefuse(Operation operation, string? problem, long from, long to, DateTimeOffset answered)
    {
        if (operation.Stream is not { } stream) return false;
        return past.Between(stream, from, to).Any(s => s is not Agreement agreement || problem switch
        {
            "wrong-state" => !IsOpenTo(operation, agreement, answered),
            "clause-changed" => operation.Revision is not { } revision
                || agreement.Find(ClauseKey.Parse(operation.Clause!))?.Revision != revision,
            "text-changed" => operation.Signs is { } hash && agreement.Round?.Opened.TextHash != hash,
            _ => false,
        });
    }

    private static bool IsOpenTo(Operation operation, Agreement agreement, DateTimeOffset now) => operation.Deed switch
    {
        Deed.AddClause or Deed.Reword or Deed.Title or Deed.ReviewBy => agreement.Status is Status.Drafting or Status.InReview,
        Deed.Circulate => agreement.Status == Status.Drafting,
        Deed.Approve or Deed.Object or Deed.ApproveMany or Deed.Withdraw => agreement.Status == Status.InReview,
        Deed.Comment => agreement.Status is Status.Drafting or Status.InReview or Status.Signing,
        Deed.OpenBallot => agreement.Status == Status.InReview && agreement.Ballots.TrueForAll(b => b.Status != BallotStatus.Open),
        Deed.Vote => agreement.Find(Sights.Ballot(operation.Ballot!)) is { Status: BallotStatus.Open } ballot && now < ballot.ClosesAt,
        Deed.Note => agreement.FirstCirculated is not null && agreement.Status != Status.Ended,
        Deed.Recall => agreement.Status is Status.InReview or Status.Signing,
        Deed.Decline => agreement.Status == Status.Signing,
        Deed.Sign => agreement.Status == Status.Signing
            && SigningProgress.Of(agreement, OdsCode.Parse(operation.Ods!)) is { IsComplete: false },
        // Whether signing may open depends on rules that are not told again here.
        Deed.OpenSigning => false,
        _ => true,
    };
}
