using PcnAgreements.Faults.Histories;

namespace PcnAgreements.Faults.Checks;

/// <summary>
/// Between which places of the log a request was judged, as far as clients can tell: not before what had been acknowledged, to anybody,
/// when it was sent, and not after what was first sent when it had been answered.
/// </summary>
internal sealed class Moments
{
    private readonly (long Moment, long Position)[] known, begun;

    public Moments(IReadOnlyList<Told> told, Record record)
    {
        var places = record.Events.GroupBy(e => (e.Stream, e.Version)).ToDictionary(g => g.Key, g => g.First().Position);
        known =
        [
            .. told.Where(t => t.Stream is not null)
                .SelectMany(t => t.Attempts.Where(a => a.IsAcknowledged && a.Version > 0)
                    .Select(a => (a.Answered, Position: places.GetValueOrDefault((t.Stream!, a.Version)))))
                .Where(k => k.Position > 0).Order(),
        ];
        for (var n = 1; n < known.Length; n++) known[n].Position = Math.Max(known[n].Position, known[n - 1].Position);
        begun = [.. told.Where(t => t.Marked.Count > 0).Select(t => (t.Invoked, t.Marked.Min(m => m.Position))).Order()];
        for (var n = begun.Length - 2; n >= 0; n--) begun[n].Position = Math.Min(begun[n].Position, begun[n + 1].Position);
    }

    /// <summary>The last place known to be there when it was sent, and the last that may have been when it was answered.</summary>
    public (long From, long To) Of(Attempt attempt) => (KnownBefore(attempt.Invoked), LastBegunBy(attempt.Answered));

    /// <summary>The last position that somebody had been answered of before a moment; 0 for none.</summary>
    public long KnownBefore(long moment)
    {
        var at = FirstFrom(known, moment);
        return at == 0 ? 0 : known[at - 1].Position;
    }

    private long LastBegunBy(long moment)
    {
        var at = FirstFrom(begun, moment + 1);
        return at == begun.Length ? long.MaxValue : begun[at].Position - 1;
    }

    private static int FirstFrom((long Moment, long Position)[] all, long moment)
    {
        var (low, high) = (0, all.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (all[middle].Moment < moment) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
