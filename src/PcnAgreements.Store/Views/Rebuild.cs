using System.Collections.Concurrent;
using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;
using PcnAgreements.Domain;
using PcnAgreements.Store.Log;

namespace PcnAgreements.Store.Views;

/// <summary>
/// Makes the rows of every view anew from the first event, in one pass: one connection reads the log stream by stream, every processor
/// folds, one connection writes, within the caller's transaction.
/// </summary>
internal sealed class Rebuild(NpgsqlDataSource source)
{
    private const int EventsTogether = 1_000;
    private const int RowsTogether = 20_000;

    private readonly Channel<List<LoggedStream>> read = Channel.CreateBounded<List<LoggedStream>>(32);
    private readonly Channel<List<HistoryRow>> folded = Channel.CreateBounded<List<HistoryRow>>(32);
    private readonly ConcurrentQueue<ViewRow> rows = [];

    /// <summary>
    /// Drops the views' tables and makes and fills them; holds off writers until the transaction ends. Returns how many events were read.
    /// </summary>
    public async Task<long> Run(NpgsqlConnection connection, IEnumerable<string> old, CancellationToken ct)
    {
        await Schema.Sql.Run(connection, "select pg_advisory_xact_lock($1)", ct, Schema.AppendFunction.Lock);
        await Schema.Sql.Run(connection, ViewTables.Remake(old), ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var reading = Task.Run(() => Stopping(stop, Read(stop.Token)), ct);
        var folding = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(() => Stopping(stop, Fold(stop.Token)), ct))
            .ToArray();
        var closing = Task.WhenAll(folding).ContinueWith(_ => folded.Writer.TryComplete(), TaskScheduler.Default);
        await Task.WhenAll([Stopping(stop, CopyHistory(connection, stop.Token)), reading, .. folding, closing]);
        await Schema.Sql.Run(connection, ViewTables.Finish, ct);
        await WriteRows(connection, ct);
        await Schema.Sql.Run(connection, ViewTables.Analyze, ct);
        return await reading;
    }

    // Nobody writes meanwhile: what this connection reads is what the caller's transaction would.
    private async Task<long> Read(CancellationToken ct)
    {
        long count = 0;
        var together = new List<LoggedStream>();
        await using var command = source.CreateCommand(
            "select e.stream_id, e.version, e.timestamp, e.type, e.data, e.headers from pcn.mt_events e order by e.stream_id, e.version");
        command.CommandTimeout = 0;
        await using var row = await command.ExecuteReaderAsync(ct);
        for (var waiting = 0; await row.ReadAsync(ct); count++, waiting++)
        {
            var stream = row.GetString(0);
            if (together.Count == 0 || together[^1].Stream.Value != stream)
            {
                if (waiting >= EventsTogether)
                {
                    await read.Writer.WriteAsync(together, ct);
                    (together, waiting) = ([], 0);
                }

                together.Add(new(new(stream), []));
            }

            together[^1].Events.Add(new(
                row.GetInt64(1), row.GetFieldValue<DateTimeOffset>(2), row.GetString(3), row.GetFieldValue<byte[]>(4),
                row.IsDBNull(5) ? "" : row.GetString(5)));
        }

        await read.Writer.WriteAsync(together, ct);
        read.Writer.Complete();
        return count;
    }

    private async Task<long> Fold(CancellationToken ct)
    {
        // A person does many things for one organisation: most headers have been read before.
        var actors = new Dictionary<string, Actor>();
        await foreach (var streams in read.Reader.ReadAllAsync(ct))
        {
            var history = new List<HistoryRow>();
            foreach (var stream in streams)
            {
                if (Folds.Begin(stream.Stream) is not { } state) continue;
                foreach (var e in stream.Events)
                {
                    if (!actors.TryGetValue(e.Headers, out var actor)) actors[e.Headers] = actor = EventHeaders.Read(e.Headers);
                    var recorded = new Recorded(e.Version, e.At, actor, EventJson.Read(e.Type, e.Data));
                    state = Folds.Evolve(state, recorded);
                    if (Projection.HasHistory(state)) history.Add(HistoryView.Of(stream.Stream, state, recorded));
                }

                foreach (var row in Projection.OfState(state)) rows.Enqueue(row);
            }

            await folded.Writer.WriteAsync(history, ct);
        }

        return rows.Count;
    }

    private async Task<long> CopyHistory(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy pcn.history ({string.Join(", ", HistoryView.Table.Names)}) from stdin (format binary, freeze)", ct);
        await foreach (var history in folded.Reader.ReadAllAsync(ct))
        {
            foreach (var row in history)
            {
                await copy.StartRowAsync(ct);
                await copy.WriteAsync(row.Stream.Value, NpgsqlDbType.Text, ct);
                await copy.WriteAsync(row.Version, NpgsqlDbType.Bigint, ct);
                await copy.WriteAsync(row.Type, NpgsqlDbType.Text, ct);
                await Text(row.Organisation?.ToString());
                await Text(row.OnBehalfOf?.ToString());
                await Text(row.Party?.ToString());
                await (row.Person is { } person ? copy.WriteAsync(person.Value, NpgsqlDbType.Uuid, ct) : copy.WriteNullAsync(ct));
                await Text(row.Clause?.ToString());
                await Text(row.Ballot?.ToString());
                await copy.WriteAsync(row.Internal, NpgsqlDbType.Boolean, ct);
            }
        }

        return (long)await copy.CompleteAsync(ct);

        Task Text(string? value) => value is null ? copy.WriteNullAsync(ct) : copy.WriteAsync(value, NpgsqlDbType.Text, ct);
    }

    private async Task WriteRows(NpgsqlConnection connection, CancellationToken ct)
    {
        foreach (var chunk in rows.Chunk(RowsTogether))
        {
            await using var write = new NpgsqlCommand(
                "select pcn.write_rows('{0}', array_fill(1, array[cardinality($1)]), $1, $2, null, $3)", connection);
            write.CommandTimeout = 0;
            write.Parameters.Add(StoredEvents.Texts(chunk.Select(r => r.View)));
            write.Parameters.Add(
                new() { Value = Enumerable.Range(0, chunk.Length).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
            write.Parameters.Add(
                new() { Value = chunk.Select(r => r.Row).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
            await write.ExecuteNonQueryAsync(ct);
        }
    }

    // One part that fails must not leave the others waiting for it.
    private static async Task<long> Stopping(CancellationTokenSource stop, Task<long> part)
    {
        try
        {
            return await part;
        }
        catch (Exception)
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private sealed record LoggedStream(StreamId Stream, List<StoredEvent> Events);

    private sealed record StoredEvent(long Version, DateTimeOffset At, string Type, byte[] Data, string Headers);
}
