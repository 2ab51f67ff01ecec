using PcnAgreements.Domain;
using PcnAgreements.Store;

namespace PcnAgreements.Faults.Histories;

/// <summary>What stood when: the log folded in its one order, with the state of each stream after every event of it.</summary>
internal sealed class Past
{
    private static readonly string[] Kinds = ["agreement", "organisation", "template", "person"];
    private readonly Dictionary<string, List<Step>> streams = [];

    private Past(IReadOnlyList<Step> steps) => Steps = steps;

    /// <summary>Every event of a stream that has a state, with what stood before and after it.</summary>
    public IReadOnlyList<Step> Steps { get; }

    /// <summary>What stands at the end.</summary>
    public IEnumerable<object> Last => streams.Values.Select(s => s[^1].After);

    /// <summary>Folds a log. An event that cannot follow what stands before it changes nothing.</summary>
    public static Past Of(Record record)
    {
        var steps = new List<Step>();
        var past = new Past(steps);
        foreach (var e in record.Events)
        {
            var stream = new StreamId(e.Stream);
            if (!Kinds.Contains(stream.Kind)) continue;
            if (!past.streams.TryGetValue(e.Stream, out var its)) past.streams[e.Stream] = its = [];
            var before = its.Count > 0 ? its[^1].After : Fold.Empty(stream);
            var step = After(before, e);
            its.Add(step);
            steps.Add(step);
        }

        return past;
    }

    /// <summary>The state of a stream right after one of its events; null when there is none of that version.</summary>
    public object? At(string? stream, long version) =>
        stream is not null && streams.TryGetValue(stream, out var its) ? its.Find(s => s.Event.Version == version)?.After : null;

    /// <summary>The state of a stream when the log had come to a position; null when it had not begun by then.</summary>
    public object? AsOf(string stream, long position)
    {
        if (!streams.TryGetValue(stream, out var its)) return null;
        var after = FirstAfter(its, position);
        return after == 0 ? null : its[after - 1].After;
    }

    /// <summary>
    /// Every state of a stream that stood while the log went from one position to another, in order; null first where it had not begun.
    /// </summary>
    public IEnumerable<object?> Between(string stream, long from, long to) =>
        Changes(stream, from, to).Select(s => (object?)s.After).Prepend(AsOf(stream, from));

    /// <summary>What happened to a stream while the log went on from one position up to another.</summary>
    public IEnumerable<Step> Changes(string stream, long from, long to) =>
        streams.TryGetValue(stream, out var its) ? its.Skip(FirstAfter(its, from)).TakeWhile(s => s.Event.Position <= to) : [];

    private static Step After(object before, Logged e)
    {
        try
        {
            return new(e, before, Fold.Evolve(before, new Recorded(e.Version, e.At, e.Actor, e.Event)), true);
        }
        catch (Exception fault)
            when (fault is ArgumentException or InvalidOperationException or KeyNotFoundException or NullReferenceException)
        {
            return new(e, before, before, false);
        }
    }

    private static int FirstAfter(List<Step> steps, long position)
    {
        var (low, high) = (0, steps.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (steps[middle].Event.Position <= position) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}

/// <summary>One event between what stood before and after it.</summary>
/// <param name="Follows">Whether it can follow what stood before it at all.</param>
internal sealed record Step(Logged Event, object Before, object After, bool Follows);
