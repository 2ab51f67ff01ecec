namespace PcnAgreements.Store.Schema;

/// <summary>
/// The tables of the proof log: what stands for each person in its entries, the hashes of its tree, and its signed checkpoints.
/// </summary>
internal static class ProofTables
{
    // commitment: made with the person, by the append that enters them (pcn.write_person), and kept when they are erased: only the salt
    // goes. log_node: full nodes alone, so none ever changes; level 0 are the leaves. A proof reads a few for each level, in one go.
    // log_checkpoint: the newest is what is served; of the older ones some are kept, each narrowing down where an export goes wrong.
    public const string Sql = """
        alter table pcn.answer add column log_index bigint null;

        create table pcn.commitment (
            person uuid not null,
            salt bytea null,
            value text not null,
            constraint commitment_pkey primary key (person),
            constraint commitment_value_key unique (value)
        );

        create table pcn.log_node (
            level smallint not null,
            index bigint not null,
            hash bytea not null,
            constraint log_node_pkey primary key (level, index)
        );
        alter table pcn.log_node alter column hash set storage plain;

        create table pcn.log_checkpoint (
            origin text not null,
            size bigint not null,
            note text not null,
            at timestamptz not null,
            constraint log_checkpoint_pkey primary key (origin, size)
        );

        create table pcn.log_cosignature (
            origin text not null,
            size bigint not null,
            witness text not null,
            line text not null,
            constraint log_cosignature_pkey primary key (origin, size, witness),
            constraint log_cosignature_checkpoint_fkey
                foreign key (origin, size) references pcn.log_checkpoint (origin, size) on delete cascade
        );
        """;

    // 366 random bits from three identifiers: the server's own strong source, without an extension. An address holds no character
    // that JSON would write otherwise than to_json does.
    /// <summary>The function that enters a person's commitment, and what enters those of people who were there before it.</summary>
    public const string Functions = """
        drop function if exists pcn.commit_to;
        create function pcn.commit_to(a_person uuid, a_email text) returns void
        language sql as $function$
            insert into pcn.commitment (person, salt, value)
            select a_person, s.salt, encode(sha256(
                convert_to('pcn-agreements/person/v1' || chr(10), 'UTF8') || s.salt
                || convert_to('{"email":' || to_json(a_email)::text || ',"id":"' || a_person || '"}', 'UTF8')), 'hex')
            from (
                select sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) as salt
            ) s
            on conflict (person) do nothing
        $function$;
        """;

    // Until now a rename that was under way while somebody was erased could enter them again; their salt was gone for good.
    /// <summary>Erases again whoever was entered again after they were erased.</summary>
    public const string EraseAgain = """
        update pcn.person p set email = null, name = null, issuer = null, subject = null
        from pcn.commitment c
        where c.person = p.id and c.salt is null and p.email is not null
        """;

    /// <summary>Commits to the people who were on record before commitments were. Nothing in most cases.</summary>
    public const string FillCommitments = """
        select pcn.commit_to(p.id, p.email)
        from pcn.person p
        where p.email is not null and not exists (select from pcn.commitment c where c.person = p.id)
        """;
}
