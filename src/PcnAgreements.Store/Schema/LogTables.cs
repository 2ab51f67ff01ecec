using Npgsql;

namespace PcnAgreements.Store.Schema;

/// <summary>
/// The tables that both engines share: as Marten 9.29.0 lays them out with streams named by text, quick appends and every column of
/// metadata. Column names, types, keys and constraint names are Marten's; a database begun here is continued there and back.
/// </summary>
internal static class LogTables
{
    /// <summary>The version of Marten whose tables these are.</summary>
    public const string MartenVersion = "9.29.0";

    // Marten gives mt_events.timestamp a constant default (the moment the table was made). Nobody may rely on a default here:
    // every column is named when writing. So ours is a sane one; Marten's own check does not look at it.
    // The free room in mt_streams keeps its updates off the index.
    public const string Sql = """
        create table if not exists pcn.mt_streams (
            id varchar not null,
            type varchar null,
            version bigint null,
            timestamp timestamptz not null default now(),
            created timestamptz not null default now(),
            tenant_id varchar null default '*DEFAULT*',
            is_archived boolean null default false,
            constraint pkey_mt_streams_id primary key (id)
        ) with (fillfactor = 70);

        create table if not exists pcn.mt_events (
            seq_id bigint not null,
            id uuid not null,
            stream_id varchar null,
            version bigint not null,
            data jsonb not null,
            bdata bytea null,
            type varchar(500) not null,
            timestamp timestamptz not null default now(),
            tenant_id varchar null default '*DEFAULT*',
            mt_dotnet_type varchar null,
            correlation_id varchar null,
            causation_id varchar null,
            headers jsonb null,
            user_name varchar null,
            is_archived boolean null default false,
            constraint pkey_mt_events_seq_id primary key (seq_id),
            constraint fkey_mt_events_stream_id foreign key (stream_id) references pcn.mt_streams (id) on delete cascade
        );

        create unique index if not exists pk_mt_events_stream_and_version on pcn.mt_events using btree (stream_id, version);

        create sequence if not exists pcn.mt_events_sequence;
        alter sequence pcn.mt_events_sequence owned by pcn.mt_events.seq_id;

        create table if not exists pcn.mt_event_progression (
            name varchar not null,
            last_seq_id bigint null,
            last_updated timestamptz null default transaction_timestamp(),
            constraint pk_mt_event_progression primary key (name)
        );
        """;

    private const string Expected =
        "mt_streams: id character varying, type character varying, version bigint, timestamp timestamp with time zone, "
        + "created timestamp with time zone, tenant_id character varying, is_archived boolean; "
        + "mt_events: seq_id bigint, id uuid, stream_id character varying, version bigint, data jsonb, bdata bytea, "
        + "type character varying(500), timestamp timestamp with time zone, tenant_id character varying, mt_dotnet_type character varying, "
        + "correlation_id character varying, causation_id character varying, headers jsonb, user_name character varying, "
        + "is_archived boolean";

    /// <summary>Makes sure that the tables and their keys are those of <see cref="MartenVersion"/>, whoever made them.</summary>
    public static async Task Check(NpgsqlConnection connection, CancellationToken ct)
    {
        var found = await Schema.Sql.Ask<string>(connection, """
            select string_agg(t.name || ': ' || t.columns, '; ' order by t.n)
            from (
                select n.name, n.n, string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', ' order by a.attnum) as columns
                from unnest(array['mt_streams', 'mt_events']) with ordinality n (name, n)
                join pg_attribute a on a.attrelid = ('pcn.' || n.name)::regclass and a.attnum > 0 and not a.attisdropped
                group by n.name, n.n
            ) t
            """, ct);
        if (found != Expected)
        {
            throw new SchemaException(
                $"The tables of events are not those of Marten {MartenVersion}: another version has changed them. "
                + $"Expected {Expected}; found {found}.");
        }

        // The last guard against a version that is there twice, and nothing would seem to be missing without it.
        var missing = await Schema.Sql.Ask<string>(connection, """
            select coalesce(string_agg(w.name || ' (' || array_to_string(w.columns, ', ') || ')', '; '), '')
            from (values ('mt_streams', array['id']), ('mt_events', array['seq_id']), ('mt_events', array['stream_id', 'version']))
                w (name, columns)
            where not exists (
                select from pg_index i
                where i.indrelid = ('pcn.' || w.name)::regclass and i.indisunique and i.indisvalid and i.indpred is null
                    and w.columns = (
                        select array_agg(a.attname::text order by k.n)
                        from unnest(i.indkey) with ordinality k (attnum, n)
                        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum))
            """, ct);
        if (missing is { Length: > 0 })
            throw new SchemaException(
                $"The tables of events lack what keeps an event from being there twice: a unique index on {missing}. "
                + "Make it again before the service starts.");
    }
}
