using System.Globalization;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Html;

/// <summary>
/// A text as one HTML page: contents with links, headings in their order, numbers as text, an anchor for each clause's key, header cells
/// in tables, a new printed page for each schedule. No script, nothing fetched; whatever a body says is encoded.
/// </summary>
public static class HtmlText
{
    /// <summary>The page's style, exactly as it stands between its style tags: for a content security policy by hash.</summary>
    public static string Style => HtmlStyle.Sheet;

    /// <summary>Writes the page.</summary>
    public static string Write(AgreementText text)
    {
        var html = new HtmlOut();
        Open(html, text.Title);
        html.Raw("<header>\n").Element("h1 dir=\"auto\"", text.Title).Raw("\n");
        Facts(html, TextFacts.Of(text));
        html.Raw("</header>\n");
        Contents(html, text.Clauses);
        html.Raw("<main>\n");
        Clauses(html, text.Clauses);
        html.Raw("</main>\n");
        Signatures(html, text.Parties);
        return html.Raw("</body>\n</html>\n").ToString();
    }

    internal static void Open(HtmlOut html, string title) => html
        .Raw(
            "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
        .Element("title", title).Raw("\n<style>").Raw(HtmlStyle.Sheet).Raw("</style>\n</head>\n<body>\n");

    internal static void Facts(HtmlOut html, IReadOnlyList<(string Name, string Value)> facts)
    {
        if (facts.Count == 0) return;
        html.Raw("<dl class=\"facts\">\n");
        foreach (var (name, value) in facts) html.Raw("<div>").Element("dt", name).Element("dd", value).Raw("</div>\n");
        html.Raw("</dl>\n");
    }

    private static void Contents(HtmlOut html, IReadOnlyList<PrintedClause> clauses)
    {
        var entries = clauses.Where(c => c is { Level: 1, Number: not null } or { Level: 1 or 2, Wording.Heading: not null }).ToList();
        if (entries.Count == 0) return;
        html.Raw("<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ul>\n");
        foreach (var clause in entries)
        {
            html.Raw(clause.Level == 1 ? $"<li><a href=\"#{clause.Key}\">" : $"<li class=\"sub\"><a href=\"#{clause.Key}\">");
            var label = string.Join(' ', new[] { clause.Number, clause.Wording.Heading }.Where(p => p is not null));
            html.Text(label).Raw("</a></li>\n");
        }

        html.Raw("</ul>\n</nav>\n");
    }

    private static void Clauses(HtmlOut html, IReadOnlyList<PrintedClause> clauses)
    {
        var labels = new ReferenceLabels(clauses);
        var headed = new List<bool>();
        foreach (var clause in clauses)
        {
            // Sections nest as clauses do: those that end before this one are closed first.
            while (headed.Count >= clause.Level) Close(html, headed);
            while (headed.Count < clause.Level - 1) Start(html, headed, "<section>\n", heading: false);
            Start(html, headed, $"<section id=\"{clause.Key}\"{Class(clause)}>\n", clause.Wording.Heading is not null);
            Heading(html, clause, Math.Min(6, 1 + headed.Count(h => h)));
            if (clause.Wording.IsBlank && clause.Blank) html.Raw("<p class=\"blank\">To be completed</p>\n");
            new BodyHtml(html, clause.Key, labels).Write(clause.Wording.Body);
        }

        while (headed.Count > 0) Close(html, headed);
    }

    private static void Start(HtmlOut html, List<bool> headed, string open, bool heading)
    {
        html.Raw(open);
        headed.Add(heading);
    }

    private static void Close(HtmlOut html, List<bool> headed)
    {
        html.Raw("</section>\n");
        headed.RemoveAt(headed.Count - 1);
    }

    private static string Class(PrintedClause clause) => (clause.Schedule && clause.Level == 1, clause.Level) switch
    {
        (true, _) => " class=\"schedule\"",
        (_, > 2) => " class=\"deep\"",
        _ => "",
    };

    private static void Heading(HtmlOut html, PrintedClause clause, int level)
    {
        var name = level.ToString(CultureInfo.InvariantCulture);
        if (clause.Wording.Heading is { } heading)
        {
            html.Raw($"<h{name} dir=\"auto\">");
            if (clause.Number is { } number) html.Element("span class=\"number\"", number).Raw(" ");
            html.Text(heading).Raw($"</h{name}>\n");
        }
        else if (clause.Number is { } number) html.Element("p class=\"number\"", number).Raw("\n");
    }

    private static void Signatures(HtmlOut html, IReadOnlyList<TextParty> parties)
    {
        if (parties.Count == 0) return;
        html.Raw("<section class=\"signatures\" aria-labelledby=\"signatures\">\n<h2 id=\"signatures\">Signatures</h2>\n");
        foreach (var party in parties)
        {
            html.Element("h3", TextFacts.Party(party))
                .Raw("\n<table>\n<thead>\n<tr><th scope=\"col\">Signatory</th><th scope=\"col\">Signed</th></tr>\n</thead>\n<tbody>\n");
            foreach (var line in party.Signatures)
            {
                html.Raw("<tr>").Element("td", TextFacts.Signature(line))
                    .Element("td", line.SignedAt is { } at ? TextFacts.Time(at) : "Awaited").Raw("</tr>\n");
            }

            html.Raw("</tbody>\n</table>\n");
        }

        html.Raw("</section>\n");
    }
}
