using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;
using PcnAgreements.Benchmarks.Surroundings;
using PcnAgreements.Domain;

namespace PcnAgreements.Faults.Histories;

/// <summary>An event as the log has it.</summary>
internal sealed record Logged(
    long Position, string Stream, long Version, DateTimeOffset At, string Type, string Data, Actor Actor, string? Request)
{
    /// <summary>The event itself.</summary>
    public DomainEvent Event => EventJson.Read(Type, Data);
}

/// <summary>An answer kept under an idempotency key.</summary>
internal sealed record Kept(string? Stream, long Version);

/// <summary>What the database holds once all is quiet, read without a line of the service's own reading.</summary>
internal sealed partial class Record(Database? database)
{
    /// <summary>Every event, in order of position.</summary>
    public IReadOnlyList<Logged> Events { get; private set; } = [];

    /// <summary>Positions by index of the proof log, as its ranges give them.</summary>
    public IReadOnlyList<(long Index, long Position, long Count)> Ranges { get; private set; } = [];

    public IReadOnlyList<Kept> Answers { get; private set; } = [];

    /// <summary>Version of every stream, as the table of streams has it.</summary>
    public IReadOnlyDictionary<string, long> Versions { get; private set; } = new Dictionary<string, long>();

    /// <summary>The ids of people, by e-mail address.</summary>
    public IReadOnlyDictionary<string, PersonId> People { get; private set; } = new Dictionary<string, PersonId>();

    /// <summary>When it was read, by the database's clock.</summary>
    public DateTimeOffset ReadAt { get; private set; }

    /// <summary>
    /// One that was not read anywhere: these events, each place in the log with its index, these people, and so many answers kept.
    /// </summary>
    public static Record Of(
        IReadOnlyList<Logged> events, int answers, IReadOnlyDictionary<string, PersonId>? people = null, DateTimeOffset readAt = default)
    => new(null)
    {
        Events = events, Ranges = [.. events.Select((e, n) => ((long)n, e.Position, 1L))],
        Answers = [.. Enumerable.Repeat(new Kept(null, 0), answers)],
        People = people ?? new Dictionary<string, PersonId>(), ReadAt = readAt,
        Versions = events.GroupBy(e => e.Stream).ToDictionary(g => g.Key, g => g.Max(e => e.Version)),
    };

    /// <summary>Reads it.</summary>
    public static async Task<Record> Read(Database database)
    {
        var record = new Record(database)
        {
            Events = await Rows(database, """
                select e.seq_id, e.stream_id, e.version, e.timestamp, e.type, e.data::text, e.headers::text, e.correlation_id
                from pcn.mt_events e order by e.seq_id
                """, r => new Logged(
                r.GetInt64(0), string.Intern(r.GetString(1)), r.GetInt64(2), r.GetFieldValue<DateTimeOffset>(3), r.GetString(4),
                r.GetString(5), ActorOf(r.GetString(6)),
                r.IsDBNull(7) ? null : r.GetString(7))),
            Ranges = await Rows(
                database, "select first_index, first_position, count from pcn.log_range order by first_index",
                r => (r.GetInt64(0), r.GetInt64(1), r.GetInt64(2))),
            Answers = await Rows(
                database, "select stream, version from pcn.answer", r => new Kept(r.IsDBNull(0) ? null : r.GetString(0), r.GetInt64(1))),
            Versions = (await Rows(database, "select id, version from pcn.mt_streams", r => (r.GetString(0), r.GetInt64(1))))
                .ToDictionary(v => v.Item1, v => v.Item2),
        };
        record.People = (await Rows(database, "select email, id from pcn.person where email is not null",
            r => (r.GetString(0), new PersonId(r.GetGuid(1))))).ToDictionary(p => p.Item1, p => p.Item2);
        record.ReadAt = (await Rows(database, "select clock_timestamp()", r => r.GetFieldValue<DateTimeOffset>(0)))[0];
        return record;
    }

    /// <summary>The id of whoever has an e-mail address; null for nobody on record.</summary>
    public PersonId? PersonOf(string email) => People.TryGetValue(email, out var person) ? person : null;

    /// <summary>The rows of every view as text, table by table.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Views()
    {
        var names = (await Rows(database!, "select value from pcn.service_fact where name = 'views'", r => r.GetString(0)))[0]
            .Split(' ')[1..];
        var views = new Dictionary<string, string>();
        foreach (var name in names)
            views[name] = string.Join(
                '\n', await Rows(database!, $"select to_jsonb(t)::text from pcn.{name} t order by 1", r => r.GetString(0)));
        return views;
    }

    /// <summary>The operation whose mark an event's words hold; null for none.</summary>
    public static int? MarkIn(string data) => Mark().Match(data) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan) : null;

    private static Actor ActorOf(string headers) => JsonSerializer.Deserialize<Actor>(headers, EventJson.Options)!;

    private static async Task<List<T>> Rows<T>(Database database, string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = database.Open(database.Owner);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var row = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await row.ReadAsync()) rows.Add(read(row));
        return rows;
    }

    [GeneratedRegex(@"op-(\d+)\.")]
    private static partial Regex Mark();
}
