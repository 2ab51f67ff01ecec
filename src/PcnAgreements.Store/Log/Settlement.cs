using Npgsql;
using NpgsqlTypes;

namespace PcnAgreements.Store.Log;

/// <summary>
/// Finds out what became of appends whose connection broke. The batch is fenced off first, under the log's lock, so that what is not there
/// then never will be; only then may it be written again.
/// </summary>
internal sealed class Settlement(NpgsqlDataSource source, StoreOptions options)
{
    /// <summary>
    /// Gives the appends that were written their outcome, and returns the others. When the database does not answer in time, all of them
    /// fail with <see cref="OutcomeUnknownException"/>, and none is returned.
    /// </summary>
    public async Task<IReadOnlyList<PendingAppend>> Settle(AppendBatch batch, Exception why, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(options.SettleWithin);
        for (var wait = 50; ; wait = Math.Min(wait * 2, 1_000))
        {
            try
            {
                return await Settle(batch.Id, batch.Pending, patience.Token);
            }
            catch (Exception e) when (!patience.IsCancellationRequested && SqlStates.IsRefusal(e))
            {
                await Task.Delay(wait, patience.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
            catch (Exception)
            {
                foreach (var pending in batch.Pending) pending.Fail(new OutcomeUnknownException(pending, batch.Id, why));
                return [];
            }
        }
    }

    /// <summary>Asks once.</summary>
    public async Task<IReadOnlyList<PendingAppend>> Settle(Guid batch, IReadOnlyList<PendingAppend> appends, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand("select pcn.settle($1, $2, $3, $4)", connection);
        command.Parameters.Add(new() { Value = batch });
        command.Parameters.Add(
            Array(NpgsqlDbType.Text, appends.Select(p => p.Append.Streams is [var s, ..] ? s.Stream.Value : null).ToArray()));
        command.Parameters.Add(
            Array(NpgsqlDbType.Bigint, appends.Select(p => p.Append.Streams is [var s, ..] ? s.ExpectedVersion + 1 : 0).ToArray()));
        command.Parameters.Add(Array(NpgsqlDbType.Text, appends.Select(p => p.Id.ToString()).ToArray()));
        var written = (bool[])(await command.ExecuteScalarAsync(ct))!;
        for (var i = 0; i < appends.Count; i++)
        {
            if (written[i]) await Complete(connection, appends[i], ct);
        }

        return [.. appends.Where((_, i) => !written[i])];
    }

    private static async Task Complete(NpgsqlConnection connection, PendingAppend pending, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            select e.seq_id, e.timestamp, (
                select r.first_index + e.seq_id - r.first_position
                from pcn.log_range r where r.first_position <= e.seq_id order by r.first_position desc limit 1)
            from unnest($1, $2, $3) with ordinality s (stream, version, count, n)
            cross join lateral generate_series(s.version + 1, s.version + s.count) v (version)
            join pcn.mt_events e on e.stream_id = s.stream and e.version = v.version
            order by s.n, v.version
            """, connection);
        var streams = pending.Append.Streams;
        command.Parameters.Add(Array(NpgsqlDbType.Text, streams.Select(s => s.Stream.Value).ToArray()));
        command.Parameters.Add(Array(NpgsqlDbType.Bigint, streams.Select(s => s.ExpectedVersion).ToArray()));
        command.Parameters.Add(Array(NpgsqlDbType.Integer, streams.Select(s => s.Events.Count).ToArray()));
        var positions = new List<long>();
        var (at, firstIndex) = (default(DateTimeOffset), 0L);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            positions.Add(reader.GetInt64(0));
            at = reader.GetFieldValue<DateTimeOffset>(1);
            if (positions.Count == 1) firstIndex = reader.GetInt64(2);
        }

        pending.Complete(pending.Written(at, firstIndex, positions.ToArray()));
    }

    private static NpgsqlParameter Array(NpgsqlDbType type, object values) =>
        new() { Value = values, NpgsqlDbType = type | NpgsqlDbType.Array };
}
