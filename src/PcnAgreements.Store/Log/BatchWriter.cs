using System.Diagnostics;
using Npgsql;

namespace PcnAgreements.Store.Log;

/// <summary>Writes batches through <c>pcn.append</c>, each in one round trip.</summary>
internal sealed class BatchWriter(NpgsqlDataSource source, StoreOptions options) : IBatchWriter
{
    private NpgsqlConnection? connection;

    /// <inheritdoc/>
    public async Task Connect(CancellationToken ct)
    {
        if (connection is { FullState: System.Data.ConnectionState.Open }) return;
        await Disconnect();
        connection = await source.OpenConnectionAsync(ct);
    }

    /// <inheritdoc/>
    public async Task Write(AppendBatch batch)
    {
        using var activity = Telemetry.Together(Telemetry.Source, "append batch", batch.Pending.Select(p => p.Trace));
        activity?.SetTag("pcn.batch.appends", batch.Pending.Count);
        activity?.SetTag("pcn.batch.events", batch.EventCount);
        var started = Stopwatch.GetTimestamp();
        var answer = await Send(batch);
        Telemetry.BatchSize.Record(batch.Pending.Count);
        Telemetry.AppendDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        answer.Give(batch);
    }

    /// <inheritdoc/>
    public async Task Disconnect()
    {
        if (connection is { } old) await old.DisposeAsync();
        connection = null;
    }

    public async ValueTask DisposeAsync() => await Disconnect();

    private async Task<BatchAnswer> Send(AppendBatch batch)
    {
        await using var command = batch.Command(connection!);
        command.CommandTimeout = (int)options.StatementTimeout.TotalSeconds + (batch.EventCount / 500);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var answer = new BatchAnswer(
            reader.GetFieldValue<int[]>(0), reader.GetFieldValue<string?[]>(1), reader.GetFieldValue<long?[]>(2),
            reader.GetFieldValue<DateTimeOffset[]>(3), reader.GetFieldValue<long[]>(4), reader.GetFieldValue<long[]>(5));

        // The row comes before the commit: only when the reader has come to the end has the server said that it is durable.
        await reader.NextResultAsync();
        return answer;
    }
}

/// <summary>What <c>pcn.append</c> answers of a batch.</summary>
internal sealed record BatchAnswer(
    int[] Outcome, string?[] What, long?[] Actual, DateTimeOffset[] At, long[] FirstIndex, long[] Positions)
{
    public void Give(AppendBatch batch)
    {
        var used = 0;
        for (var i = 0; i < batch.Pending.Count; i++)
        {
            var pending = batch.Pending[i];
            pending.Complete(Outcome[i] switch
            {
                0 => pending.Written(At[i].ToUniversalTime(), FirstIndex[i], Positions.AsSpan(used, pending.EventCount)),
                1 => new AppendOutcome.Moved(new(What[i]!), Actual[i]!.Value),
                2 => new AppendOutcome.KeyTaken(new(What[i]!)),
                3 => new AppendOutcome.TooLate(At[i].ToUniversalTime()),
                _ => new AppendOutcome.PersonTaken(What[i]!),
            });
            if (Outcome[i] == 0) used += pending.EventCount;
        }
    }
}
