using System.Globalization;
using PcnAgreements.Documents.Bodies;
using PcnAgreements.Domain;

namespace PcnAgreements.Documents.Html;

/// <summary>One clause's body as HTML.</summary>
internal sealed class BodyHtml(HtmlOut html, ClauseKey clause, ReferenceLabels labels)
{
    private readonly HashSet<string> marked = [];
    private readonly HashSet<string> noted = [];
    private HashSet<string> written = [];

    public void Write(string body)
    {
        var blocks = BodyMarkup.Parse(body);
        written = [.. Notes(blocks)];
        Blocks(blocks);
    }

    private void Blocks(IReadOnlyList<BodyBlock> blocks)
    {
        foreach (var block in blocks)
        {
            switch (block)
            {
                case BodyBlock.Paragraph paragraph: Paragraph("<p dir=\"auto\">", paragraph.Content, "</p>\n"); break;
                case BodyBlock.List list: List(list); break;
                case BodyBlock.Table table: Table(table); break;
                case BodyBlock.Note note: Note(note); break;
            }
        }
    }

    private void Paragraph(string open, IReadOnlyList<BodyInline> content, string close)
    {
        html.Raw(open);
        Inlines(content);
        html.Raw(close);
    }

    private void List(BodyBlock.List list)
    {
        var start = list.Start is null or 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" start=\"{list.Start}\"");
        html.Raw(list.Start is null ? "<ul>\n" : $"<ol{start}>\n");
        foreach (var item in list.Items)
        {
            html.Raw("<li>");
            if (item is [BodyBlock.Paragraph first, ..])
            {
                Paragraph("<span dir=\"auto\">", first.Content, "</span>");
                Blocks([.. item.Skip(1)]);
            }
            else Blocks(item);

            html.Raw("</li>\n");
        }

        html.Raw(list.Start is null ? "</ul>\n" : "</ol>\n");
    }

    private void Table(BodyBlock.Table table)
    {
        html.Raw("<table>\n");
        for (var row = 0; row < table.Rows.Count; row++)
        {
            html.Raw(row switch { 0 => "<thead>\n<tr>", 1 => "<tbody>\n<tr>", _ => "<tr>" });
            for (var column = 0; column < table.Columns.Count; column++)
            {
                var align = table.Columns[column] switch
                {
                    CellAlign.Left => " class=\"left\"",
                    CellAlign.Centre => " class=\"centre\"",
                    CellAlign.Right => " class=\"right\"",
                    _ => "",
                };
                var cell = table.Rows[row][column];
                // A header cell without words names nothing: a screen reader is better off with a plain cell.
                var header = row == 0 && cell.Count > 0;
                Paragraph(
                    header ? $"<th scope=\"col\"{align} dir=\"auto\">" : $"<td{align} dir=\"auto\">", cell, header ? "</th>" : "</td>");
            }

            html.Raw(row == 0 ? "</tr>\n</thead>\n" : "</tr>\n");
        }

        html.Raw(table.Rows.Count > 1 ? "</tbody>\n</table>\n" : "</table>\n");
    }

    private void Note(BodyBlock.Note note)
    {
        var id = noted.Add(note.Label) ? $" id=\"{clause}-note-{note.Label}\"" : "";
        html.Raw($"<p class=\"note\" dir=\"auto\"{id}><sup>").Text(note.Label).Raw("</sup> ");
        Inlines(note.Content);
        if (marked.Contains(note.Label)) html.Raw($" <a href=\"#{clause}-mark-{note.Label}\" aria-label=\"Back to the text\">↩</a>");
        html.Raw("</p>\n");
    }

    private void Inlines(IReadOnlyList<BodyInline> content)
    {
        foreach (var inline in content)
        {
            switch (inline)
            {
                case BodyInline.Text text: Styled(text.Bold, text.Italic, () => html.Text(text.Value)); break;
                case BodyInline.Reference reference: Styled(reference.Bold, reference.Italic, () => Reference(reference.Key)); break;
                case BodyInline.NoteMark mark: Mark(mark.Label); break;
                default: html.Raw("<br/>\n"); break;
            }
        }
    }

    private void Styled(bool bold, bool italic, Action write)
    {
        html.Raw(bold ? "<strong>" : "").Raw(italic ? "<em>" : "");
        write();
        html.Raw(italic ? "</em>" : "").Raw(bold ? "</strong>" : "");
    }

    private void Reference(ClauseKey key)
    {
        if (labels.Has(key)) html.Raw($"<a href=\"#{key}\">").Text(labels.Of(key)).Raw("</a>");
        else html.Text(labels.Of(key));
    }

    private void Mark(string label)
    {
        if (!written.Contains(label)) html.Raw("<sup>").Text(label).Raw("</sup>");
        else
        {
            var id = marked.Add(label) ? $" id=\"{clause}-mark-{label}\"" : "";
            html.Raw($"<sup><a href=\"#{clause}-note-{label}\"{id} aria-label=\"Note {label}\">").Text(label).Raw("</a></sup>");
        }
    }

    private static IEnumerable<string> Notes(IReadOnlyList<BodyBlock> blocks) => blocks.SelectMany(b => b switch
    {
        BodyBlock.Note note => [note.Label],
        BodyBlock.List list => list.Items.SelectMany(Notes),
        _ => Enumerable.Empty<string>(),
    });
}
