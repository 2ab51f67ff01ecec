using PcnAgreements.Domain.Templates;

namespace PcnAgreements.Store.Views;

/// <summary>One row a template edition, without its clauses.</summary>
internal static class TemplateView
{
    public static readonly ViewTable Table = new(
        "template", ["id"],
        [
            "id text not null", "title text not null", "kind text not null", "edition text not null", "supersedes text null",
            "in_use boolean not null",
        ]);

    public static ViewRow Row(Template t) =>
        new(Table.Name, RowJson.Write(new { t.Id }), RowJson.Write(new { t.Id, t.Title, t.Kind, t.Edition, t.Supersedes, t.InUse }));
}
