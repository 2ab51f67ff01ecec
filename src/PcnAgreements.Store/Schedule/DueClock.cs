using Npgsql;
using PcnAgreements.Domain;
using PcnAgreements.Store.Log;

namespace PcnAgreements.Store.Schedule;

/// <summary>Something the service must do by itself at a moment.</summary>
/// <param name="Stream">Which aggregate it concerns.</param>
/// <param name="Key">What of it, as the derivation of due work named it.</param>
/// <param name="At">When.</param>
public sealed record DueRow(StreamId Stream, string Key, DateTimeOffset At);

/// <summary>
/// What is due by the database's clock. The rows are derived from the events and go with the event that does what was due, so asking again
/// after a crash, or on another instance, finds what is still to be done.
/// </summary>
public sealed class DueClock
{
    private readonly NpgsqlDataSource source;

    internal DueClock(NpgsqlDataSource source) => this.source = source;

    /// <summary>What is due now, longest due first; when the next thing will be (null: nothing is waiting); and what time it is.</summary>
    /// <param name="limit">The most rows to be had at once; when there are that many, there may be more.</param>
    /// <param name="ct">Cancels.</param>
    public Task<(IReadOnlyList<DueRow> Due, DateTimeOffset? Next, DateTimeOffset Now)> ReadDue(int limit, CancellationToken ct) =>
        Query.Run(source, """
        with clock as materialized (select clock_timestamp() as now)
        select c.now, (select min(d.at) from pcn.due d where d.at > c.now), due.stream, due.key, due.at
        from clock c
        left join lateral (
            select d.stream, d.key, d.at from pcn.due d where d.at <= c.now order by d.at, d.stream, d.key limit $1
        ) due on true
        order by due.at, due.stream, due.key
        """, async command =>
    {
        var due = new List<DueRow>();
        DateTimeOffset? next = null;
        DateTimeOffset now = default;
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            now = row.GetFieldValue<DateTimeOffset>(0);
            next = row.IsDBNull(1) ? null : row.GetFieldValue<DateTimeOffset>(1);
            if (!row.IsDBNull(2)) due.Add(new(new(row.GetString(2)), row.GetString(3), row.GetFieldValue<DateTimeOffset>(4)));
        }

        return ((IReadOnlyList<DueRow>)due, next, now);
    }, StoredEvents.Number(limit));
}
