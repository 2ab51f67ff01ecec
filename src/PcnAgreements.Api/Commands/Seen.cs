using PcnAgreements.Domain;

namespace PcnAgreements.Api.Commands;

/// <summary>
/// The states that one batch of decisions, or one question, looks at: each taken from the cache once and held, whatever the cache does
/// meanwhile. So all of it is judged on one state of each stream, and what is checked is what was judged on.
/// </summary>
internal sealed class Seen(StateCache cache)
{
    private readonly Dictionary<StreamId, object> states = [];

    /// <summary>The state of a stream; null while it is not at hand.</summary>
    public object? Of(StreamId stream)
    {
        if (states.TryGetValue(stream, out var state)) return state;
        if (cache.Kept(stream) is not { } kept) return null;
        states[stream] = kept;
        return kept;
    }

    /// <summary>Brings streams up to what the log holds now.</summary>
    public async Task Refresh(IReadOnlyCollection<StreamId> streams, CancellationToken ct)
    {
        foreach (var (stream, state) in await cache.Refresh(streams, ct)) states[stream] = state;
    }
}
