using System.Collections.Immutable;

namespace PcnAgreements.Domain.Organisations.Import;

/// <summary>
/// Fits what a source says of one day into memberships that are intervals: what came before that day stays as it was recorded.
/// </summary>
internal static class MembershipSnapshot
{
    /// <summary>
    /// The memberships when on <paramref name="day"/> the organisation belongs to exactly <paramref name="wanted"/>: others that hold
    /// then end the day
    /// before, and new ones run until the next that is already on record begins, so that an older source may follow a newer one.
    /// </summary>
    public static (ImmutableArray<Membership> After, ImportCounts Counts) Seen(
        ImmutableArray<Membership> present, IReadOnlyCollection<OdsCode> wanted, DateOnly day)
    {
        var gone = present.Where(m => m.HoldsOn(day) && !wanted.Contains(m.Code)).ToList();
        var begun = wanted.Where(code => !present.Any(m => m.Code == code && m.HoldsOn(day))).ToList();
        var kept = wanted.Count - begun.Count;
        if (gone.Count == 0 && begun.Count == 0) return (present, new(0, 0, kept));

        DateOnly? next = present.Where(m => m.From > day).Min(m => m.From);
        var brought = present.Where(m => m.From == next && next is not null && begun.Contains(m.Code)).ToList();
        var after = present.Except(gone).Except(brought)
            .Concat(gone.Where(m => m.From is null || m.From < day).Select(m => m with { Until = day.AddDays(-1) }))
            .Concat(brought.Select(m => m with { From = day }))
            .Concat(begun.Except(brought.Select(m => m.Code)).Select(code => new Membership(code, day, next?.AddDays(-1))));
        var changed = gone.Count + brought.Count;
        return (MembershipOrder.Sort(after), new(Math.Max(0, begun.Count - changed), changed, kept));
    }
}
