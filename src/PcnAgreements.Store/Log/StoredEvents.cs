using Npgsql;
using NpgsqlTypes;
using PcnAgreements.Domain;

namespace PcnAgreements.Store.Log;

/// <summary>Reads events as the tables keep them.</summary>
internal static class StoredEvents
{
    /// <summary>The columns an event is read from, in the order <see cref="Read"/> expects.</summary>
    public const string Columns = "e.seq_id, e.stream_id, e.version, e.timestamp, e.type, e.data, e.headers, e.correlation_id";

    public static LoggedEvent Read(NpgsqlDataReader row)
    {
        return new(
            row.GetInt64(0), new(row.GetString(1)), row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(3),
            EventHeaders.Read(row.IsDBNull(6) ? "" : row.GetString(6)),
            row.IsDBNull(7) ? null : row.GetString(7), EventJson.Read(row.GetString(4), row.GetFieldValue<byte[]>(5)));
    }

    public static async Task<List<LoggedEvent>> ReadAll(NpgsqlCommand command, CancellationToken ct)
    {
        var events = new List<LoggedEvent>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) events.Add(Read(reader));
        return events;
    }

    public static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    public static NpgsqlParameter Texts(IEnumerable<string> values) =>
        new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    public static NpgsqlParameter Number(long value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Bigint };
}
