using Microsoft.Extensions.Caching.Memory;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Summaries;
using PcnAgreements.Store;

namespace PcnAgreements.Api.Commands;

/// <summary>
/// What each event of a stream changed, in plain words. A sentence rests on the states before and after its event, so it is made by
/// folding, once, and kept: what has happened never changes, but the log may have lost it. Bounded: what was not asked for longest goes
/// first.
/// </summary>
internal sealed class Chronicles(ILog log) : IDisposable
{
    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = 500_000, CompactionPercentage = 0.1 });

    /// <summary>The sentence of each event of a stream up to one that was read from it; the first belongs to version 1.</summary>
    public async Task<IReadOnlyList<string>> UpTo(LoggedEvent last, CancellationToken ct)
    {
        var stream = last.Stream;
        var chronicle = known.Get<Chronicle>(stream);
        if (chronicle?.Holds(last) == true) return chronicle.Sentences;
        // The last that was told is read again: another may stand in its place by now.
        var tail = await log.ReadStream(stream, Math.Max((chronicle?.Ends.Count ?? 0) - 1, 0), ct);
        if (chronicle is not null && (tail is not [var same, ..] || !chronicle.Holds(same)))
            (chronicle, tail) = (null, await log.ReadStream(stream, 0, ct));
        var (state, sentences, ends) = chronicle is null
            ? (Fold.Empty(stream), [], [])
            : (chronicle.State, chronicle.Sentences.ToList(), chronicle.Ends.ToList());
        foreach (var e in tail.Where(e => e.Version > sentences.Count))
        {
            var before = state;
            state = Fold.Evolve(before, e.Recorded);
            sentences.Add(Tell(e.Recorded, before, state));
            ends.Add(e.End);
        }

        known.Set(
            stream, new Chronicle(state, sentences, ends), new MemoryCacheEntryOptions
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

    private sealed record Chronicle(object State, IReadOnlyList<string> Sentences, IReadOnlyList<StreamEnd> Ends)
    {
        public bool Holds(LoggedEvent e) => Ends.Count >= e.Version && Ends[(int)e.Version - 1] == e.End;
    }
}
