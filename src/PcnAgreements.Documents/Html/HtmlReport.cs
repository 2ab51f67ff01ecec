namespace PcnAgreements.Documents.Html;

/// <summary>A part of a report: what it is about, what is said of it, and tables.</summary>
/// <param name="Heading">The heading.</param>
/// <param name="Paragraphs">What stands before the tables, each a paragraph.</param>
/// <param name="Tables">The tables.</param>
public sealed record ReportSection(string Heading, IReadOnlyList<string> Paragraphs, IReadOnlyList<ReportTable> Tables);

/// <summary>A table of a report. The first cell of a row names it.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Columns">The heads of its columns.</param>
/// <param name="Rows">Its rows, each with as many cells as there are columns.</param>
public sealed record ReportTable(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>
/// A report as one HTML page: contents with links, headings in their order, captions, header cells for columns and rows. No script, nothing
/// fetched; whatever a cell says is encoded.
/// </summary>
public static class HtmlReport
{
    /// <summary>Writes the page.</summary>
    /// <param name="title">What it is.</param>
    /// <param name="facts">What heads it; name and value.</param>
    /// <param name="sections">Its parts.</param>
    public static string Write(string title, IReadOnlyList<(string Name, string Value)> facts, IReadOnlyList<ReportSection> sections)
    {
        var html = new HtmlOut();
        HtmlText.Open(html, title);
        html.Raw("<header>\n").Element("h1 dir=\"auto\"", title).Raw("\n");
        HtmlText.Facts(html, facts);
        html.Raw("</header>\n<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ul>\n");
        for (var i = 0; i < sections.Count; i++) html.Raw("<li>").Element($"a href=\"#s{i + 1}\"", sections[i].Heading).Raw("</li>\n");
        html.Raw("</ul>\n</nav>\n<main>\n");
        for (var i = 0; i < sections.Count; i++) Section(html, sections[i], $"s{i + 1}");
        return html.Raw("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Section(HtmlOut html, ReportSection section, string id)
    {
        html.Raw($"<section aria-labelledby=\"{id}\">\n").Element($"h2 id=\"{id}\" dir=\"auto\"", section.Heading).Raw("\n");
        foreach (var paragraph in section.Paragraphs) html.Element("p dir=\"auto\"", paragraph).Raw("\n");
        foreach (var table in section.Tables) Table(html, table);
        html.Raw("</section>\n");
    }

    private static void Table(HtmlOut html, ReportTable table)
    {
        if (table.Rows.Count == 0)
        {
            html.Element("p", $"{table.Caption}: none.").Raw("\n");
            return;
        }

        html.Raw("<table>\n").Element("caption", table.Caption).Raw("\n<thead>\n<tr>");
        foreach (var column in table.Columns) html.Element("th scope=\"col\"", column);
        html.Raw("</tr>\n</thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Raw("<tr>").Element("th scope=\"row\"", row[0]);
            foreach (var cell in row.Skip(1)) html.Element("td", cell);
            html.Raw("</tr>\n");
        }

        html.Raw("</tbody>\n</table>\n");
    }
}
