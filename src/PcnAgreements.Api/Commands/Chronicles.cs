using Microsoft.Extensions.Caching.Memory;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Summaries;
using PcnAgreements.Store;

namespace PcnAgreements.Api.Commands;

/// <summary>
/// What each event of a stream changed, in plain words. A sentence rests on the states before and after its event, so it is made by
/// folding, once, and kept: what has happened never changes. Bounded: what was not asked for longest goes first.
/// </summary>
internal sealed class Chronicles(ILog log) : IDisposable
{
    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = 500_000, CompactionPercentage = 0.1 });

    /// <summary>The sentence of each event of a stream up to a version, which must be there; the first belongs to version 1.</summary>
    public async Task<IReadOnlyList<string>> UpTo(StreamId stream, long version, CancellationToken ct)
    {
        var chronicle = known.Get<Chronicle>(stream) ?? new(Fold.Empty(stream), []);
        if (chronicle.Sentences.Count >= version) return chronicle.Sentences;
        var (state, sentences) = (chronicle.State, chronicle.Sentences.ToList());
        foreach (var e in await log.ReadStream(stream, sentences.Count, ct))
        {
            var before = state;
            state = Fold.Evolve(before, e.Recorded);
            sentences.Add(Tell(e.Recorded, before, state));
        }

        known.Set(
            stream, new Chronicle(state, sentences), new MemoryCacheEntryOptions
            {
                Size = sentences.Count + StateCache.SizeOf(state), SlidingExpiration = TimeSpan.FromHours(1)
            });
        return sentences;
    }

    /// <inheritdoc/>
    public void Dispose() => known.Dispose();

    private static string Tell(Recorded recorded, object before, object after) => (before, after) switch
    {
        (Agreement then, Agreement now) => Summary.Of(recorded, then, now),
        (Organisation then, _) => Summary.Of(recorded, then),
        (Domain.Templates.Template then, _) => Summary.Of(recorded, then),
        _ => Summary.Of(recorded),
    };

    private sealed record Chronicle(object State, IReadOnlyList<string> Sentences);
}
