namespace PcnAgreements.Store.Schema;

/// <summary>
/// The tables beside the log: who people are, answers under idempotency keys, places in the proof log, checkpoints, facts.
/// </summary>
internal static class OwnTables
{
    // log_range: one row a batch says which positions got which gap-free indices (from 0). It is written under the log's lock, so the next
    // index is read off the last row: no counter row to update, and a million events need no million rows.
    // fence: a batch whose connection broke is entered here before anybody concludes that it was not written; should it still be
    // waiting somewhere in the server, it finds itself fenced off.
    public const string Sql = """
        create table pcn.person (
            id uuid not null,
            email text null,
            name text null,
            issuer text null,
            subject text null,
            constraint person_pkey primary key (id),
            constraint person_email_key unique (email),
            constraint person_issuer_subject_key unique (issuer, subject)
        );

        create table pcn.answer (
            key text not null,
            body_hash text not null,
            status integer not null,
            stream text null,
            version bigint not null,
            made text null,
            body text null,
            constraint answer_pkey primary key (key)
        );

        create table pcn.log_range (
            first_index bigint not null,
            first_position bigint not null,
            count bigint not null,
            constraint log_range_pkey primary key (first_index),
            constraint log_range_position_key unique (first_position)
        );

        create view pcn.log_index (position, index) as
            select r.first_position + n.n, r.first_index + n.n
            from pcn.log_range r
            cross join lateral generate_series(0, r.count - 1) n (n);

        create table pcn.fence (
            batch uuid not null,
            at timestamptz not null,
            constraint fence_pkey primary key (batch)
        );

        create table pcn.counter (
            name text not null,
            value bigint not null,
            constraint counter_pkey primary key (name)
        );
        insert into pcn.counter (name, value) values ('people_epoch', 0);

        create table pcn.follower (
            name text not null,
            position bigint not null,
            constraint follower_pkey primary key (name)
        );

        create table pcn.service_fact (
            name text not null,
            value text not null,
            constraint service_fact_pkey primary key (name)
        );
        """;

    /// <summary>
    /// Gives events that stand behind the last range their places: those of a database that the other engine began. Nothing in most cases.
    /// </summary>
    public const string FillRanges = """
        insert into pcn.log_range (first_index, first_position, count)
        select coalesce(l.index, 0) + min(e.rank) - 1, min(e.seq_id), count(*)
        from (
            select e.seq_id, row_number() over (order by e.seq_id) as rank
            from pcn.mt_events e
            where e.seq_id > coalesce((select max(r.first_position + r.count - 1) from pcn.log_range r), 0)
        ) e
        left join (select max(r.first_index + r.count) as index from pcn.log_range r) l on true
        group by l.index, e.seq_id - e.rank
        """;
}
