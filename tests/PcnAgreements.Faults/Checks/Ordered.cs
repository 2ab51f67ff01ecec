using PcnAgreements.Faults.Histories;

namespace PcnAgreements.Faults.Checks;

/// <summary>Versions and log indices without a gap, and everything in the order in which clients saw it happen.</summary>
internal static class Ordered
{
    public static void Check(IReadOnlyList<Told> told, Record record, Findings findings)
    {
        Versions(record, findings);
        Indices(record, findings);
        // Whoever was answered before another began stands before it in the whole log…
        InRealTime("real-time order of the log", told.Where(t => t.Acknowledged is not null && t.Marked.Count > 0)
            .Select(
                t => new Seen($"{t.Operation.Deed} {t.Operation.Mark}", t.Invoked, t.Acknowledged!.Value.Answered, t.Marked[0].Position)),
                findings);
        // …and nobody reads an agreement as it was before something they had seen.
        foreach (var stream in told.Where(t => t.Acknowledged is { Version: > 0 } && t.Stream is not null).GroupBy(t => t.Stream))
        {
            InRealTime($"real-time order", stream.Select(
                t =>
                    new Seen(
                        $"{t.Operation.Deed} {t.Operation.Mark} ({stream.Key})", t.Invoked, t.Acknowledged!.Value.Answered,
                        t.Acknowledged.Value.Version)), findings);
        }
    }

    private static void Versions(Record record, Findings findings)
    {
        var last = new Dictionary<string, Logged>();
        foreach (var e in record.Events)
        {
            var before = last.GetValueOrDefault(e.Stream);
            if (e.Version != (before?.Version ?? 0) + 1)
                findings.Add(
                    "versions without a gap",
                    $"{e.Stream} goes from version {before?.Version ?? 0} to {e.Version} at position {e.Position}");
            if (before?.At > e.At) findings.Add("times never go back", $"{e.Stream} at version {e.Version}");
            last[e.Stream] = e;
        }

        foreach (var (stream, version) in record.Versions.Where(v => last.GetValueOrDefault(v.Key)?.Version != v.Value))
            findings.Add(
                "versions without a gap",
                $"{stream} is said to be at version {version}, and its last event is {last.GetValueOrDefault(stream)?.Version ?? 0}");
    }

    private static void Indices(Record record, Findings findings)
    {
        long next = 0;
        var places = new List<long>(record.Events.Count);
        foreach (var (index, position, count) in record.Ranges)
        {
            if (index != next) findings.Add("log indices without a gap", $"after index {next - 1} comes {index}");
            next = index + count;
            for (var n = 0; n < count; n++) places.Add(position + n);
        }

        if (!places.SequenceEqual(record.Events.Select(e => e.Position)))
            findings.Add(
                "log indices without a gap", $"{places.Count} indices do not name the {record.Events.Count} events in their order");
    }

    // In rising order of place: nobody further on may have been answered before somebody further back began.
    private static void InRealTime(string invariant, IEnumerable<Seen> seen, Findings findings)
    {
        var latest = new Seen("", long.MinValue, 0, 0);
        foreach (var together in seen.OrderBy(s => s.Place).GroupBy(s => s.Place))
        {
            var behind = latest;
            foreach (var one in together)
            {
                if (one.Answered < behind.Invoked)
                    findings.Add(
                        invariant,
                        $"{one.What} was answered at place {one.Place} before {behind.What} began, which stands at {behind.Place}");
                if (one.Invoked > latest.Invoked) latest = one;
            }
        }
    }

    private sealed record Seen(string What, long Invoked, long Answered, long Place);
}
