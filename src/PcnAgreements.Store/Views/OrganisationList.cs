using System.Text.Json.Serialization;
using Npgsql;
using NpgsqlTypes;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Store.Log;

namespace PcnAgreements.Store.Views;

/// <summary>Which organisations are wanted; what is null does not matter.</summary>
/// <param name="Day">The day on which memberships must hold.</param>
public sealed record OrganisationFilter(DateOnly Day)
{
    /// <summary>What they are.</summary>
    public OrganisationKind? Kind { get; init; }

    /// <summary>The network they belong to.</summary>
    public OdsCode? Pcn { get; init; }

    /// <summary>The local medical committee in whose area they lie.</summary>
    public OdsCode? Lmc { get; init; }

    /// <summary>The board that commissions them.</summary>
    public OdsCode? Icb { get; init; }

    /// <summary>What their name or code has in it, in either case.</summary>
    public string? Words { get; init; }
}

/// <summary>An organisation as lists show it: its newest list size, and every membership on record.</summary>
public sealed record OrganisationListed(
    OdsCode Ods, string Name, OrganisationKind Kind, LegalForm? LegalForm, int? ListSize, DateOnly? ListSizeAt,
    IReadOnlyList<MembershipListed> Memberships);

/// <summary>One interval in which an organisation belongs to a body.</summary>
public sealed record MembershipListed(MembershipKind Kind, OdsCode Code, DateOnly? ValidFrom, DateOnly? ValidUntil)
{
    /// <summary>As the domain has it.</summary>
    [JsonIgnore]
    public Membership Membership => new(Code, ValidFrom, ValidUntil);
}

/// <summary>Finds organisations in their view.</summary>
/// <param name="source">Connections of the running role.</param>
public sealed class OrganisationList(NpgsqlDataSource source)
{
    // A membership is wanted that holds on the day; each filter left out is true of everyone.
    private const string Sql = """
        select o.ods, o.name, o.kind, o.legal_form, o.list_size, o.list_size_at, coalesce((
            select jsonb_agg(jsonb_build_object('kind', m.kind, 'code', m.code, 'valid_from', m.valid_from, 'valid_until', m.valid_until)
                order by m.kind, m.place)
            from pcn.membership m where m.member = o.ods), '[]')
        from pcn.organisation o
        where o.ods > $1 collate "C" and ($2::text is null or o.kind = $2)
            and ($3::text is null or o.name ilike $3 or o.ods ilike $3)
            and not exists (
                select from unnest($4::text[], $5::text[]) wanted (kind, code)
                where not exists (
                    select from pcn.membership m
                    where m.member = o.ods and m.kind = wanted.kind and m.code = wanted.code
                        and coalesce(m.valid_from <= $6, true) and coalesce(m.valid_until >= $6, true)))
        order by o.ods collate "C"
        limit $7
        """;

    /// <summary>Those that fit, in order of code.</summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="after">The code before the first one; null from the beginning.</param>
    /// <param name="limit">The most rows.</param>
    /// <param name="ct">To give up.</param>
    public Task<List<OrganisationListed>> Find(OrganisationFilter filter, string? after, int limit, CancellationToken ct)
    {
        List<(string Kind, OdsCode? Code)> wanted = [("pcn", filter.Pcn), ("lmc", filter.Lmc), ("icb", filter.Icb)];
        wanted.RemoveAll(w => w.Code is null);
        return Query.Run(source, Sql, async command =>
        {
            var found = new List<OrganisationListed>();
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct))
            {
                found.Add(new(
                    OdsCode.Parse(row.GetString(0)), row.GetString(1), RowJson.Enum<OrganisationKind>(row.GetString(2)),
                    row.IsDBNull(3) ? null : RowJson.Enum<LegalForm>(row.GetString(3)), row.IsDBNull(4) ? null : row.GetInt32(4),
                    row.IsDBNull(5) ? null : row.GetFieldValue<DateOnly>(5), RowJson.Read<List<MembershipListed>>(row.GetString(6))));
            }

            return found;
        },
        StoredEvents.Text(after ?? ""), StoredEvents.Text(filter.Kind is { } kind ? RowJson.Word(kind) : null),
        StoredEvents.Text(filter.Words is { } words ? $"%{Literal(words)}%" : null),
        StoredEvents.Texts(wanted.Select(w => w.Kind)), StoredEvents.Texts(wanted.Select(w => w.Code.ToString()!)),
        new() { Value = filter.Day, NpgsqlDbType = NpgsqlDbType.Date }, new() { Value = limit, NpgsqlDbType = NpgsqlDbType.Integer });
    }

    /// <summary>The organisations where a person has authorities that were not revoked, whatever their period.</summary>
    public Task<List<OdsCode>> Authorising(PersonId person, CancellationToken ct) => Query.Run(
        source, "select distinct a.ods from pcn.authority a where a.person = $1", async command =>
        {
            var found = new List<OdsCode>();
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct)) found.Add(OdsCode.Parse(row.GetString(0)));
            return found;
        },
        new NpgsqlParameter { Value = person.Value, NpgsqlDbType = NpgsqlDbType.Uuid });

    /// <summary>Who was erased and has authorities all the same, and where.</summary>
    public Task<List<(OdsCode Ods, PersonId Person)>> AuthorisingErased(CancellationToken ct) => Query.Run(
        source, """
            select distinct a.ods, a.person
            from pcn.authority a join pcn.person p on p.id = a.person
            where p.email is null
            """, async command =>
        {
            var found = new List<(OdsCode, PersonId)>();
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct)) found.Add((OdsCode.Parse(row.GetString(0)), new(row.GetGuid(1))));
            return found;
        });

    private static string Literal(string words) =>
        words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal);
}
