using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Store;

namespace PcnAgreements.Api.Commands;

/// <summary>
/// Folded states by stream: only ever a starting point, because nobody answers from one before its version has been checked. Bounded: what
/// was not used for longest goes first.
/// </summary>
/// <param name="log">Where they are folded from.</param>
/// <param name="most">How much is kept at most, in kilobytes, roughly.</param>
internal sealed class StateCache(ILog log, long most = 400_000) : IDisposable
{
    private const int Few = 8;

    private readonly MemoryCache states = new(new MemoryCacheOptions { SizeLimit = most, CompactionPercentage = 0.1 });

    /// <summary>The state kept for a stream; null when none is.</summary>
    public object? Kept(StreamId stream) => states.Get<Entry>(stream)?.State;

    /// <summary>Keeps a state unless a newer one is there already.</summary>
    public object Keep(StreamId stream, object state)
    {
        var before = states.Get<Entry>(stream);
        if (before is not null && Fold.VersionOf(before.State) >= Fold.VersionOf(state)) return before.State;
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
        var from = Kept(stream) ?? Fold.Empty(stream);
        return Keep(stream, Fold.Evolve(from, await log.ReadStream(stream, Fold.VersionOf(from), ct)));
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
            var versions = (await log.ReadVersions(streams, ct)).Versions;
            foreach (var stream in streams.Where(s => versions[s] == 0)) states[stream] = Keep(stream, Fold.Empty(stream));
            written = streams.Where(s => versions[s] > 0);
        }

        await Parallel.ForEachAsync(
            written, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = ct },
            async (s, stop) => states[s] = await Refresh(s, stop));
        return states;
    }

    /// <inheritdoc/>
    public void Dispose() => states.Dispose();

    private static long SizeOf(object state, long words) =>
        state is Agreement agreement ? 20 + agreement.Version + agreement.Text.Count + (words / 1024) : 1;

    private static long WordsOf(object state) =>
        state is Agreement agreement ? agreement.Revisions.Values.Sum(all => all.Sum(r => (long)r.Wording.Bytes)) : 0;

    // What is kept, and how many bytes the wordings in it have.
    private sealed record Entry(object State, long Words);
}
