using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PcnAgreements.Faults.Histories;

/// <summary>What every client saw in one round.</summary>
internal sealed class History
{
    private readonly (DateTimeOffset Clock, long Ticks) began = (DateTimeOffset.UtcNow, Stopwatch.GetTimestamp());
    private readonly ConcurrentDictionary<int, Operation> operations = [];
    private readonly List<Attempt> attempts = [];
    private readonly Dictionary<int, List<Seen>> texts = [];

    /// <summary>What was asked, without its bodies.</summary>
    public IReadOnlyDictionary<int, Operation> Operations => operations;

    /// <summary>Operations that were refused as too late while they were not.</summary>
    public ConcurrentBag<int> WronglyLate { get; } = [];

    public int Count => operations.Count;

    /// <summary>Every request, in the order in which their answers (or the lack of one) were noted.</summary>
    public IReadOnlyList<Attempt> Attempts => attempts;

    /// <summary>The operations that were acknowledged, each once.</summary>
    public IEnumerable<Operation> Acknowledged =>
        attempts.Where(a => a.IsAcknowledged).Select(a => a.Operation).Distinct().Select(id => operations[id]);

    /// <summary>What reads showed of the text, by operation.</summary>
    public IReadOnlyDictionary<int, List<Seen>> Texts => texts;

    /// <summary>What clocks said at a moment of the monotonic one.</summary>
    public DateTimeOffset TimeOf(long moment) => began.Clock + Stopwatch.GetElapsedTime(began.Ticks, moment);

    /// <summary>The same operations with those attempts that are kept, as they are given back, and what their reads showed.</summary>
    public History Where(Func<Attempt, Attempt?> keep)
    {
        var some = new History();
        foreach (var operation in operations.Values) some.Begin(operation);
        foreach (var attempt in attempts) if (keep(attempt) is { } kept) some.Add(kept);
        foreach (var read in some.attempts.Where(a => a.IsAcknowledged && texts.ContainsKey(a.Operation)))
            some.texts[read.Operation] = texts[read.Operation];
        return some;
    }

    public void Begin(Operation operation) => operations[operation.Id] = operation with { Body = null };

    public void Add(Attempt attempt)
    {
        lock (attempts) attempts.Add(attempt);
    }

    public void Add(int operation, Seen seen)
    {
        lock (texts)
        {
            ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(texts, operation, out _);
            (list ??= []).Add(seen);
        }
    }
}

/// <summary>What a read said at a version of an agreement.</summary>
/// <param name="Clause">The clause whose hash it is; null when it is the hash of the whole text.</param>
internal sealed record Seen(string Stream, long Version, string? Clause, string Hash);
