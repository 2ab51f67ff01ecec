using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Verify;

/// <summary>
/// Whether whoever acted for a party did so as somebody who may: in its name and by the right that such an act takes, as its proxy, or as
/// an editor of the convenor on its behalf. That they held that right then stands in the organisations' own histories, not here.
/// </summary>
internal static class ActorClaims
{
    /// <summary>What is wrong with who did something, given the agreement before it, in words; null when nothing is.</summary>
    public static string? ProblemOf(Agreement before, Recorded recorded)
    {
        var who = recorded.Actor;
        return recorded.Event switch
        {
            ClauseApproved e => For(e.Party, TakesStance(before, who, e.Party, e.OnBehalf)),
            ClauseObjected e => For(e.Party, TakesStance(before, who, e.Party, e.OnBehalf)),
            StanceWithdrawn e => For(e.Party, Is(who, e.Party, "approver") || Records(before, who, e.Party)),
            StanceConfirmed e => For(e.Party, Is(who, e.Party, "approver")),
            VoteCast e => For(e.Party, Votes(before, who, e.Ballot, e.Party, e.OnBehalf, e.Proxy)),
            VoteChanged e => For(e.Party, Votes(before, who, e.Ballot, e.Party, e.OnBehalf, e.Proxy)),
            VoteWithdrawn e => For(
                e.Party,
                Is(who, e.Party, "voter") || Records(before, who, e.Party) || HoldsProxy(before, who, e.Ballot, e.Party)),
            VoteConfirmed e => For(e.Party, Is(who, e.Party, "voter")),
            ConflictDeclared e => For(e.Party, Is(who, e.Party, "voter")),
            ProxyGiven e => For(e.Party, Is(who, e.Party, "voter")),
            Signed e => For(e.Party, Is(who, e.Party, "signatory") && Signs(before, e.Party, who.Person)),
            CounterpartRecorded e => For(e.Party, Is(who, before.Convenor, "editor") && Signs(before, e.Party, e.Signatory)),
            SigningDeclined e => For(e.Party, Is(who, e.Party, "signatory")),
            PartyRemoved e => For(e.Party, Leaves(before, who, e)),
            _ => null,
        };
    }

    private static string? For(OdsCode party, bool may) => may ? null : $"it was not done by who may do that for {party}";

    private static bool Is(Actor who, OdsCode organisation, string authority) =>
        who is { Person: not null, OnBehalfOf: null } && who.Organisation == organisation && who.Authority == authority;

    private static bool Records(Agreement before, Actor who, OdsCode party) =>
        who.OnBehalfOf == party && Is(who with { OnBehalfOf = null }, before.Convenor, "editor");

    private static bool TakesStance(Agreement before, Actor who, OdsCode party, OnBehalf? onBehalf) =>
        before.Parties.TryGetValue(party, out var its) && its.Terms.Votes
        && (onBehalf is null ? Is(who, party, "approver") : Records(before, who, party));

    private static bool Votes(Agreement before, Actor who, BallotKey ballot, OdsCode party, OnBehalf? onBehalf, OdsCode? proxy) =>
        onBehalf is not null ? proxy is null && Records(before, who, party)
        : proxy is null ? Is(who, party, "voter")
        : proxy == who.Organisation && HoldsProxy(before, who, ballot, party);

    private static bool HoldsProxy(Agreement before, Actor who, BallotKey ballot, OdsCode giver) =>
        before.Find(ballot)?.Proxies.TryGetValue(giver, out var holder) == true && Is(who, holder, "voter");

    // Each signatory once, and only whom the party has named where it names any.
    private static bool Signs(Agreement before, OdsCode party, PersonId? signatory) =>
        signatory is { } person && SigningProgress.Of(before, party) is { IsComplete: false } signing && signing.MaySign(person)
        && signing.Signatures.All(s => s.Signatory != person);

    private static bool Leaves(Agreement before, Actor who, PartyRemoved left) => left.Ballot is { } ballot
        ? before.Find(ballot) is { Opened.Subject.Party: { } party, Result.Outcome: Domain.Rules.Outcome.Carried } && party == left.Party
        : Is(who, left.Party, "signatory") || (before.FirstCirculated is null && Is(who, before.Convenor, "editor"));
}
