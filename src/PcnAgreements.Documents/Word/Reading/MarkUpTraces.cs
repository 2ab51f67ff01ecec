using System.Xml.Linq;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>
/// What tracked changes of an export of ours say beside their words: who made them in which clause, and which clauses leave one place and
/// arrive at another.
/// </summary>
internal sealed class MarkUpTraces
{
    private readonly Dictionary<string, List<string>> authors = [];
    private readonly HashSet<string> leaving = [];
    private readonly HashSet<string> arriving = [];

    public MarkUpTraces(XElement root)
    {
        var key = "";
        foreach (var element in root.Descendants().Where(e => e.Name.Namespace == Ooxml.W))
        {
            if (Clause(element) is { } begins) Begun(element, key = begins);
            if (!IsChange(element) || (string?)element.Attribute(Ooxml.W + "author") is not { } author) continue;
            if (!authors.TryGetValue(key, out var names)) authors[key] = names = [];
            if (!names.Contains(author)) names.Add(author);
        }
    }

    /// <summary>Who tracked changes in an element, as their program named them.</summary>
    public static IReadOnlyList<string> AuthorsIn(XElement? element) =>
        element is null
            ? []
            : [.. element.Descendants().Where(IsChange).Select(e => (string?)e.Attribute(Ooxml.W + "author")).OfType<string>().Distinct()];

    /// <summary>Who tracked changes in a clause, as their program named them.</summary>
    public IReadOnlyList<string> Authors(string key) => authors.GetValueOrDefault(key, []);

    /// <summary>Whether a clause is tracked as going from one place to another.</summary>
    public bool Moves(string key) => leaving.Contains(key) && arriving.Contains(key);

    private static bool IsChange(XElement element) =>
        element.Name.Namespace == Ooxml.W && element.Name.LocalName is "ins" or "del" or "moveFrom" or "moveTo";

    private void Begun(XElement element, string key)
    {
        var words = element.Descendants().Where(e => e.Name == Ooxml.W + "t" || e.Name == Ooxml.W + "delText").ToList();
        if (words.Count == 0) return;
        if (words.TrueForAll(w => Stands(w, "del", "moveFrom"))) leaving.Add(key);
        else if (words.TrueForAll(w => Stands(w, "ins", "moveTo"))) arriving.Add(key);
    }

    private static bool Stands(XElement words, string one, string other) =>
        words.Ancestors().Any(a => a.Name == Ooxml.W + one || a.Name == Ooxml.W + other);

    // A paragraph's own mark comes before the bookmark in it: the clause is looked up from the paragraph, or from the control round it.
    private static string? Clause(XElement element)
    {
        if (element.Name.LocalName == "sdt") return OurTag.Read(OurControl.Of(element)?.Tag)?.Key.ToString();
        if (element.Name.LocalName != "p") return null;
        var tag = element.Descendants(Ooxml.W + "sdt").Select(s => OurTag.Read(OurControl.Of(s)?.Tag)).FirstOrDefault(t => t is not null)
            ?? element.Descendants(Ooxml.W + "bookmarkStart").Select(b => OurTag.OfBookmark((string?)b.Attribute(Ooxml.W + "name") ?? ""))
                .FirstOrDefault(t => t is not null);
        return tag?.Key.ToString();
    }
}
