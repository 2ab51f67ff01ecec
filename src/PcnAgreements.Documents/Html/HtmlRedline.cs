using System.Globalization;
using PcnAgreements.Documents.Redlines;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Html;

/// <summary>A redline as one HTML page: what was inserted and deleted, in words and not by colour alone, clause by clause.</summary>
public static class HtmlRedline
{
    /// <summary>Writes the page.</summary>
    /// <param name="title">What is compared, such as the agreement's title.</param>
    /// <param name="facts">What is said of the two texts, such as their versions; name and value.</param>
    /// <param name="clauses">The redline; clauses without changes are named but their words left out.</param>
    public static string Write(string title, IReadOnlyList<(string Name, string Value)> facts, IReadOnlyList<RedlineClause> clauses)
    {
        var html = new HtmlOut();
        HtmlText.Open(html, title);
        html.Raw("<header>\n").Element("h1 dir=\"auto\"", title).Raw("\n");
        HtmlText.Facts(html, facts);
        html.Raw("<p><ins>Inserted</ins> and <del>deleted</del> words are marked so.</p>\n</header>\n<main>\n");
        var labels = new ReferenceLabels(clauses.Select(c => c.Clause));
        foreach (var clause in clauses) Clause(html, clause, labels);
        if (clauses.All(c => c.Changes == ClauseChanges.None)) html.Raw("<p>Nothing was changed.</p>\n");
        return html.Raw("</main>\n</body>\n</html>\n").ToString();
    }

    /// <summary>The names of a clause's changes, in the contract's words.</summary>
    public static IReadOnlyList<string> Names(ClauseChanges changes) =>
        [.. Enum.GetValues<ClauseChanges>().Where(c => c != ClauseChanges.None && changes.HasFlag(c))
            .Select(c => c.ToString().ToLowerInvariant())];

    private static void Clause(HtmlOut html, RedlineClause clause, ReferenceLabels labels)
    {
        html.Raw($"<section id=\"{clause.Clause.Key}\">\n<h2 dir=\"auto\">");
        if (clause.Clause.Number is { } number) html.Element("span class=\"number\"", number).Raw(" ");
        Changes(html, clause.Heading, labels);
        if (clause.Clause.Number is null && clause.Heading.Count == 0) html.Text(clause.Clause.Key.ToString());
        html.Raw("</h2>\n");
        if (clause.Changes == ClauseChanges.None) html.Raw("<p class=\"changes\">Unchanged</p>\n");
        else
        {
            html.Element("p class=\"changes\"", CultureInfo.InvariantCulture.TextInfo.ToTitleCase(string.Join(", ", Names(clause.Changes))))
                .Raw("\n");
            if (clause.Body.Count > 0)
            {
                html.Raw("<div class=\"kept\" dir=\"auto\">");
                Changes(html, clause.Body, labels);
                html.Raw("</div>\n");
            }
        }

        html.Raw("</section>\n");
    }

    private static void Changes(HtmlOut html, IReadOnlyList<Change> changes, ReferenceLabels labels)
    {
        foreach (var change in changes)
        {
            if (change.Op == ChangeOp.Equal) Printed(html, change.Text, labels);
            else
            {
                html.Raw(change.Op == ChangeOp.Insert ? "<ins>" : "<del>");
                Printed(html, change.Text, labels);
                html.Raw(change.Op == ChangeOp.Insert ? "</ins>" : "</del>");
            }
        }
    }

    // The words are those of the body as kept; only references are printed as the numbers they stand for.
    private static void Printed(HtmlOut html, string text, ReferenceLabels labels)
    {
        var at = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '[' || !ClauseReferences.TryReadAt(text.AsSpan(i), out var key, out var length)) continue;
            html.Text(text[at..i]).Text(labels.Of(key));
            at = i + length;
            i = at - 1;
        }

        html.Text(text[at..]);
    }
}
