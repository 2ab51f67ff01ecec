using System.Xml.Linq;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>Styles with what they inherit; a style that is its own ancestor inherits nothing twice.</summary>
internal sealed class WordStyles
{
    private readonly Dictionary<string, XElement> styles = [];
    private readonly Dictionary<string, List<XElement>> chains = [];
    private readonly string? standard;

    public WordStyles(XElement? root)
    {
        foreach (var style in root?.Elements(Ooxml.W + "style") ?? [])
        {
            if ((string?)style.Attribute(Ooxml.W + "styleId") is not { } id) continue;
            styles.TryAdd(id, style.Bounded());
            var isDefault = (string?)style.Attribute(Ooxml.W + "default") is "1" or "true" or "on";
            if (isDefault && (string?)style.Attribute(Ooxml.W + "type") is null or "paragraph") standard ??= isDefault ? id : null;
        }
    }

    /// <summary>A paragraph's style, the default one when it names none, and those it is based on, nearest first.</summary>
    public IReadOnlyList<XElement> Chain(string? id)
    {
        if (id is null || !styles.ContainsKey(id)) id = standard;
        if (id is null) return [];
        if (chains.TryGetValue(id, out var known)) return known;
        var chain = new List<XElement>();
        for (var at = id; at is not null && styles.TryGetValue(at, out var style)
            && !chain.Contains(style); at = style.ChildValue("basedOn")) chain.Add(style);
        return chains[id] = chain;
    }

    /// <summary>A paragraph property of the style, or of one it is based on.</summary>
    public XElement? Property(string? id, string name) =>
        Chain(id).Select(s => s.Child("pPr").Child(name)).FirstOrDefault(p => p is not null);

    /// <summary>A toggle of the characters of a style.</summary>
    public bool? Toggle(string? id, string name) => Chain(id).Select(s => s.Child("rPr").Toggle(name)).FirstOrDefault(t => t is not null);

    /// <summary>
    /// The outline level from zero; null for body text. Built-in headings have theirs by name even when the style does not say it.
    /// </summary>
    public int? Outline(string? id)
    {
        foreach (var style in Chain(id))
        {
            if (style.Child("pPr").ChildWhole("outlineLvl") is { } level) return level is >= 0 and < 9 ? level : null;
            if (Name(style) is ['h', 'e', 'a', 'd', 'i', 'n', 'g', ' ', >= '1' and <= '9'] name) return name[^1] - '1';
        }

        return null;
    }

    /// <summary>Whether the style, or one it is based on, has a built-in name.</summary>
    public bool Is(string? id, Func<string, bool> name) => Chain(id).Any(s => name(Name(s)));

    /// <summary>The styles that give this one its number, nearest first, for the order in which numbering looks.</summary>
    public XElement? Find(string id) => styles.GetValueOrDefault(id);

    private static string Name(XElement style) => style.ChildValue("name")?.ToLowerInvariant() ?? "";
}
