namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// An editor closes a ballot once all have voted or the outcome cannot change; never one whose rule keeps it open to its deadline.
/// </summary>
/// <param name="Ballot">The ballot.</param>
public sealed record CloseBallot(BallotKey Ballot) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Find(Ballot) is not { } ballot) return agreement.No(Ballot);
        if (ballot.How == ClosedHow.ByHand) return Decision.Nothing;
        if (ballot.NotOpen(context) is { } closed) return closed;
        if (!ballot.MayCloseByHand())
            return new Refusal.WrongState(ballot.Opened.Rule.Closes == Rules.Closing.AtDeadline
                ? $"Ballot {Ballot} closes at {ballot.ClosesAt:yyyy-MM-ddTHH:mm:ssZ} and not before: its rule says at_deadline."
                : $"Ballot {Ballot} can be closed by hand once all have voted or its outcome cannot change; "
                    + "what was recorded on a practice's behalf counts for that only when confirmed.");
        var events = agreement.Closing(context, Ballot, ClosedHow.ByHand);
        return (Decision.Of(events[0]) with { NotAfter = ballot.ClosesAt }).Then(events.Skip(1));
    }
}
