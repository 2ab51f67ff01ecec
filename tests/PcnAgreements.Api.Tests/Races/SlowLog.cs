using PcnAgreements.Domain;
using PcnAgreements.Store;

namespace PcnAgreements.Api.Tests.Races;

/// <summary>A log whose answers about versions are long on their way; it counts them.</summary>
internal sealed class SlowLog(ILog log, TimeSpan delay) : ILog
{
    public int Asked { get; private set; }

    public async Task<LogVersions> ReadVersions(IReadOnlyCollection<StreamId> streams, CancellationToken ct)
    {
        Asked++;
        await Task.Delay(delay / 2, ct);
        var versions = await log.ReadVersions(streams, ct);
        await Task.Delay(delay / 2, ct);
        return versions;
    }

    public Task<IReadOnlyList<LoggedEvent>> ReadStream(StreamId stream, long after, CancellationToken ct) =>
        log.ReadStream(stream, after, ct);

    public Task<AppendOutcome> Append(Append append, CancellationToken ct) => log.Append(append, ct);

    public Task<IReadOnlyList<LoggedEvent>> ReadAll(long after, int limit, CancellationToken ct) => log.ReadAll(after, limit, ct);

    public Task<KeptAnswer?> FindAnswer(IdempotencyKey key, CancellationToken ct) => log.FindAnswer(key, ct);
}
