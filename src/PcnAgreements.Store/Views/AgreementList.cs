using Npgsql;
using NpgsqlTypes;
using PcnAgreements.Domain;
using PcnAgreements.Store.Log;

namespace PcnAgreements.Store.Views;

/// <summary>Which agreements are asked for; null asks for all.</summary>
public sealed record AgreementFilter
{
    /// <summary>In this state, as the view writes it.</summary>
    public string? Status { get; init; }

    /// <summary>With this party.</summary>
    public OdsCode? Party { get; init; }

    /// <summary>With a party in this LMC's area.</summary>
    public OdsCode? Lmc { get; init; }

    /// <summary>Convened by this PCN, or with a party that belongs to it.</summary>
    public OdsCode? Pcn { get; init; }

    /// <summary>With these words in the title or in the name of convenor or party, or with this code; without case.</summary>
    public string? Words { get; init; }

    /// <summary>With a deadline that has passed, or without.</summary>
    public bool? Overdue { get; init; }
}

/// <summary>An organisation as lists show it.</summary>
public sealed record NamedOrganisation(OdsCode Ods, string Name);

/// <summary>An agreement as lists show it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Status">Where it is in its life.</param>
/// <param name="Convenor">Who convenes it.</param>
/// <param name="Parties">Its parties.</param>
/// <param name="LmcAccess">What LMC auditors see.</param>
/// <param name="ReviewBy">When the review should be over.</param>
/// <param name="SignBy">When all should have signed.</param>
/// <param name="EffectiveFrom">The date it takes effect.</param>
/// <param name="Overdue">Whether a deadline has passed without what it is for.</param>
/// <param name="Clauses">Clauses that stand.</param>
/// <param name="Settled">Those of them that are settled.</param>
/// <param name="Objections">Objections to clauses as they stand.</param>
/// <param name="BallotsOpen">Ballots that are open.</param>
/// <param name="Unanswered">In review, voting parties that have clauses still to answer; else none.</param>
/// <param name="Template">The template edition its national clauses are of.</param>
/// <param name="VariationOf">The agreement it varies.</param>
/// <param name="EndKind">How it ended.</param>
public sealed record ListedAgreement(
    AgreementId Id, string Title, string Kind, string Status, NamedOrganisation Convenor, IReadOnlyList<NamedOrganisation> Parties,
    string LmcAccess,
    DateTimeOffset? ReviewBy, DateTimeOffset? SignBy, DateOnly? EffectiveFrom, bool Overdue, int Clauses, int Settled, int Objections,
    int BallotsOpen,
    IReadOnlyList<OdsCode> Unanswered, string? Template, AgreementId? VariationOf, string? EndKind);

/// <summary>
/// Lists agreements, newest first: those a person may see, those in an LMC's area, those that want something of a person.
/// </summary>
/// <param name="source">Connections of the running role.</param>
public sealed class AgreementList(NpgsqlDataSource source)
{
    // Seen by any authority at the convenor; at a party, at one that left and still votes, and by an LMC's auditor, once circulated. Days
    // are inclusive.
    private const string Held = """
        with held as materialized (
            select u.ods, u.authority
            from pcn.authority u
            where u.person = $10 and (u.valid_from is null or u.valid_from <= $1) and (u.valid_until is null or u.valid_until >= $1)
        ), own (codes) as materialized (
            select array(select h.ods from held h)
        ), area (codes) as materialized (
            select array(
                select m.member
                from held h
                join pcn.membership m on m.code = h.ods and m.kind = 'lmc'
                where h.authority = 'auditor'
                    and (m.valid_from is null or m.valid_from <= $1) and (m.valid_until is null or m.valid_until >= $1))
        )
        """;

    private const string Columns = """
        select a.id, a.title, a.kind, a.status, a.convenor, coalesce(c.name, a.convenor), a.parties,
            array(
                select coalesce(o.name, p.ods)
                from unnest(a.parties) with ordinality p (ods, n)
                left join pcn.organisation o on o.ods = p.ods
                order by p.n),
            a.lmc_access, a.review_by, a.sign_by, a.effective_from, a.overdue, a.clauses, a.settled, a.objections, a.ballots_open, a.silent,
            a.template, a.variation_of, a.end_kind
        from pcn.agreement a
        left join pcn.organisation c on c.ods = a.convenor
        """;

    private const string Matches = """
        ($2 is null or a.id < $2)
            and ($4 is null or a.status = $4)
            and ($5 is null or a.parties @> array[$5])
            and ($6 is null or a.parties && array(
                select m.member from pcn.membership m
                where m.kind = 'lmc' and m.code = $6
                    and (m.valid_from is null or m.valid_from <= $1) and (m.valid_until is null or m.valid_until >= $1)))
            and ($7 is null or a.convenor = $7 or a.parties && array(
                select m.member from pcn.membership m
                where m.kind = 'pcn' and m.code = $7
                    and (m.valid_from is null or m.valid_from <= $1) and (m.valid_until is null or m.valid_until >= $1)))
            and ($8 is null or strpos(lower(a.title), lower($8)) > 0 or exists (
                select from pcn.organisation o
                where (o.ods = a.convenor or o.ods = any (a.parties)) and (strpos(lower(o.name), lower($8)) > 0 or o.ods = upper($8))))
            and ($9 is null or a.overdue = $9)
        order by a.id desc
        limit $3
        """;

    /// <summary>Agreements that a person may see on a day.</summary>
    /// <param name="person">The person.</param>
    /// <param name="day">The day, Europe/London: authorities and memberships hold then.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="before">Only those older than this one; null for all.</param>
    /// <param name="limit">The most.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="LogUnavailableException">The database cannot be had.</exception>
    public Task<List<ListedAgreement>> VisibleTo(
        PersonId person, DateOnly day, AgreementFilter filter, AgreementId? before, int limit, CancellationToken ct) => Read(
        $"""
        {Held}
        {Columns}
        cross join own
        cross join area
        where (a.convenor = any (own.codes)
                or (a.circulated and (a.parties && own.codes or a.still_voting && own.codes or a.parties && area.codes)))
            and {Matches}
        """,
        [.. Values(day, filter, before, limit), Given(person.Value, NpgsqlDbType.Uuid)], ct);

    /// <summary>Agreements that have been circulated to a party in an LMC's area; the LMC stands in the filter.</summary>
    /// <exception cref="LogUnavailableException">The database cannot be had.</exception>
    public Task<List<ListedAgreement>> InArea(DateOnly day, AgreementFilter filter, AgreementId? before, int limit, CancellationToken ct) =>
        Read($"{Columns} where a.circulated and {Matches}", [.. Values(day, filter, before, limit)], ct);

    /// <summary>
    /// Agreements that may want something of a person: not in force yet, convened by an organisation of theirs, sent to one, or with an
    /// open ballot that one may still vote in.
    /// </summary>
    /// <exception cref="LogUnavailableException">The database cannot be had.</exception>
    public Task<List<AgreementId>> Concerning(PersonId person, DateOnly day, CancellationToken ct) => Query.Run(
        source,
        """
        with own (codes) as materialized (
            select array(
                select u.ods
                from pcn.authority u
                where u.person = $1 and (u.valid_from is null or u.valid_from <= $2) and (u.valid_until is null or u.valid_until >= $2))
        )
        select a.id
        from pcn.agreement a
        cross join own
        where a.status in ('drafting', 'in_review', 'signing')
            and (a.convenor = any (own.codes) or (a.circulated and (a.parties && own.codes or a.still_voting && own.codes)))
        order by a.id
        """,
        async command =>
        {
            var ids = new List<AgreementId>();
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct)) ids.Add(new(row.GetGuid(0)));
            return ids;
        },
        Given(person.Value, NpgsqlDbType.Uuid), Given(day, NpgsqlDbType.Date));

    private Task<List<ListedAgreement>> Read(string sql, NpgsqlParameter[] values, CancellationToken ct) =>
        Query.Run(source, sql, async command =>
    {
        var agreements = new List<ListedAgreement>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) agreements.Add(Row(row));
        return agreements;
    }, values);

    private static ListedAgreement Row(NpgsqlDataReader row)
    {
        var (codes, names) = (row.GetFieldValue<string[]>(6), row.GetFieldValue<string[]>(7));
        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        return new(
            new(row.GetGuid(0)), row.GetString(1), row.GetString(2), row.GetString(3),
            new(OdsCode.Parse(row.GetString(4)), row.GetString(5)),
            [.. codes.Zip(names, (ods, name) => new NamedOrganisation(OdsCode.Parse(ods), name))], row.GetString(8),
            row.GetFieldValue<DateTimeOffset?>(9),
            row.GetFieldValue<DateTimeOffset?>(10), row.GetFieldValue<DateOnly?>(11), row.GetBoolean(12), row.GetInt32(13),
            row.GetInt32(14),
            row.GetInt32(15), row.GetInt32(16), [.. row.GetFieldValue<string[]>(17).Select(OdsCode.Parse)], Text(18),
            row.GetFieldValue<Guid?>(19) is { } parent ? new(parent) : null, Text(20));
    }

    private static NpgsqlParameter[] Values(DateOnly day, AgreementFilter filter, AgreementId? before, int limit) =>
    [
        Given(day, NpgsqlDbType.Date), Given(before?.Value, NpgsqlDbType.Uuid), StoredEvents.Number(limit),
        StoredEvents.Text(filter.Status),
        StoredEvents.Text(filter.Party?.ToString()), StoredEvents.Text(filter.Lmc?.ToString()), StoredEvents.Text(filter.Pcn?.ToString()),
        StoredEvents.Text(filter.Words), Given(filter.Overdue, NpgsqlDbType.Boolean),
    ];

    private static NpgsqlParameter Given(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
