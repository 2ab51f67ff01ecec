namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// A practice confirms the vote that an editor recorded on its behalf: from then on it may help to close the ballot early.
/// </summary>
/// <param name="Ballot">The ballot.</param>
public sealed record ConfirmVote(BallotKey Ballot) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Find(Ballot) is not { } ballot) return agreement.No(Ballot);
        if (ballot.NotOnRoll(context.For) is { } absent) return absent;
        if (context.Actor.OnBehalfOf is not null)
            return new Refusal.NotEntitled("Only the practice itself can confirm what was recorded on its behalf.");
        if (ballot.NotOpen(context) is { } closed) return closed;
        if (ballot.VoteOf(context.For) is not { OnBehalf: not null } vote)
            return new Refusal.WrongState($"No vote in ballot {Ballot} was recorded on behalf of {context.For}.");
        return vote.Confirmed is not null
            ? Decision.Nothing
            : Decision.Of(new VoteConfirmed(Ballot, context.For)).InTime(agreement, context, ballot);
    }
}
