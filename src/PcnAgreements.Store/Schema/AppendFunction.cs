namespace PcnAgreements.Store.Schema;

/// <summary>
/// The one write: judges a batch of appends, each on its own, and writes those that hold, in one round trip and one commit.
/// </summary>
/// <remarks>
/// What is passed: distinct streams once (<c>d_</c>), to which the streams written (<c>s_</c>) and required (<c>r_</c>) refer by ordinal;
/// events (<c>e_</c>), answers (<c>k_</c>), people (<c>p_</c>) and rows (<c>v_</c>), each with the ordinal of its append (or of its
/// stream), rising. What is answered, by append: 0 written, 1 moved, 2 key taken, 3 too late, 4 person taken or erased, with the index of
/// its first event in the proof log; and the positions of all events written, in order.
/// </remarks>
internal static class AppendFunction
{
    /// <summary>Taken by every writer of the log, whichever engine, from before it draws a position until it has committed.</summary>
    public const long Lock = 7212001;

    /// <summary>The SQLSTATE with which a fenced batch is refused.</summary>
    public const string Fenced = "PCN01";

    // The settings: planning costs more than running, so plans are kept; and what was planned on a small table must not scan it when it is
    // large. The lock wins the race of positions: whoever draws one has seen everything committed before, and commits before the next
    // draws. Streams are claimed (upserted) before a position is drawn, so that a loser leaves no gap.
    public const string Sql = """
        drop function if exists pcn.append;
        create function pcn.append(
            a_build text, a_batch uuid, a_not_after timestamptz[],
            d_stream text[], d_kind text[],
            s_append int[], s_stream int[], s_expected bigint[], s_at timestamptz[], s_count int[],
            r_append int[], r_stream int[], r_version bigint[], r_at timestamptz[],
            e_source int[], e_ordinal int[], e_id uuid[], e_type text[], e_dotnet text[], e_data jsonb[], e_headers jsonb[],
            e_correlation text[], e_causation text[], e_user text[],
            k_append int[], k_key text[], k_body_hash text[], k_status int[], k_stream text[], k_version bigint[], k_made text[],
            k_body text[], k_last int[],
            p_append int[], p_person uuid[], p_email text[], p_name text[],
            v_append int[], v_view text[], v_same int[], v_key jsonb[], v_row jsonb[],
            out outcome int[], out what text[], out actual bigint[], out at timestamptz[], out first_index bigint[],
            out positions bigint[])
        language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off as $function$
        declare
            versions bigint[];
            was bigint[];
            stamps timestamptz[];
            base bigint[] := array_fill(-1::bigint, array[cardinality(s_append)]);
            taken text[] := '{}';
            clock timestamptz;
            stamp timestamptz;
            si int := 1; sj int; ri int := 1; ki int := 1; kj int; pi int := 1; pj int;
            result int; found_what text; found_actual bigint;
            events bigint := 0;
            next_index bigint;
        begin
            perform pg_advisory_xact_lock(7212001);
            perform pcn.require_build(a_build);
            if exists (select from pcn.fence f where f.batch = a_batch) then
                raise exception 'the batch was given up' using errcode = 'PCN01';
            end if;
            clock := clock_timestamp();

            select array_agg(coalesce(s.version, 0) order by d.n), array_agg(coalesce(s.timestamp, '-infinity') order by d.n)
            into versions, stamps
            from unnest(d_stream) with ordinality d (id, n)
            left join pcn.mt_streams s on s.id = d.id;
            was := versions;
            next_index := coalesce((select r.first_index + r.count from pcn.log_range r order by r.first_index desc limit 1), 0);
            if cardinality(k_key) > 0 then
                taken := array(select a.key from pcn.answer a where a.key = any (k_key));
            end if;

            for i in 1 .. cardinality(a_not_after) loop
                result := 0; found_what := null; found_actual := null; stamp := clock;
                sj := si; kj := ki; pj := pi;
                while k_append[ki] = i loop
                    if result = 0 and k_key[ki] = any (taken) then
                        result := 2; found_what := k_key[ki];
                    end if;
                    ki := ki + 1;
                end loop;
                while s_append[si] = i loop
                    if result = 0 and (versions[s_stream[si]] <> s_expected[si] or stamps[s_stream[si]] <> s_at[si]) then
                        result := 1; found_what := d_stream[s_stream[si]]; found_actual := versions[s_stream[si]];
                    end if;
                    stamp := greatest(stamp, stamps[s_stream[si]]);
                    si := si + 1;
                end loop;
                while r_append[ri] = i loop
                    if result = 0 and (versions[r_stream[ri]] <> r_version[ri] or stamps[r_stream[ri]] <> r_at[ri]) then
                        result := 1; found_what := d_stream[r_stream[ri]]; found_actual := versions[r_stream[ri]];
                    end if;
                    ri := ri + 1;
                end loop;
                if result = 0 and stamp > a_not_after[i] then
                    result := 3;
                end if;
                while p_append[pi] = i loop
                    if result = 0 and (exists (select from pcn.person p where p.email = p_email[pi] and p.id <> p_person[pi])
                        or exists (select from pcn.person p where p.id = p_person[pi] and p.email is null and p_email[pi] is not null)) then
                        result := 4; found_what := p_email[pi];
                    end if;
                    pi := pi + 1;
                end loop;

                first_index[i] := next_index + events;
                if result = 0 then
                    for j in sj .. si - 1 loop
                        base[j] := versions[s_stream[j]];
                        versions[s_stream[j]] := base[j] + s_count[j];
                        stamps[s_stream[j]] := stamp;
                        events := events + s_count[j];
                    end loop;
                    for j in kj .. ki - 1 loop
                        taken := taken || k_key[j];
                        insert into pcn.answer (key, body_hash, status, stream, version, made, body, log_index)
                        values (k_key[j], k_body_hash[j], k_status[j], k_stream[j], k_version[j], k_made[j], k_body[j],
                            first_index[i] + nullif(k_last[j], 0) - 1);
                    end loop;
                    for j in pj .. pi - 1 loop
                        perform pcn.write_person(p_person[j], p_email[j], p_name[j]);
                    end loop;
                end if;
                outcome[i] := result; what[i] := found_what; actual[i] := found_actual;
                at[i] := case when result = 3 then clock else stamp end;
            end loop;

            positions := '{}';
            if events > 0 then
                insert into pcn.mt_streams (id, type, version, timestamp, created, tenant_id, is_archived)
                select d.id, d.kind, versions[d.n], stamps[d.n], stamps[d.n], '*DEFAULT*', false
                from unnest(d_stream, d_kind) with ordinality d (id, kind, n)
                where versions[d.n] <> was[d.n]
                on conflict (id) do update set version = excluded.version, timestamp = excluded.timestamp;

                positions := array(select nextval('pcn.mt_events_sequence') from generate_series(1, events));

                insert into pcn.mt_events (seq_id, id, stream_id, version, data, bdata, type, timestamp, tenant_id, mt_dotnet_type,
                    correlation_id, causation_id, headers, user_name, is_archived)
                select positions[row_number() over (order by e.n)], e.id, d_stream[s_stream[e.source]], base[e.source] + e.ordinal, e.data,
                    null, e.type, at[s_append[e.source]], '*DEFAULT*', e.dotnet, e.correlation, e.causation, e.headers, e.usr, false
                from unnest(e_source, e_ordinal, e_id, e_type, e_dotnet, e_data, e_headers, e_correlation, e_causation, e_user)
                    with ordinality e (source, ordinal, id, type, dotnet, data, headers, correlation, causation, usr, n)
                where base[e.source] >= 0;

                perform pcn.write_range(positions);
                perform pg_notify('pcn_log', positions[events]::text);
            end if;
            if cardinality(v_append) > 0 then
                perform pcn.write_rows(outcome, v_append, v_view, v_same, v_key, v_row);
            end if;
        end
        $function$;
        """;
}
