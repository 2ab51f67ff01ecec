using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Api.Http;

/// <summary>
/// Answers as JSON that rest on nothing but an agreement's state, the names of people and what their route says: written once for each
/// state, and good as long as that state and those names are the newest. It keeps neither of them alive. Bounded: what was not asked for
/// longest goes first.
/// </summary>
internal sealed class KeptJson(NameBook book) : IDisposable
{
    // What an entry takes beside its answer, roughly.
    private const int Overhead = 600;

    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = 64 * 1024 * 1024, CompactionPercentage = 0.1 });

    /// <summary>The answer of a route for what is shown; null when it has to be written.</summary>
    public byte[]? Find(ReadRoute route, Shown shown) =>
        route.RestsOn?.Invoke(shown) is { } rests && known.Get((shown.Agreement.Id, rests)) is Kept kept
        && Is(kept.State, shown.Agreement) && Is(kept.Names, book.Page) ? kept.Json : null;

    /// <summary>Keeps an answer, in the place of the one for an earlier state.</summary>
    public void Keep(ReadRoute route, Shown shown, Names names, byte[] json)
    {
        if (route.RestsOn?.Invoke(shown) is not { } rests) return;
        var answer = new Kept(new(shown.Agreement), new(names.Page), json);
        known.Set((shown.Agreement.Id, rests), answer, new MemoryCacheEntryOptions { Size = Overhead + json.Length });
    }

    /// <inheritdoc/>
    public void Dispose() => known.Dispose();

    private static bool Is<T>(WeakReference<T> kept, T present) where T : class =>
        kept.TryGetTarget(out var alive) && ReferenceEquals(alive, present);

    private sealed record Kept(
        WeakReference<Agreement> State, WeakReference<ConcurrentDictionary<PersonId, PersonView>> Names, byte[] Json);
}
