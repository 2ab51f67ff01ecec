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
        if (!ballot.MayCloseByHand()) return new Refusal.WrongState(Why(ballot));
        var events = agreement.Closing(context, Ballot, ClosedHow.ByHand);
        return (Decision.Of(events[0]) with { NotAfter = ballot.ClosesAt }).Then(events.Skip(1));
    }

    private static string Why(Ballot ballot)
    {
        if (ballot.Opened.Rule.Closes == Rules.Closing.AtDeadline)
            return $"Ballot {ballot.Key} closes at {ballot.ClosesAt:yyyy-MM-ddTHH:mm:ssZ} and not before: its rule says at_deadline.";
        var open = ballot.Opened.Roll.Select(r => r.Ods).Where(p => !ballot.Conflicts.ContainsKey(p)).ToList();
        var why = $"Ballot {ballot.Key} can be closed by hand once all have voted or its outcome cannot change.";
        if (open.FindAll(p => ballot.VoteOf(p) is null) is { Count: > 0 } silent)
            why += $" Still to vote: {string.Join(", ", silent)}.";
        if (open.FindAll(p => ballot.VoteOf(p) is { IsOwn: false }) is { Count: > 0 } unconfirmed)
            why += $" Recorded on their behalf, which counts for that only when confirmed: {string.Join(", ", unconfirmed)}.";
        return why;
    }
}
