namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// A vote is taken back, where the rule lets votes be changed; it stays on record as superseded. A proxy takes back only what it cast, an
/// editor only what was recorded on the party's behalf and not confirmed; the party itself also that, whatever the rule says.
/// </summary>
/// <param name="Ballot">The ballot.</param>
/// <param name="Party">Whose vote it is.</param>
public sealed record WithdrawVote(BallotKey Ballot, OdsCode Party) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Find(Ballot) is not { } ballot) return agreement.No(Ballot);
        if (ballot.NotOnRoll(Party) is { } absent) return absent;
        var vote = ballot.VoteOf(Party);
        var acting = context.Actor.Organisation;
        var recorder = context.Actor.OnBehalfOf is not null && acting == agreement.Convenor;
        if (acting != Party && !recorder && !(ballot.Proxies.TryGetValue(Party, out var holder) && holder == acting))
            return new Refusal.NotEntitled($"{acting} does not hold the proxy of {Party} in ballot {Ballot}.");
        if (ballot.NotOpen(context) is { } closed) return closed;
        if (vote is null) return Decision.Nothing;
        if (recorder ? vote.IsOwn : acting != Party && vote.Proxy != acting)
            return new Refusal.WrongState($"{Party} has voted for itself in ballot {Ballot}; only it can take that back.");
        if (!ballot.Opened.Rule.Changes && (recorder || vote.IsOwn)) return ballot.NoChanges(Party);
        return Decision.Of(new VoteWithdrawn(Ballot, Party)) with { NotAfter = ballot.ClosesAt };
    }
}
