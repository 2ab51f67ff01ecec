using PcnAgreements.Api.Commands;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;

namespace PcnAgreements.Api.Access;

/// <summary>How much of an agreement somebody may see.</summary>
internal enum SightLevel
{
    /// <summary>Nothing, not even that it is there.</summary>
    None,

    /// <summary>Only the confirmation that all have signed: a commissioner.</summary>
    Confirmation,

    /// <summary>The agreement without its clauses: an auditor where the agreement says so.</summary>
    Status,

    /// <summary>Everything.</summary>
    Full,
}

/// <summary>What somebody may see of an agreement, and as whom.</summary>
/// <param name="Level">How much.</param>
/// <param name="Organisations">
/// The organisations among convenor, parties and those that left and still vote for which they hold any authority: whose internal
/// comments they see.
/// </param>
internal sealed record Sight(SightLevel Level, IReadOnlyList<OdsCode> Organisations)
{
    /// <summary>
    /// Any authority at the convenor sees an agreement from the start; at a party, and an LMC's auditor, once it has been circulated for
    /// the first time; at a party that left, as long as it may vote in an open ballot; an ICB's viewer sees the confirmation once it has
    /// been in force.
    /// </summary>
    public static Sight Of(Agreement agreement, Caller caller, Facts facts, DateOnly today)
    {
        if (caller.Person is not { } person) return new(SightLevel.None, []);
        var own = new List<OdsCode>();
        if (Holds(facts, agreement.Convenor, person, today)) own.Add(agreement.Convenor);
        if (agreement.FirstCirculated is not null)
            own.AddRange(agreement.Parties.Keys.Concat(agreement.StillVoting)
                .Where(ods => ods != agreement.Convenor && Holds(facts, ods, person, today)));
        if (own.Count > 0) return new(SightLevel.Full, own);
        if (agreement.FirstCirculated is null) return new(SightLevel.None, []);
        if (BodiesOf(agreement, MembershipKind.Lmc, facts, today).Any(lmc => Allows(facts, lmc, person, Authority.Auditor, today)))
            return new(agreement.LmcAccess == LmcAccess.Full ? SightLevel.Full : SightLevel.Status, []);
        return agreement.InForce is not null
            && BodiesOf(agreement, MembershipKind.Icb, facts, today).Any(icb => Allows(facts, icb, person, Authority.Viewer, today))
            ? new(SightLevel.Confirmation, [])
            : new(SightLevel.None, []);
    }

    /// <summary>The LMCs or ICBs in whose area a party lies.</summary>
    public static IEnumerable<OdsCode> BodiesOf(Agreement agreement, MembershipKind kind, Facts facts, DateOnly today) =>
        agreement.Parties.Keys.SelectMany(ods => facts.Organisation(ods)?.BelongsTo(kind, today) ?? []).Distinct().ToList();

    private static bool Holds(Facts facts, OdsCode ods, PersonId person, DateOnly today) =>
        facts.Organisation(ods)?.AuthoritiesOf(person, today).IsEmpty == false;

    private static bool Allows(Facts facts, OdsCode ods, PersonId person, Authority authority, DateOnly today) =>
        facts.Organisation(ods)?.Allows(person, authority, today) == true;
}
