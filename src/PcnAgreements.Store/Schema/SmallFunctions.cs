namespace PcnAgreements.Store.Schema;

/// <summary>The functions that the one write and its settlement are made of.</summary>
internal static class SmallFunctions
{
    // write_person: the epoch rises only when somebody already on record changes: a new person is in nobody's cache. It rises to the time,
    // so that once a database was put back it does not come to what it was before by another change. Whoever was erased
    // is never entered again. What stands for a person in the proof log is made with them and outlives them; only its salt goes.
    // write_range: positions drawn together are one range; only a foreign draw in between would make two. Not in language sql, which
    // would plan it anew for every batch, under the log's lock. settle: takes that lock, so a batch that is committing is seen, and fences
    // the batch, so one that still waits cannot come later.
    public const string Sql = """
        drop function if exists pcn.write_person;
        create function pcn.write_person(a_id uuid, a_email text, a_name text) returns void
        language plpgsql as $function$
        declare
            changed boolean;
        begin
            if a_email is null then
                update pcn.person set email = null, name = null, issuer = null, subject = null
                where id = a_id and (email is not null or name is not null or subject is not null);
                changed := found;
                update pcn.commitment set salt = null where person = a_id and salt is not null;
            else
                insert into pcn.person (id, email, name) values (a_id, a_email, a_name) on conflict (id) do nothing;
                if found then
                    perform pcn.commit_to(a_id, a_email);
                    return;
                end if;
                update pcn.person set email = a_email, name = coalesce(a_name, name)
                where id = a_id and email is not null and (email <> a_email or name is distinct from coalesce(a_name, name));
                changed := found;
            end if;
            if changed then
                update pcn.counter set value = greatest(value + 1, (extract(epoch from clock_timestamp()) * 1000000)::bigint)
                where name = 'people_epoch';
            end if;
        end
        $function$;

        drop function if exists pcn.write_range;
        create function pcn.write_range(a_positions bigint[]) returns void
        language plpgsql as $function$
        begin
            insert into pcn.log_range (first_index, first_position, count)
            select next.index + min(p.n) - 1, min(p.position), count(*)
            from unnest(a_positions) with ordinality p (position, n)
            cross join (
                select coalesce((select r.first_index + r.count from pcn.log_range r order by r.first_index desc limit 1), 0) as index
            ) next
            group by next.index, p.position - p.n;
        end
        $function$;

        drop function if exists pcn.settle;
        create function pcn.settle(a_batch uuid, a_stream text[], a_version bigint[], a_causation text[]) returns boolean[]
        language plpgsql as $function$
        begin
            perform pg_advisory_xact_lock(7212001);
            delete from pcn.fence f where f.at < clock_timestamp() - interval '30 days';
            insert into pcn.fence (batch, at) values (a_batch, clock_timestamp()) on conflict (batch) do nothing;
            return array(
                select exists (
                    select from pcn.mt_events e
                    where e.stream_id = s.stream and e.version = s.version and e.causation_id = s.causation)
                from unnest(a_stream, a_version, a_causation) with ordinality s (stream, version, causation, n)
                order by s.n);
        end
        $function$;
        """;
}
