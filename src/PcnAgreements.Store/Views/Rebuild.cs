using Npgsql;
using NpgsqlTypes;
using PcnAgreements.Store.Log;

namespace PcnAgreements.Store.Views;

/// <summary>Makes the rows of every view anew, from the first event, in one pass.</summary>
internal static class Rebuild
{
    private const int RowsAtOnce = 20_000;

    /// <summary>Fills empty tables within the caller's transaction, which holds off writers. Returns how many rows there are.</summary>
    public static async Task<long> Fill(NpgsqlConnection connection, CancellationToken ct)
    {
        await Schema.Sql.Run(connection, "select pg_advisory_xact_lock($1)", ct, Schema.AppendFunction.Lock);
        var rows = new List<ViewRow>();
        long count = 0;
        await using (var command = new NpgsqlCommand($"select {StoredEvents.Columns} from pcn.mt_events e order by e.stream_id, e.version", connection))
        {
            command.CommandTimeout = 0;
            foreach (var stream in (await StoredEvents.ReadAll(command, ct)).GroupBy(e => e.Stream))
            {
                if (Folds.Begin(stream.Key) is not { } state) continue;
                foreach (var e in stream) state = Folds.Evolve(state, e.Recorded);
                rows.AddRange(Projection.OfEvents(stream.Key, state, stream.Select(e => e.Recorded)));
                rows.AddRange(Projection.OfState(state));
            }
        }

        foreach (var chunk in rows.Chunk(RowsAtOnce))
        {
            await using var write = new NpgsqlCommand("select pcn.write_rows('{0}', array_fill(1, array[cardinality($1)]), $1, $2, $3)", connection);
            write.CommandTimeout = 0;
            write.Parameters.Add(new() { Value = chunk.Select(r => r.View).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
            write.Parameters.Add(new() { Value = chunk.Select(r => r.Key).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
            write.Parameters.Add(new() { Value = chunk.Select(r => r.Row).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
            await write.ExecuteNonQueryAsync(ct);
            count += chunk.Length;
        }

        return count;
    }
}
