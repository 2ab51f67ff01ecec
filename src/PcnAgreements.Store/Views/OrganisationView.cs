using PcnAgreements.Domain.Organisations;

namespace PcnAgreements.Store.Views;

/// <summary>One row an organisation, with its newest list size.</summary>
internal static class OrganisationView
{
    public static readonly ViewTable Table = new(
        "organisation", ["ods"],
        [
            "ods text not null", "name text not null", "kind text not null", "legal_form text null", "list_size integer null",
            "list_size_at date null",
        ],
        "(kind, ods)");

    public static ViewRow Row(Organisation o)
    {
        var newest = o.ListSizes.IsEmpty ? default : o.ListSizes.Last();
        return new(Table.Name, RowJson.Write(new { o.Ods }), RowJson.Write(new
        {
            o.Ods, o.Name, o.Kind, o.LegalForm, ListSize = o.ListSizes.IsEmpty ? null : (int?)newest.Value,
            ListSizeAt = o.ListSizes.IsEmpty ? null : (DateOnly?)newest.Key,
        }));
    }
}
