using PcnAgreements.Domain.Organisations;

namespace PcnAgreements.Store.Views;

/// <summary>
/// One row an authority that a person holds at an organisation, revoked ones left out; days are inclusive, null for open.
/// </summary>
internal static class AuthorityView
{
    public static readonly ViewTable Table = new(
        "authority", ["person", "ods", "authority"],
        ["person uuid not null", "ods text not null", "authority text not null", "valid_from date null", "valid_until date null"],
        "(ods)");

    public static IEnumerable<ViewRow> Rows(Organisation o) =>
        from held in o.People
        where held.Value.RevokedAt is null
        from authority in held.Value.Authorities.Distinct()
        select new ViewRow(
            Table.Name, RowJson.Write(new { Person = held.Key, o.Ods, authority }),
            RowJson.Write(new { Person = held.Key, o.Ods, authority, ValidFrom = held.Value.From, ValidUntil = held.Value.Until }));
}
