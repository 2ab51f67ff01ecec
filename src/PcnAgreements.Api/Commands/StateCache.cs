using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Store;

namespace PcnAgreements.Api.Commands;

/// <summary>
/// Folded states by stream: only ever a starting point, because nobody answers from one before it is known that its stream still ends where
/// it did. Bounded: what was not used for longest goes first.
/// </summary>
/// <param name="log">Where they are folded from.</param>
/// <param name="most">How much is kept at most, in kilobytes, roughly.</param>
internal sealed class StateCache(ILog log, long most = 400_000) : IDisposable
{
    private const int Few = 8;

    private readonly MemoryCache states = new(new MemoryCacheOptions { SizeLimit = most, CompactionPercentage = 0.1 });

    /// <summary>
    /// Called when an event that a state rests on is found to be lost: what else is remembered of the database may be of what was lost too.
    /// </summary>
    public Action Lost { get; init; } = () => { };

    /// <summary>The state kept for a stream; null when none is.</summary>
    public object? Kept(StreamId stream) => states.Get<Entry>(stream)?.State;

    /// <summary>Keeps a state unless a newer one is there already.</summary>
    public object Keep(StreamId stream, object state)
    {
        var before = states.Get<Entry>(stream);
        return before is not null && Fold.VersionOf(before.State) >= Fold.VersionOf(state)
            ? before.State
            : Put(stream, state, before);
    }

    private object Put(StreamId stream, object state, Entry? before)
    {
        // Most events change no words, so these are not counted again each time.
        var words = before is { State: Agreement old } && state is Agreement now && old.Revisions == now.Revisions
            ? before.Words
            : WordsOf(state);
        states.Set(
            stream, new Entry(state, words), new MemoryCacheEntryOptions
            {
                Size = SizeOf(state, words), SlidingExpiration = TimeSpan.FromHours(6)
            });
        return state;
    }

    /// <summary>How much a state holds, roughly, in kilobytes.</summary>
    public static long SizeOf(object state) => SizeOf(state, WordsOf(state));

    /// <summary>The state of a stream brought up to what the log holds now.</summary>
    public async Task<object> Refresh(StreamId stream, CancellationToken ct)
    {
        var kept = states.Get<Entry>(stream);
        if (kept is not null && Fold.EndOf(kept.State) is { Version: > 0 } end)
        {
            // The last event it rests on is read again: a database that was put back, or one that took over, may have lost it, and may have
            // another in its place by now.
            var tail = await log.ReadStream(stream, end.Version - 1, ct);
            if (tail is [var same, ..] && same.End == end) return Keep(stream, Fold.Evolve(kept.State, tail.Skip(1)));
            Lost();
            return Put(stream, await FromTheFirst(stream, ct), kept);
        }

        return Keep(stream, await FromTheFirst(stream, ct));
    }

    /// <summary>
    /// The states of many streams brought up to date. Of those nothing was ever written to, one question tells it for all.
    /// </summary>
    public async Task<IReadOnlyDictionary<StreamId, object>> Refresh(IReadOnlyCollection<StreamId> streams, CancellationToken ct)
    {
        var states = new ConcurrentDictionary<StreamId, object>();
        IEnumerable<StreamId> written = streams;
        if (streams.Count > Few)
        {
            var ends = (await log.ReadVersions(streams, ct)).Ends;
            foreach (var stream in streams.Where(s => ends[s].Version == 0)) states[stream] = Unwritten(stream);
            written = streams.Where(s => ends[s].Version > 0);
        }

        await Parallel.ForEachAsync(
            written, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = ct },
            async (s, stop) => states[s] = await Refresh(s, stop));
        return states;
    }

    /// <inheritdoc/>
    public void Dispose() => states.Dispose();

    // Whatever is kept of it: it may have been written to before the database was put back.
    private object Unwritten(StreamId stream) =>
        Kept(stream) is { } kept && Fold.VersionOf(kept) == 0 ? kept : Put(stream, Fold.Empty(stream), null);

    private async Task<object> FromTheFirst(StreamId stream, CancellationToken ct) =>
        Fold.Evolve(Fold.Empty(stream), await log.ReadStream(stream, 0, ct));

    private static long SizeOf(object state, long words) =>
        state is Agreement agreement ? 20 + agreement.Version + agreement.Text.Count + (words / 1024) : 1;

    private static long WordsOf(object state) =>
        state is Agreement agreement ? agreement.Revisions.Values.Sum(all => all.Sum(r => (long)r.Wording.Bytes)) : 0;

    // What is kept, and how many bytes the wordings in it have.
    private sealed record Entry(object State, long Words);
}
