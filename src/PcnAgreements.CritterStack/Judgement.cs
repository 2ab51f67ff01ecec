using Npgsql;
using PcnAgreements.Domain;
using PcnAgreements.Store;
using PcnAgreements.Store.Log;
using PcnAgreements.Store.Schema;

namespace PcnAgreements.CritterStack;

/// <summary>
/// Judges the appends of a batch one after the other, each on what the ones before it came to, as <c>pcn.append</c> does: on what stands in
/// the database once the log's lock is held. So Marten is only given what holds, and nobody who loses draws a position.
/// </summary>
internal sealed class Judgement
{
    private const string Question = """
        select clock_timestamp(), exists (select from pcn.fence f where f.batch = $1),
            coalesce((select r.first_index + r.count from pcn.log_range r order by r.first_index desc limit 1), 0),
            array(
                select coalesce(s.version, 0)
                from unnest($2) with ordinality d (id, n) left join pcn.mt_streams s on s.id = d.id order by d.n),
            array(select s.timestamp from unnest($2) with ordinality d (id, n) left join pcn.mt_streams s on s.id = d.id order by d.n),
            array(select a.key from pcn.answer a where a.key = any ($3)),
            array(select p.email from pcn.person p where p.email = any ($4) order by p.id),
            array(select p.id from pcn.person p where p.email = any ($4) order by p.id),
            array(select p.id from pcn.person p where p.id = any ($5) and p.email is null)
        """;

    private readonly DateTimeOffset clock;
    private readonly Dictionary<StreamId, (long Version, DateTimeOffset At)> streams;
    private readonly HashSet<string> taken;
    private readonly Dictionary<string, Guid> emails;
    private readonly HashSet<Guid> erased;
    private long nextIndex;

    private Judgement(NpgsqlDataReader row, StreamId[] asked)
    {
        if (row.GetBoolean(1)) throw new PostgresException("the batch was given up", "ERROR", "ERROR", AppendFunction.Fenced);
        (clock, nextIndex) = (row.GetFieldValue<DateTimeOffset>(0), row.GetInt64(2));
        var (versions, stamps) = (row.GetFieldValue<long[]>(3), row.GetFieldValue<DateTimeOffset?[]>(4));
        streams = asked.Select((s, n) => (s, n)).ToDictionary(s => s.s, s => (versions[s.n], stamps[s.n] ?? DateTimeOffset.MinValue));
        taken = [.. row.GetFieldValue<string[]>(5)];
        emails = row.GetFieldValue<string[]>(6).Zip(row.GetFieldValue<Guid[]>(7)).ToDictionary(p => p.First, p => p.Second);
        erased = [.. row.GetFieldValue<Guid[]>(8)];
    }

    /// <summary>Takes the log's lock for the connection's transaction and reads what the batch is judged on, in one round trip.</summary>
    /// <param name="connection">In a transaction.</param>
    /// <param name="batch">What is to be judged.</param>
    /// <param name="seconds">How long that may take.</param>
    public static async Task<Judgement> Of(NpgsqlConnection connection, AppendBatch batch, int seconds)
    {
        var appends = batch.Pending.Select(p => p.Append).ToList();
        StreamId[] asked =
        [
            .. appends.SelectMany(a => a.Streams.Select(s => s.Stream).Concat(a.Requires.Select(r => r.Stream))).Distinct()
        ];
        await using var questions = new NpgsqlBatch(connection) { Timeout = seconds };
        // Whoever holds the lock and is not heard of any more must not hold up everybody.
        questions.BatchCommands.Add(new("set local idle_in_transaction_session_timeout = '5s'"));
        questions.BatchCommands.Add(new($"select pg_advisory_xact_lock({AppendFunction.Lock})"));
        questions.BatchCommands.Add(new("select pcn.require_build($1)") { Parameters = { new() { Value = BuildMark.Own } } });
        questions.BatchCommands.Add(new(Question)
        {
            Parameters =
            {
                new() { Value = batch.Id }, StoredEvents.Texts(asked.Select(s => s.Value)),
                StoredEvents.Texts(appends.SelectMany(a => a.Answers).Select(a => a.Key.Value)),
                StoredEvents.Texts(appends.SelectMany(a => a.People).Select(p => p.Email).OfType<string>()),
                new() { Value = appends.SelectMany(a => a.People).Select(p => p.Person.Value).ToArray() },
            },
        });
        await using var row = await questions.ExecuteReaderAsync();
        await row.NextResultAsync();
        await row.NextResultAsync();
        await row.ReadAsync();
        return new(row, asked);
    }

    /// <summary>What becomes of the next append of the batch, and with which time and index if it is written.</summary>
    public Verdict Next(Append append)
    {
        var stamp = append.Streams.Select(s => streams[s.Stream].At).Append(clock).Max();
        var verdict = new Verdict(Refusal(append, stamp), stamp, nextIndex);
        if (verdict.Refusal is not null) return verdict;
        foreach (var s in append.Streams)
        {
            streams[s.Stream] = (s.ExpectedVersion + s.Events.Count, stamp);
            nextIndex += s.Events.Count;
        }

        taken.UnionWith(append.Answers.Select(a => a.Key.Value));
        foreach (var p in append.People)
        {
            foreach (var old in emails.Where(e => e.Value == p.Person.Value).ToList()) emails.Remove(old.Key);
            if (p.Email is not null) emails[p.Email] = p.Person.Value;
            else erased.Add(p.Person.Value);
        }

        return verdict;
    }

    private AppendOutcome? Refusal(Append append, DateTimeOffset stamp)
    {
        foreach (var a in append.Answers)
            if (taken.Contains(a.Key.Value)) return new AppendOutcome.KeyTaken(a.Key);
        foreach (var (stream, version, at) in append.Streams.Select(s => new StreamVersion(s.Stream, s.ExpectedVersion, s.ExpectedAt))
            .Concat(append.Requires))
            if (streams[stream].Version != version || (at is { } time && streams[stream].At != time))
                return new AppendOutcome.Moved(stream, streams[stream].Version);
        if (stamp > append.NotAfter) return new AppendOutcome.TooLate(clock);
        foreach (var p in append.People)
            if (p.Email is not null
                && ((emails.TryGetValue(p.Email, out var owner) && owner != p.Person.Value) || erased.Contains(p.Person.Value)))
                return new AppendOutcome.PersonTaken(p.Email);
        return null;
    }
}

/// <summary>What becomes of an append.</summary>
/// <param name="Refusal">Why it is not written; null when it is.</param>
/// <param name="At">When it is written.</param>
/// <param name="FirstIndex">The index of its first event in the proof log.</param>
internal sealed record Verdict(AppendOutcome? Refusal, DateTimeOffset At, long FirstIndex);
