using System.Globalization;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// A practice lets another party's voter vote for it in a ballot, with its own weight. It may still vote itself, which its holder cannot
/// change. A proxy is not handed on, and none is given once the practice has voted.
/// </summary>
/// <param name="Ballot">The ballot.</param>
/// <param name="Holder">The party whose voter may vote for it.</param>
public sealed record GiveProxy(BallotKey Ballot, OdsCode Holder) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Find(Ballot) is not { } ballot) return agreement.No(Ballot);
        if (ballot.NotOnRoll(context.For) is { } absent) return absent;
        if (ballot.NotOpen(context) is { } closed) return closed;
        if (ballot.Proxies.TryGetValue(context.For, out var holder) && holder == Holder) return Decision.Nothing;
        if (InConflict(ballot, context.For) is { } refusal) return refusal;
        var problems = new Problems()
            .When(Holder == context.For, "/holder", "must be another party")
            .When(Holder != context.For && !agreement.Parties.ContainsKey(Holder), "/holder", $"{Holder} is not a party");
        if (problems.Refusal is { } invalid) return invalid;
        return Decision.Of(new ProxyGiven(Ballot, context.For, Holder)) with { NotAfter = ballot.ClosesAt };
    }

    private Refusal.WrongState? InConflict(Ballot ballot, OdsCode giver)
    {
        var proxies = ballot.Opened.Rule.Proxies;
        if (!proxies.Allowed) return new($"The rule of ballot {Ballot} allows no proxies.");
        if ((ballot.StoodDown(giver) ?? ballot.StoodDown(Holder)) is { } stoodDown) return stoodDown;
        if (ballot.VoteOf(giver) is { IsOwn: true })
            return new($"{giver} has voted in ballot {Ballot}; a proxy can be given only before that.");
        if (ballot.Proxies.ContainsKey(Holder)) return new($"{Holder} has given its own proxy in ballot {Ballot} and can hold none.");
        if (ballot.Proxies.ContainsValue(giver)) return new($"{giver} holds a proxy in ballot {Ballot}, which is not handed on.");
        return proxies.PerHolder is { } most && ballot.Proxies.Count(p => p.Value == Holder && p.Key != giver) >= most
            ? new(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Holder} holds all the proxies that the rule of ballot {Ballot} allows one holder: {most}."))
            : null;
    }
}
