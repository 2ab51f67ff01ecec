using Npgsql;
using PcnAgreements.Domain;
using PcnAgreements.Store.Log;

namespace PcnAgreements.Store.Tree;

/// <summary>An event as its row stands, for its entry in the proof log: its data are not interpreted.</summary>
/// <param name="Position">Its place in the whole log.</param>
/// <param name="Index">The index it was given in the proof log; null when it was given none.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">Its place in its stream.</param>
/// <param name="At">When it was written, UTC.</param>
/// <param name="Type">The name it is stored under.</param>
/// <param name="Data">Its data as the database writes JSON.</param>
/// <param name="Actor">Who made it happen.</param>
/// <param name="RequestId">The id of the request that caused it.</param>
public sealed record EventRow(
    long Position, long? Index, string Stream, long Version, DateTimeOffset At, string Type, byte[] Data, Actor Actor, string? RequestId)
{
    /// <summary>
    /// Why the row cannot be what was recorded, in words; null when it may be. Of such a row only position and index are good.
    /// </summary>
    public string? Damage { get; private init; }

    // What no engine ever writes otherwise stands in the row all the same: one of them leaves out events that are called archived.
    internal const string Columns = """
        e.seq_id, (
            select case when e.seq_id < r.first_position + r.count then r.first_index + e.seq_id - r.first_position end
            from pcn.log_range r where r.first_position <= e.seq_id order by r.first_position desc limit 1),
        e.stream_id, e.version, e.timestamp, e.type, e.data, e.headers, e.correlation_id,
        e.tenant_id is distinct from '*DEFAULT*' or e.is_archived is distinct from false or e.bdata is not null
        """;

    // A row that somebody changed may hold anything: whatever keeps it from being read is said, not thrown.
    internal static EventRow Read(NpgsqlDataReader row)
    {
        var position = row.GetInt64(0);
        var index = row.IsDBNull(1) ? (long?)null : row.GetInt64(1);
        try
        {
            var headers = row.IsDBNull(7) ? "" : row.GetString(7);
            var read = new EventRow(
                position, index, row.GetString(2), row.GetInt64(3), row.GetFieldValue<DateTimeOffset>(4), row.GetString(5),
                row.GetFieldValue<byte[]>(6), EventHeaders.Read(headers), row.IsDBNull(8) ? null : row.GetString(8));
            if (!EventHeaders.AreAsWritten(headers, read.Actor)) return read with { Damage = "who did it is not written there as it was" };
            return row.GetBoolean(9)
                ? read with { Damage = "it is marked as what no event here is: archived, another tenant's or binary" }
                : read;
        }
        catch (Exception e) when (e is not (NpgsqlException or OperationCanceledException or OutOfMemoryException))
        {
            return new(position, index, "", 0, default, "", [], Actor.System, null) { Damage = "its row cannot be read" };
        }
    }
}
