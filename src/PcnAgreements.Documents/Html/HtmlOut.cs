using System.Text;

namespace PcnAgreements.Documents.Html;

/// <summary>Writes well-formed HTML: elements are named by the code only, and everything else is encoded.</summary>
internal sealed class HtmlOut
{
    private readonly StringBuilder html = new();

    public HtmlOut Raw(string markup)
    {
        html.Append(markup);
        return this;
    }

    public HtmlOut Text(string text)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => html.Append("&amp;"),
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '"' => html.Append("&quot;"),
                '\'' => html.Append("&#39;"),
                _ => html.Append(c),
            };
        }

        return this;
    }

    public HtmlOut Element(string open, string text)
    {
        Raw("<").Raw(open).Raw(">").Text(text);
        var name = open.IndexOf(' ', StringComparison.Ordinal);
        return Raw("</").Raw(name < 0 ? open : open[..name]).Raw(">");
    }

    public override string ToString() => html.ToString();
}
