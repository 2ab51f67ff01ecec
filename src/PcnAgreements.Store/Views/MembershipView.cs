using PcnAgreements.Domain.Organisations;

namespace PcnAgreements.Store.Views;

/// <summary>One row an interval in which an organisation belongs to a body; days are inclusive, null for open.</summary>
internal static class MembershipView
{
    // The place within its kind is in the key: an organisation may belong to one body twice.
    public static readonly ViewTable Table = new(
        "membership", ["member", "kind", "place"],
        [
            "member text not null", "kind text not null", "place integer not null", "code text not null", "valid_from date null",
            "valid_until date null",
        ],
        "(code, kind)");

    public static IEnumerable<ViewRow> Rows(Organisation o) =>
        from of in o.Memberships
        from m in of.Value.Select((membership, place) => (membership, place))
        select new ViewRow(
            Table.Name, RowJson.Write(new { Member = o.Ods, Kind = of.Key, Place = m.place }),
            RowJson.Write(new
            {
                Member = o.Ods, Kind = of.Key, Place = m.place, m.membership.Code, ValidFrom = m.membership.From,
                ValidUntil = m.membership.Until,
            }));
}
