using Npgsql;
using NpgsqlTypes;
using PcnAgreements.Domain;
using PcnAgreements.Store.Log;

namespace PcnAgreements.Store.Views;

/// <summary>Finds the organisations that a person may act for.</summary>
/// <param name="source">Connections of the running role.</param>
public sealed class AuthorityList(NpgsqlDataSource source)
{
    /// <summary>
    /// The organisations where a person holds any authority on a day, Europe/London; which ones, the organisations' own states tell.
    /// </summary>
    /// <exception cref="LogUnavailableException">The database cannot be had.</exception>
    public Task<List<OdsCode>> OrganisationsOf(PersonId person, DateOnly day, CancellationToken ct) => Query.Run(
        source,
        """
        select distinct u.ods
        from pcn.authority u
        where u.person = $1 and (u.valid_from is null or u.valid_from <= $2) and (u.valid_until is null or u.valid_until >= $2)
        order by u.ods
        """,
        async command =>
        {
            var codes = new List<OdsCode>();
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct)) codes.Add(OdsCode.Parse(row.GetString(0)));
            return codes;
        },
        new() { Value = person.Value, NpgsqlDbType = NpgsqlDbType.Uuid }, new() { Value = day, NpgsqlDbType = NpgsqlDbType.Date });
}
