using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using PcnAgreements.Benchmarks.Measures;
using PcnAgreements.Benchmarks.Surroundings;

namespace PcnAgreements.Benchmarks.Floors;

/// <summary>The version check that a warm read makes, by Npgsql and nothing around it: the same statement, the same streams.</summary>
internal sealed class RawVersionCheck : IClient
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlCommand command;

    public RawVersionCheck(Database database, string[] streams)
    {
        connection = database.Open();
        command = new("""
            select clock_timestamp(), (select c.value from pcn.counter c where c.name = 'people_epoch'),
                array_agg(coalesce(s.version, 0) order by d.n), array_agg(s.timestamp order by d.n)
            from unnest($1) with ordinality d (id, n)
            left join pcn.mt_streams s on s.id = d.id
            """, connection);
        command.Parameters.Add(new() { Value = streams, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Prepare();
    }

    public void Do()
    {
        using var reader = command.ExecuteReader();
        reader.Read();
        if (reader.GetFieldValue<long[]>(2)[0] == 0) throw new InvalidOperationException("The agreement is not there.");
    }

    public void Dispose()
    {
        command.Dispose();
        connection.Dispose();
    }
}

/// <summary>Reading events by Npgsql, every column that a fold needs, without making anything of them.</summary>
internal static class RawEvents
{
    /// <summary>How long it takes, connecting not counted, and how many there were.</summary>
    public static (TimeSpan Time, long Count) Read(Database database, string where = "true")
    {
        using var connection = database.Open(database.Owner);
        var began = Stopwatch.GetTimestamp();
        long count = 0, bytes = 0;
        using var command = new NpgsqlCommand(
            $"select e.seq_id, e.stream_id, e.version, e.timestamp, e.type, e.data, e.headers, e.correlation_id from pcn.mt_events e where {where} order by e.stream_id, e.version",
            connection);
        using var row = command.ExecuteReader();
        for (; row.Read(); count++)
        {
            bytes += row.GetInt64(0) + row.GetString(1).Length + row.GetInt64(2) + row.GetFieldValue<DateTimeOffset>(3).Ticks
                + row.GetString(4).Length
                + row.GetFieldValue<byte[]>(5).Length + row.GetFieldValue<byte[]>(6).Length
                    + (row.IsDBNull(7) ? 0 : row.GetString(7).Length);
        }

        return bytes == 0 ? throw new InvalidOperationException("There are no events.") : (Stopwatch.GetElapsedTime(began), count);
    }
}
