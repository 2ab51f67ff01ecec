namespace PcnAgreements.Store.Views;

/// <summary>The table of one read model: what it is called, what names a row, what a row holds.</summary>
/// <param name="Name">Its name in schema <c>pcn</c>.</param>
/// <param name="Key">The columns that name a row.</param>
/// <param name="Columns">Every column as its definition; the name comes first.</param>
/// <param name="Indexes">What its queries look for, each as it stands behind <c>on table</c>.</param>
internal sealed record ViewTable(string Name, string[] Key, string[] Columns, params string[] Indexes)
{
    /// <summary>Whether its rows are only ever added; else they are changed, and get room for that.</summary>
    public bool Grows { get; init; }

    /// <summary>The names of its columns.</summary>
    public IEnumerable<string> Names => Columns.Select(c => c[..c.IndexOf(' ', StringComparison.Ordinal)]);

    /// <summary>Makes the table, empty and without indexes, so that it can be filled fast.</summary>
    public string Create => $"""
        create table pcn.{Name} (
            {string.Join(",\n    ", Columns)}
        ) with (fillfactor = {(Grows ? 100 : 70)});
        """;

    /// <summary>The key and the indexes.</summary>
    public string Finish => $"""
        alter table pcn.{Name} add constraint {Name}_pkey primary key ({string.Join(", ", Key)});
        {string.Join('\n', Indexes.Select((index, n) => $"create index {Name}_{n + 1}_idx on pcn.{Name} {index};"))}
        """;

    // Of several rows under one key in a batch the last of those that hold counts: one statement may not touch a row twice.
    /// <summary>The part of <c>pcn.write_rows</c> that writes to it.</summary>
    public string Write => $"""
        if '{Name}' = any (a_view) then
            with last as materialized (
                select distinct on (v.same) v.key, v.row
                from unnest(a_append, a_view, a_same, a_key, a_row) with ordinality v (append, view, same, key, row, n)
                where v.view = '{Name}' and a_outcome[v.append] = 0
                order by v.same, v.n desc
            ), gone as (
                delete from pcn.{Name} t
                using last l, jsonb_populate_record(null::pcn.{Name}, l.key) k
                where l.row is null and {string.Join(" and ", Key.Select(k => $"t.{k} = k.{k}"))}
            )
            insert into pcn.{Name} ({string.Join(", ", Names)})
            select {string.Join(", ", Names.Select(c => $"r.{c}"))}
            from last l
            cross join lateral jsonb_populate_record(null::pcn.{Name}, l.row) r
            where l.row is not null
            on conflict ({string.Join(", ", Key)}) do {Update};
        end if;
        """;

    private string Update => Names.Except(Key).ToList() is { Count: > 0 } rest
        ? $"update set {string.Join(", ", rest.Select(c => $"{c} = excluded.{c}"))}"
        : "nothing";
}
