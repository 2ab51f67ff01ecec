using Microsoft.Extensions.Caching.Memory;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Store;

namespace PcnAgreements.Api.Commands;

/// <summary>
/// Folded states by stream: only ever a starting point, because nobody answers from one before its version has been checked. Bounded: what
/// was not used for longest goes first.
/// </summary>
internal sealed class StateCache(ILog log) : IDisposable
{
    private const int Few = 8;

    private readonly MemoryCache states = new(new MemoryCacheOptions { SizeLimit = 400_000, CompactionPercentage = 0.1 });

    /// <summary>The state kept for a stream; null when none is.</summary>
    public object? Kept(StreamId stream) => states.Get(stream);

    /// <summary>Keeps a state unless a newer one is there already.</summary>
    public object Keep(StreamId stream, object state)
    {
        if (Kept(stream) is { } kept && Fold.VersionOf(kept) >= Fold.VersionOf(state)) return kept;
        states.Set(stream, state, new MemoryCacheEntryOptions { Size = SizeOf(state), SlidingExpiration = TimeSpan.FromHours(6) });
        return state;
    }

    /// <summary>The state of a stream brought up to what the log holds now.</summary>
    public async Task<object> Refresh(StreamId stream, CancellationToken ct)
    {
        var from = Kept(stream) ?? Fold.Empty(stream);
        return Keep(stream, Fold.Evolve(from, await log.ReadStream(stream, Fold.VersionOf(from), ct)));
    }

    /// <summary>
    /// The states of many streams brought up to date. Of those nothing was ever written to, one question tells it for all.
    /// </summary>
    public async Task Refresh(IReadOnlyCollection<StreamId> streams, CancellationToken ct)
    {
        IEnumerable<StreamId> written = streams;
        if (streams.Count > Few)
        {
            var versions = (await log.ReadVersions(streams, ct)).Versions;
            foreach (var stream in streams.Where(s => versions[s] == 0)) Keep(stream, Fold.Empty(stream));
            written = streams.Where(s => versions[s] > 0);
        }

        await Parallel.ForEachAsync(
            written, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = ct }, async (s, stop) => await Refresh(s, stop));
    }

    /// <inheritdoc/>
    public void Dispose() => states.Dispose();

    // A rough measure in units of what a small organisation takes.
    private static long SizeOf(object state) => state is Agreement agreement ? 20 + agreement.Version + agreement.Text.Count : 1;
}
