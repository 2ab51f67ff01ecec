namespace PcnAgreements.Domain.Organisations;

/// <summary>
/// Whose area organisations lie in and who commissions them, on a day: what an auditor's and a commissioner's view rests on.
/// </summary>
public static class Coverage
{
    /// <summary>The local medical committees whose areas any of the organisations lies in on a day, in order of code.</summary>
    public static IReadOnlyList<OdsCode> LmcsOver(IEnumerable<Organisation> organisations, DateOnly day) =>
        Bodies(organisations, MembershipKind.Lmc, day);

    /// <summary>The integrated care boards that commission any of the organisations on a day, in order of code.</summary>
    public static IReadOnlyList<OdsCode> IcbsOf(IEnumerable<Organisation> organisations, DateOnly day) =>
        Bodies(organisations, MembershipKind.Icb, day);

    /// <summary>Whether an organisation lies in a local medical committee's area on a day.</summary>
    public static bool IsCoveredBy(this Organisation organisation, OdsCode lmc, DateOnly day) =>
        organisation.Belongs(MembershipKind.Lmc, lmc, day);

    /// <summary>Whether an integrated care board commissions an organisation on a day.</summary>
    public static bool IsCommissionedBy(this Organisation organisation, OdsCode icb, DateOnly day) =>
        organisation.Belongs(MembershipKind.Icb, icb, day);

    private static bool Belongs(this Organisation organisation, MembershipKind kind, OdsCode body, DateOnly day) =>
        organisation.BelongsTo(kind, day).Contains(body);

    private static List<OdsCode> Bodies(IEnumerable<Organisation> organisations, MembershipKind kind, DateOnly day) =>
        [.. organisations.SelectMany(o => o.BelongsTo(kind, day)).Distinct().Order()];
}
