using System.Xml.Linq;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>Who tracked changes in which clause of an export of ours.</summary>
internal static class MarkUpAuthors
{
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(XElement root)
    {
        var authors = new Dictionary<string, List<string>>();
        var key = "";
        foreach (var element in root.Descendants())
        {
            if (Clause(element) is { } begins) key = begins;
            if (element.Name.Namespace != Ooxml.W || element.Name.LocalName is not ("ins" or "del" or "moveFrom" or "moveTo")) continue;
            if ((string?)element.Attribute(Ooxml.W + "author") is not { } author) continue;
            if (!authors.TryGetValue(key, out var names)) authors[key] = names = [];
            if (!names.Contains(author)) names.Add(author);
        }

        return authors.ToDictionary(a => a.Key, a => (IReadOnlyList<string>)a.Value);
    }

    // A paragraph's own mark comes before the bookmark in it: the clause is looked up from the paragraph.
    private static string? Clause(XElement element)
    {
        if (element.Name != Ooxml.W + "p") return null;
        var tag = element.Descendants(Ooxml.W + "tag").Select(t => OurTag.Read(t.Value())).FirstOrDefault(t => t is not null)
            ?? element.Descendants(Ooxml.W + "bookmarkStart").Select(b => OurTag.OfBookmark((string?)b.Attribute(Ooxml.W + "name") ?? "")).FirstOrDefault(t => t is not null);
        return tag?.Key.ToString();
    }
}
