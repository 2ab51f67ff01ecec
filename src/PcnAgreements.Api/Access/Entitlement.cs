using PcnAgreements.Api.Commands;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;

namespace PcnAgreements.Api.Access;

/// <summary>What a request says of whom it is made for.</summary>
/// <param name="Party">The party it is about, as the path or the body names it; null when it is about none.</param>
/// <param name="As">The organisation the caller says to act for; null when the body does not say.</param>
/// <param name="OnBehalf">Whether an editor records what the party said.</param>
/// <param name="Ballot">The ballot the path names, for its roll and proxies; null when it names none.</param>
internal sealed record ActsFor(OdsCode? Party = null, OdsCode? As = null, bool OnBehalf = false, BallotKey? Ballot = null)
{
    /// <summary>For nobody in particular.</summary>
    public static ActsFor Nobody { get; } = new();
}

/// <summary>Whether somebody may do something to an agreement, and in whose name: the access table applied, now, to the record.</summary>
internal static class Entitlement
{
    /// <summary>The caller as the events will name them; or 404 for what they may not see, 403 for what they may not do.</summary>
    public static (Actor? Actor, Refusal? Refusal) Judge(
        Type command, Agreement agreement, Caller caller, ActsFor acts, Facts facts, DateOnly today)
    {
        var ways = AccessTable.WaysTo(command);
        var found = Actors(command, agreement, caller, acts, facts, today);
        var bodyMaySay = ways.Any(w => w.At is At.Party or At.Lmc || (w.At == At.NamedParty && acts.Party is null));
        if (found.Count == 1 || (found.Count > 1 && !bodyMaySay)) return (found[0], null);
        if (found.Count > 1)
        {
            var codes = string.Join(", ", found.Select(f => f.Organisation));
            return (null, Refusal.Invalid.At("/ods", $"must say for which organisation, since you may act for {codes}"));
        }

        if (acts is { OnBehalf: true, Party: null }) return (null, Refusal.Invalid.At("/ods", "must say on whose behalf"));
        return Sight.Of(agreement, caller, facts, today).Level is SightLevel.None or SightLevel.Confirmation
            ? (null, new Refusal.NotFound("There is no such agreement, or it is not for you to see."))
            : (null, new Refusal.NotEntitled(Explain(ways, acts)));
    }

    /// <summary>Everybody the caller may be here, one for each organisation; the request must say which, where its body may.</summary>
    public static IReadOnlyList<Actor> Actors(
        Type command, Agreement agreement, Caller caller, ActsFor acts, Facts facts, DateOnly today) =>
        [.. Candidates(AccessTable.WaysTo(command), agreement, caller, acts, facts, today).DistinctBy(a => a.Organisation)];

    private static IEnumerable<Actor> Candidates(
        IReadOnlyList<Way> ways, Agreement agreement, Caller caller, ActsFor acts, Facts facts, DateOnly today)
    {
        if (caller.Person is not { } person) yield break;
        foreach (var way in ways)
        {
            foreach (var ods in Places(way.At, agreement, acts, facts, today))
            {
                if (facts.Organisation(ods)?.Allows(person, way.Authority, today) != true) continue;
                var onBehalf = way.At == At.ConvenorOnBehalf ? acts.Party : null;
                yield return new(person, ods, way.Authority.ToString().ToLowerInvariant(), onBehalf);
            }
        }
    }

    private static IEnumerable<OdsCode> Places(At at, Agreement agreement, ActsFor acts, Facts facts, DateOnly today)
    {
        // Nobody acts for a party, or for its LMC, before the agreement has been circulated; but who convenes it knows of it.
        var parties = agreement.Parties.Keys.Where(p => agreement.FirstCirculated is not null || p == agreement.Convenor);
        // A ballot that is open keeps its roll, whoever has left since.
        var roll = acts.Ballot is { } ballot && agreement.Find(ballot) is { Status: BallotStatus.Open, Opened.Roll: var voters }
            ? voters.Select(v => v.Ods)
            : [];
        return at switch
        {
            At.Convenor => !acts.OnBehalf && (acts.As is null || acts.As == agreement.Convenor) ? [agreement.Convenor] : [],
            At.ConvenorOnBehalf => acts is { OnBehalf: true, Party: not null } ? [agreement.Convenor] : [],
            At.NamedParty => acts.OnBehalf ? [] : parties.Union(roll).Where(p => acts.Party is null || acts.Party == p),
            At.Party => acts.OnBehalf ? [] : parties.Where(p => acts.As is null || acts.As == p),
            At.ProxyHolder => acts is { OnBehalf: false, Party: { } giver, Ballot: { } key }
                && agreement.Find(key)?.Proxies.TryGetValue(giver, out var holder) == true ? [holder] : [],
            _ => agreement.FirstCirculated is null ? []
                : Sight.BodiesOf(agreement, MembershipKind.Lmc, facts, today).Where(lmc => acts.As is null || acts.As == lmc),
        };
    }

    private static string Explain(IReadOnlyList<Way> ways, ActsFor acts) => ways.Count == 0
        ? "Nobody may do this by hand."
        : $"This takes {string.Join(", or ", ways.Where(w => acts.OnBehalf == (w.At == At.ConvenorOnBehalf)).Select(Words).Distinct())}.";

    private static string Words(Way way) => $"the authority '{way.Authority.ToString().ToLowerInvariant()}' at " + way.At switch
    {
        At.Convenor => "the convenor",
        At.ConvenorOnBehalf => "the convenor",
        At.NamedParty => "the party named",
        At.Party => "a party",
        At.ProxyHolder => "a party that holds its proxy",
        _ => "a local medical committee of the area",
    };
}
