using System.Xml.Linq;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>One reading of a document with tracked changes: as if all were accepted, or all rejected.</summary>
internal sealed class Tracking(bool accept)
{
    private static readonly HashSet<XName> Changes =
    [
        Ooxml.W + "ins", Ooxml.W + "del", Ooxml.W + "moveFrom", Ooxml.W + "moveTo", Ooxml.W + "cellIns", Ooxml.W + "cellDel",
        Ooxml.W + "cellMerge",
        Ooxml.W + "pPrChange", Ooxml.W + "rPrChange", Ooxml.W + "tblPrChange", Ooxml.W + "trPrChange", Ooxml.W + "tcPrChange",
        Ooxml.W + "sectPrChange",
        Ooxml.W + "numberingChange",
    ];

    private static readonly HashSet<XName> Wording =
    [
        Ooxml.W + "ins", Ooxml.W + "del", Ooxml.W + "moveFrom", Ooxml.W + "moveTo", Ooxml.W + "pPrChange"
    ];

    /// <summary>How many changes there are that alter words or numbers, and by whom.</summary>
    public static (int Count, IReadOnlyList<string> Authors) Found(XElement root)
    {
        var found = root.Descendants().Where(e => Wording.Contains(e.Name)).ToList();
        return (found.Count, [.. found.Select(e => (string?)e.Attribute(Ooxml.W + "author")).OfType<string>().Distinct()]);
    }

    /// <summary>Whether an element only describes a change and holds nothing that is read.</summary>
    public static bool IsDescription(XElement element) =>
        element.Name.LocalName.EndsWith("Change", StringComparison.Ordinal) && Changes.Contains(element.Name);

    /// <summary>Whether what stands in an element is not there in this reading.</summary>
    public bool Hides(XElement element) => element.Name.Namespace == Ooxml.W && element.Name.LocalName switch
    {
        "del" or "moveFrom" => accept,
        "ins" or "moveTo" => !accept,
        _ => false,
    };

    /// <summary>Whether a paragraph's mark is not there in this reading: its text runs on into the next paragraph.</summary>
    public bool HidesMark(XElement? markProperties) => accept
        ? markProperties.Child("del") is not null || markProperties.Child("moveFrom") is not null
        : markProperties.Child("ins") is not null || markProperties.Child("moveTo") is not null;

    /// <summary>Whether a row is not there in this reading.</summary>
    public bool HidesRow(XElement row) => row.Child("trPr") is { } properties && properties.Elements().Any(Hides);

    /// <summary>Whether a cell is not there in this reading.</summary>
    public bool HidesCell(XElement cell) => cell.Child("tcPr").Child(accept ? "cellDel" : "cellIns") is not null;

    /// <summary>A paragraph's properties in this reading.</summary>
    public XElement? Properties(XElement paragraph)
    {
        var now = paragraph.Child("pPr");
        if (accept) return now;
        return now.Child("pPrChange") is { } change ? change.Child("pPr") ?? new XElement(Ooxml.W + "pPr") : now;
    }
}
