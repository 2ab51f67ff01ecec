using PcnAgreements.Domain.Rules;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// A vote for a party on the roll: by its own voter, by the voter of the party that holds its proxy, or recorded on its behalf by an
/// editor of the convenor. The party's own vote overrides what was recorded on its behalf, and never the other way round.
/// </summary>
/// <param name="Ballot">The ballot.</param>
/// <param name="Party">Whose vote it is.</param>
/// <param name="Choice">What is chosen.</param>
/// <param name="Reason">Why; null for nothing.</param>
/// <param name="OnBehalf">How an editor of the convenor came to know; null for a vote by the party or its proxy.</param>
public sealed record CastVote(BallotKey Ballot, OdsCode Party, Choice Choice, string? Reason = null, OnBehalf? OnBehalf = null)
    : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Find(Ballot) is not { } ballot) return agreement.No(Ballot);
        if (ballot.NotOnRoll(Party) is { } absent) return absent;
        if (NotEntitled(agreement, context, ballot) is { } refusal) return refusal;
        OdsCode? proxy = OnBehalf is null && context.Actor.Organisation != Party ? context.Actor.Organisation : null;
        if (ballot.NotOpen(context) is { } closed) return closed;
        if ((ballot.StoodDown(Party) ?? (proxy is { } holder ? ballot.StoodDown(holder) : null)) is { } stoodDown) return stoodDown;
        var vote = ballot.VoteOf(Party);
        if (vote is not null && IsAlreadySo(ballot, vote, proxy)) return Decision.Nothing;
        if (vote is not null && Stands(ballot, vote, proxy) is { } stands) return stands;
        var problems = new Problems().Add("/reason", TextRules.Problem(Reason, TextRules.Remark, mayBeBlank: true));
        OnBehalf?.Check(problems);
        if (problems.Refusal is { } invalid) return invalid;
        DomainEvent voted = vote is null
            ? new VoteCast(Ballot, Party, Choice, TextRules.Said(Reason), OnBehalf, proxy)
            : new VoteChanged(Ballot, Party, Choice, TextRules.Said(Reason), OnBehalf, proxy);
        return Decision.Of(voted).InTime(agreement, context, ballot);
    }

    private Refusal.NotEntitled? NotEntitled(Agreement agreement, Context context, Ballot ballot)
    {
        var acting = context.Actor.Organisation;
        if (OnBehalf is not null)
            return acting == agreement.Convenor ? null : new("Only an editor of the convenor records a vote on a practice's behalf.");
        return acting == Party || (ballot.Proxies.TryGetValue(Party, out var holder) && holder == acting)
            ? null
            : new($"{acting} does not hold the proxy of {Party} in ballot {Ballot}.");
    }

    // A party that says itself what its holder has said makes that its own, so that the holder cannot change it any more.
    private bool IsAlreadySo(Ballot ballot, Vote vote, OdsCode? proxy) =>
        vote.Choice == Choice && vote.Reason == TextRules.Said(Reason)
        && (OnBehalf is not null || (vote.IsOwn && (proxy is not null || vote.Proxy is null || !ballot.Opened.Rule.Changes)));

    // What was recorded on a party's behalf gives way to its own vote whatever the rule says of changes.
    private Refusal.WrongState? Stands(Ballot ballot, Vote vote, OdsCode? proxy)
    {
        if (OnBehalf is null && !vote.IsOwn) return null;
        if (OnBehalf is not null && vote.IsOwn)
            return new($"{Party} has voted for itself in ballot {Ballot}; only it can change that.");
        if (proxy is not null && vote.Proxy is null)
            return new($"{Party} has voted for itself in ballot {Ballot}; its proxy cannot change that.");
        return ballot.Opened.Rule.Changes ? null : ballot.NoChanges(Party);
    }
}
