using System.Collections.Immutable;

namespace PcnAgreements.Domain.Organisations;

/// <summary>
/// The one order memberships are kept in, so that saying the same in another order changes nothing: by first day, then by code.
/// </summary>
internal static class MembershipOrder
{
    public static ImmutableArray<Membership> Sort(IEnumerable<Membership> memberships) =>
        [.. memberships.OrderBy(m => m.From ?? DateOnly.MinValue).ThenBy(m => m.Code).ThenBy(m => m.Until ?? DateOnly.MaxValue)];
}
