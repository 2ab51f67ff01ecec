using System.Collections.Frozen;
using System.Diagnostics;
using PcnAgreements.Domain;
using PcnAgreements.Store.Views;

namespace PcnAgreements.Store.Log;

/// <summary>An append on its way: encoded by its caller, so that the writer only writes; and the promise of its outcome.</summary>
internal sealed class PendingAppend
{
    private static readonly FrozenDictionary<Type, string> DotnetTypes = EventJson.AllNames.Select(EventJson.TypeOf)
        .ToFrozenDictionary(t => t, t => $"{t.FullName}, {t.Assembly.GetName().Name}");

    private readonly TaskCompletionSource<AppendOutcome> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int state;

    public PendingAppend(Append append)
    {
        Append = append;
        Id = Guid.CreateVersion7();
        Events = [.. append.Streams.Select(s => s.Events.Select(Encode).ToArray())];
        EventCount = Events.Sum(e => e.Length);
        if (Events.Any(e => e.Length == 0)) throw new ArgumentException("A stream is appended to with no events.", nameof(append));
        if (append.Rows.FirstOrDefault(r => !ViewTables.Names.Contains(r.View)) is { } row)
            throw new ArgumentException($"There is no view '{row.View}'.", nameof(append));
        if (append.Streams.DistinctBy(s => s.Stream).Count() < append.Streams.Count)
            throw new ArgumentException("A stream stands twice in one append.", nameof(append));
    }

    /// <summary>The same append once more, for a caller who asks again what became of it.</summary>
    public PendingAppend(PendingAppend other) =>
        (Append, Id, Events, EventCount) = (other.Append, other.Id, other.Events, other.EventCount);

    public Append Append { get; }

    /// <summary>Stands as the causation of its events: tells for sure whether it was written.</summary>
    public Guid Id { get; }

    /// <summary>Its events, stream by stream.</summary>
    public EncodedEvent[][] Events { get; }

    public int EventCount { get; }

    /// <summary>How often it has been sent; it is sent again only when it is known not to have been written.</summary>
    public int Attempts { get; set; }

    /// <summary>Where its caller stands in its trace; default when nobody follows.</summary>
    public ActivityContext Trace { get; } = Activity.Current?.Context ?? default;

    public Task<AppendOutcome> Outcome => outcome.Task;

    /// <summary>Takes it out of the queue to be written; false when its caller has given it up.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref state, 1, 0) == 0;

    /// <summary>Gives it up before it is written; false when it is being written.</summary>
    public bool TryGiveUp() => Interlocked.CompareExchange(ref state, 2, 0) == 0;

    public void Complete(AppendOutcome result) => outcome.TrySetResult(result);

    public void Fail(Exception why) => outcome.TrySetException(why);

    /// <summary>What was written, from what was asked and where it came to stand.</summary>
    public AppendOutcome.Written Written(DateTimeOffset at, long firstIndex, ReadOnlySpan<long> positions)
    {
        var written = new List<LoggedEvent>(EventCount);
        foreach (var stream in Append.Streams)
        {
            var version = stream.ExpectedVersion;
            foreach (var e in stream.Events)
                written.Add(new(positions[written.Count], stream.Stream, ++version, at, e.Actor, e.RequestId, e.Event));
        }

        return new(at, written, firstIndex);
    }

    private static EncodedEvent Encode(NewEvent e) => new(
        Guid.CreateVersion7(), EventJson.NameOf(e.Event), DotnetTypes[e.Event.GetType()], EventJson.Write(e.Event),
        EventHeaders.Write(e.Actor), e.RequestId, e.Actor.Person?.ToString());
}

/// <summary>An event as the table's columns take it.</summary>
internal sealed record EncodedEvent(Guid Id, string Type, string DotnetType, string Json, string Headers, string? RequestId, string? User);
