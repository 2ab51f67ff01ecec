using Npgsql;
using NpgsqlTypes;
using PcnAgreements.Domain;
using PcnAgreements.Store.Log;

namespace PcnAgreements.Store.Views;

/// <summary>What of a history is asked for; null asks for all.</summary>
public sealed record HistoryFilter
{
    /// <summary>
    /// Events of, for or about a party: it acted, somebody acted on its behalf, or it is what the event is about; a ballot on it with every
    /// vote, what became of the amendments it proposed, and the proxies it was given are among them.
    /// </summary>
    public OdsCode? Party { get; init; }

    /// <summary>Events by a person, or of their signature on paper.</summary>
    public PersonId? Person { get; init; }

    /// <summary>
    /// Events about a clause: ballots and amendments on it among them, the drafting that brought it, and each edition that changed it.
    /// </summary>
    public ClauseKey? Clause { get; init; }

    /// <summary>Events of these types, by the names they are stored under.</summary>
    public IReadOnlyCollection<string>? Types { get; init; }

    /// <summary>From this moment on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this moment.</summary>
    public DateTimeOffset? To { get; init; }
}

/// <summary>One event of a history.</summary>
/// <param name="Event">The event as the log keeps it.</param>
/// <param name="Clause">The clause it is about; null when about none.</param>
/// <param name="Ballot">The ballot it is about; null when about none.</param>
public sealed record HistoryEntry(LoggedEvent Event, ClauseKey? Clause, BallotKey? Ballot);

/// <summary>Reads histories: filtered by the view, told by the log.</summary>
/// <param name="source">Connections of the running role.</param>
public sealed class Histories(NpgsqlDataSource source)
{
    /// <summary>Events of one stream after a version and up to another, in order, as many as asked for at most.</summary>
    /// <exception cref="LogUnavailableException">The database cannot be had.</exception>
    public Task<List<HistoryEntry>> Read(StreamId stream, HistoryFilter filter, long after, long upTo, int limit, CancellationToken ct) =>
        Query.Run(
        source,
        $"""
        select {StoredEvents.Columns}, h.clause, h.ballot
        from pcn.history h
        join pcn.mt_events e on e.stream_id = h.stream and e.version = h.version
        where h.stream = $1 and h.version > $2 and h.version <= $3
            and ($4 is null or $4 in (h.party, h.organisation, h.on_behalf_of)
                or (h.type = 'agreement_drafted' and e.data -> 'parties' @> jsonb_build_array(jsonb_build_object('ods', $4)))
                or (h.type = 'proxy_given' and e.data ->> 'holder' = $4)
                or h.ballot in (
                    select b.ballot from pcn.history b where b.stream = $1 and b.type = 'ballot_opened' and b.party = $4))
            and ($5 is null or h.person = $5 or e.data ->> 'signatory' = $5::text)
            and ($6 is null or h.clause = $6
                or (h.type = 'agreement_drafted' and e.data -> 'clauses' @> jsonb_build_array(jsonb_build_object('key', $6)))
                or (h.type = 'edition_adopted' and e.data -> 'steps' @> jsonb_build_array(jsonb_build_object('clause', $6))))
            and ($7 is null or h.type = any ($7))
            and ($8 is null or e.timestamp >= $8)
            and ($9 is null or e.timestamp < $9)
        order by h.version
        limit $10
        """,
        async command =>
        {
            var entries = new List<HistoryEntry>();
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct))
            {
                entries.Add(new(
                    StoredEvents.Read(row), row.IsDBNull(8) ? null : ClauseKey.Parse(row.GetString(8)),
                    !row.IsDBNull(9) && BallotKey.TryParse(row.GetString(9), out var ballot) ? ballot : null));
            }

            return entries;
        },
        StoredEvents.Text(stream.Value), StoredEvents.Number(after), StoredEvents.Number(upTo), StoredEvents.Text(filter.Party?.ToString()),
        Given(filter.Person?.Value, NpgsqlDbType.Uuid), StoredEvents.Text(filter.Clause?.ToString()),
        Given(filter.Types?.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text),
        Given(filter.From?.ToUniversalTime(), NpgsqlDbType.TimestampTz),
        Given(filter.To?.ToUniversalTime(), NpgsqlDbType.TimestampTz), StoredEvents.Number(limit));

    private static NpgsqlParameter Given(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
