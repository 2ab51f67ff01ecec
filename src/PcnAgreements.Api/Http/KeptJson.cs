using Microsoft.Extensions.Caching.Memory;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Api.Http;

/// <summary>
/// Answers as JSON that rest on nothing but an agreement's state, the names of people and what their route says: written once for each
/// state, and good as long as that state and those names are the newest. Bounded: what was not asked for longest goes first.
/// </summary>
internal sealed class KeptJson(NameBook book) : IDisposable
{
    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = 64 * 1024 * 1024, CompactionPercentage = 0.1 });

    /// <summary>The answer of a route for what is shown; null when it has to be written.</summary>
    public byte[]? Find(ReadRoute route, Shown shown) =>
        route.RestsOn?.Invoke(shown) is { } rests && known.Get((shown.Agreement.Id, rests)) is Kept kept
        && ReferenceEquals(kept.State, shown.Agreement) && ReferenceEquals(kept.Names, book.Page) ? kept.Json : null;

    /// <summary>Keeps an answer, in the place of the one for an earlier state.</summary>
    public void Keep(ReadRoute route, Shown shown, byte[] json)
    {
        if (route.RestsOn?.Invoke(shown) is not { } rests) return;
        var answer = new Kept(shown.Agreement, shown.Names.Page, json);
        known.Set((shown.Agreement.Id, rests), answer, new MemoryCacheEntryOptions { Size = json.Length });
    }

    /// <inheritdoc/>
    public void Dispose() => known.Dispose();

    private sealed record Kept(Agreement State, object Names, byte[] Json);
}
