using System.Diagnostics;
using Npgsql;

namespace PcnAgreements.Store.Log;

/// <summary>
/// Writes one batch after the other on a connection of its own. All that is around it, the queue, what is done when a write goes wrong, the
/// settling of unknown outcomes, is the same whichever engine sends.
/// </summary>
internal abstract class BatchWriter(NpgsqlDataSource source) : IAsyncDisposable
{
    private NpgsqlConnection? connection;

    /// <summary>Has a connection, or throws what stands in the way: nothing has been sent then.</summary>
    public async Task Connect(CancellationToken ct)
    {
        if (connection is { FullState: System.Data.ConnectionState.Open }) return;
        await Disconnect();
        connection = await source.OpenConnectionAsync(ct);
    }

    /// <summary>Sends the batch and gives each append in it its outcome. Whatever is thrown, none has been given.</summary>
    public async Task Write(AppendBatch batch)
    {
        using var activity = Telemetry.Together(Telemetry.Source, "append batch", batch.Pending.Select(p => p.Trace));
        activity?.SetTag("pcn.batch.appends", batch.Pending.Count);
        activity?.SetTag("pcn.batch.events", batch.EventCount);
        var started = Stopwatch.GetTimestamp();
        var outcomes = await Send(connection!, batch);
        Telemetry.BatchSize.Record(batch.Pending.Count);
        Telemetry.AppendDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        for (var i = 0; i < outcomes.Count; i++) batch.Pending[i].Complete(outcomes[i]);
    }

    /// <summary>Lets go of the connection, broken or not.</summary>
    public async Task Disconnect()
    {
        if (connection is { } old) await old.DisposeAsync();
        connection = null;
    }

    public async ValueTask DisposeAsync() => await Disconnect();

    /// <summary>
    /// Sends the batch; the outcome of each append in it, in order. Engines MUST throw what the server reported as it came, unwrapped, MUST
    /// NOT return before the commit is durable, and MUST have asked <c>pcn.require_build</c> for <see cref="Schema.BuildMark.Own"/> in the
    /// same transaction, under the log's lock: what another build has migrated is not written to.
    /// </summary>
    protected abstract Task<IReadOnlyList<AppendOutcome>> Send(NpgsqlConnection connection, AppendBatch batch);
}
