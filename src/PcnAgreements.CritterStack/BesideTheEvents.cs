using Marten;
using PcnAgreements.CritterStack.Events;

namespace PcnAgreements.CritterStack;

/// <summary>
/// What an append writes that Marten knows nothing of: kept answers, people, the events' places in the proof log, and the ring that wakes
/// whoever follows the log. Queued behind the events, in their transaction.
/// </summary>
internal static class BesideTheEvents
{
    /// <summary>Queues it for all appends of a batch that hold.</summary>
    public static void Queue(IDocumentSession session, IReadOnlyList<Judged> holding)
    {
        Answers(session, holding);
        foreach (var person in holding.SelectMany(j => j.Append.Append.People))
            session.QueueSqlCommand("select pcn.write_person(?, ?::text, ?::text)", person.Person.Value, person.Email!, person.Name!);
        ViewsProjection.Write(session, holding.Where(j => j.Append.EventCount == 0).Select(j => j.Append));
        if (holding.Any(j => j.Append.EventCount > 0)) Places(session, holding);
    }

    private static void Answers(IDocumentSession session, IReadOnlyList<Judged> holding)
    {
        var answers = holding.SelectMany(j => j.Append.Append.Answers.Select(a => (
            Kept: a, Index: a.LastEvent == 0 ? (long?)null : j.FirstIndex + a.LastEvent - 1))).ToList();
        if (answers.Count == 0) return;
        session.QueueSqlCommand(
            """
            insert into pcn.answer (key, body_hash, status, stream, version, made, body, log_index)
            select a.key, a.body_hash, a.status, a.stream, a.version, a.made, a.body, a.log_index
            from unnest(?::text[], ?::text[], ?::int[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::bigint[])
                a (key, body_hash, status, stream, version, made, body, log_index)
            """,
            answers.Select(a => a.Kept.Key.Value).ToArray(), answers.Select(a => a.Kept.BodyHash).ToArray(),
            answers.Select(a => a.Kept.Status).ToArray(), answers.Select(a => a.Kept.Stream?.Value).ToArray(),
            answers.Select(a => a.Kept.Version).ToArray(), answers.Select(a => a.Kept.Made).ToArray(),
            answers.Select(a => a.Kept.Body).ToArray(), answers.Select(a => a.Index).ToArray());
    }

    // Marten stamps a stream with the time its transaction began, which may be before its last event; the next append must not go back.
    private static void Places(IDocumentSession session, IReadOnlyList<Judged> holding)
    {
        var streams = holding.SelectMany(j => j.Append.Append.Streams.Select(s => (s.Stream, j.At)))
            .GroupBy(s => s.Stream).Select(g => (Id: g.Key.Value, At: g.Max(s => s.At))).ToList();
        session.QueueSqlCommand(
            "update pcn.mt_streams s set timestamp = d.at from unnest(?::text[], ?::timestamptz[]) d (id, at) where s.id = d.id",
            streams.Select(s => s.Id).ToArray(), streams.Select(s => s.At).ToArray());

        // Each event by its key, one by one: joined as sets, the whole table would be read for every batch.
        var events = holding.SelectMany(j => j.Append.Append.Streams)
            .SelectMany(s => s.Events.Select((_, n) => (Id: s.Stream.Value, Version: s.ExpectedVersion + n + 1))).ToList();
        session.QueueSqlCommand(
            """
            select pcn.write_range(array(
                select e.seq_id
                from unnest(?::text[], ?::bigint[]) d (id, version)
                cross join lateral (select e.seq_id from pcn.mt_events e where e.stream_id = d.id and e.version = d.version offset 0) e
                order by e.seq_id))
            """,
            events.Select(e => e.Id).ToArray(), events.Select(e => e.Version).ToArray());
        session.QueueSqlCommand("select pg_notify('pcn_log', currval('pcn.mt_events_sequence')::text)");
    }
}
