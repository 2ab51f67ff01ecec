using Npgsql;
using NpgsqlTypes;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Store.Log;

namespace PcnAgreements.Store.Views;

/// <summary>A template edition as lists show it.</summary>
public sealed record TemplateListed(TemplateId Id, string Title, AgreementKind Kind, string Edition, TemplateId? Supersedes, bool InUse);

/// <summary>Finds template editions in their view.</summary>
/// <param name="source">Connections of the running role.</param>
public sealed class TemplateList(NpgsqlDataSource source)
{
    private const string Sql = """
        select t.id, t.title, t.kind, t.edition, t.supersedes, t.in_use
        from pcn.template t
        where t.id > $1 collate "C"
        order by t.id collate "C"
        limit $2
        """;

    /// <summary>Editions in order of id.</summary>
    /// <param name="after">The id before the first one; null from the beginning.</param>
    /// <param name="limit">The most rows.</param>
    /// <param name="ct">To give up.</param>
    public Task<List<TemplateListed>> Find(string? after, int limit, CancellationToken ct) => Query.Run(source, Sql, async command =>
    {
        var found = new List<TemplateListed>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            found.Add(new(
                TemplateId.Parse(row.GetString(0)), row.GetString(1), RowJson.Enum<AgreementKind>(row.GetString(2)), row.GetString(3),
                row.IsDBNull(4) ? null : TemplateId.Parse(row.GetString(4)), row.GetBoolean(5)));
        }

        return found;
    }, StoredEvents.Text(after ?? ""), new() { Value = limit, NpgsqlDbType = NpgsqlDbType.Integer });
}
