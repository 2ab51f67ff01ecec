using Npgsql;
using PcnAgreements.Domain;

namespace PcnAgreements.Store.Log;

/// <summary>The log kept by the built-in engine, in Marten's tables.</summary>
public sealed class PostgresLog : ILog, IAsyncDisposable
{
    private readonly NpgsqlDataSource source;
    private readonly AppendQueue queue;
    private readonly VersionReader versions;

    internal PostgresLog(NpgsqlDataSource source, StoreOptions options) =>
        (this.source, queue, versions) =
        (source, new(source, options, () => new FunctionWriter(source, options)), new(source, options));

    /// <inheritdoc/>
    public Task<AppendOutcome> Append(Append append, CancellationToken ct) => queue.Write(append, ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LoggedEvent>> ReadStream(StreamId stream, long after, CancellationToken ct) =>
        Ask<IReadOnlyList<LoggedEvent>>(
        $"select {StoredEvents.Columns} from pcn.mt_events e where e.stream_id = $1 and e.version > $2 order by e.version",
        async command => await StoredEvents.ReadAll(command, ct), StoredEvents.Text(stream.Value), StoredEvents.Number(after));

    /// <inheritdoc/>
    public Task<IReadOnlyList<LoggedEvent>> ReadAll(long after, int limit, CancellationToken ct) => Ask<IReadOnlyList<LoggedEvent>>(
        $"select {StoredEvents.Columns} from pcn.mt_events e where e.seq_id > $1 order by e.seq_id limit $2",
        async command => await StoredEvents.ReadAll(command, ct), StoredEvents.Number(after), StoredEvents.Number(limit));

    /// <inheritdoc/>
    public Task<LogVersions> ReadVersions(IReadOnlyCollection<StreamId> streams, CancellationToken ct) => versions.Read(streams, ct);

    /// <inheritdoc/>
    public Task<KeptAnswer?> FindAnswer(IdempotencyKey key, CancellationToken ct) => KeptAnswers.Find(source, key, ct);

    /// <summary>Writes what is waiting, then lets go.</summary>
    public async ValueTask DisposeAsync()
    {
        await queue.DisposeAsync();
        await versions.DisposeAsync();
    }

    private Task<T> Ask<T>(string sql, Func<NpgsqlCommand, Task<T>> read, params NpgsqlParameter[] values) =>
        Query.Run(source, sql, read, values);
}
