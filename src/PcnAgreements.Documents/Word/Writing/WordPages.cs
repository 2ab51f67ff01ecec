using System.Xml.Linq;
using PcnAgreements.Documents.Word.Reading;
using static PcnAgreements.Documents.Word.Writing.WordXml;

namespace PcnAgreements.Documents.Word.Writing;

/// <summary>
/// What stands before and after the clauses: title, facts, contents; the signature page. Each in a content control and between bookmarks of
/// its own, so that a reader knows it is no clause.
/// </summary>
internal static class WordPages
{
    public static XElement Document(AgreementText text, WordXml xml, IEnumerable<XElement> clauses) => E("document",
        new XAttribute(XNamespace.Xmlns + "w", Ooxml.W), new XAttribute(XNamespace.Xmlns + "r", Ooxml.R),
        E("body", Front(text, xml), clauses, Back(text, xml),
            E(
                "sectPr", E("headerReference", A("type", "default"), new XAttribute(Ooxml.R + "id", "rIdHeader")),
                E("footerReference", A("type", "default"), new XAttribute(Ooxml.R + "id", "rIdFooter")),
                E("pgSz", A("w", 11906), A("h", 16838)),
                E(
                    "pgMar", A("top", 1418), A("right", 1418), A("bottom", 1418), A("left", 1418), A("header", 567), A("footer", 567),
                    A("gutter", 0)))));

    private static XElement Front(AgreementText text, WordXml xml)
    {
        var content = new List<XElement> { Plain("Title", text.Title, OurTag.FrontMark) };
        content.AddRange(TextFacts.Of(text).Select(f => Plain("PcnFact", $"{f.Name}: {f.Value}")));
        content.AddRange(text.Parties.Select(p => Plain("PcnFact", TextFacts.Party(p))));
        content.Add(Plain("TOCHeading", "Contents"));
        content.AddRange(Contents(text));
        content.Add(
            E(
                "p", E("bookmarkStart", A("id", 3), A("name", OurTag.FrontEnd)), E("bookmarkEnd", A("id", 3)),
                E("r", E("br", A("type", "page")))));
        return xml.Controlled(OurTag.Front, "Title and contents", content);
    }

    // The entries are there for readers that make no contents of their own; Word fills in the pages when it opens the file.
    private static IEnumerable<XElement> Contents(AgreementText text)
    {
        var entries = text.Clauses.Where(c => c is { Level: 1, Number: not null } or { Level: 1 or 2, Wording.Heading: not null }).ToList();
        for (var i = 0; i <= entries.Count; i++)
        {
            var begin = i > 0 ? [] : new[]
            {
                E("r", E("fldChar", A("fldCharType", "begin"), A("dirty", "true"))),
                E("r", E("instrText", new XAttribute(XNamespace.Xml + "space", "preserve"), " TOC \\o \"1-2\" \\h \\z \\u ")),
                E("r", E("fldChar", A("fldCharType", "separate"))),
            };
            if (i == entries.Count)
            {
                yield return E("p", begin, E("r", E("fldChar", A("fldCharType", "end"))));
                continue;
            }

            var clause = entries[i];
            var bookmark = SheetMaker.Bookmark(SheetMaker.Tag(clause));
            var label = string.Join(' ', new[] { clause.Number, clause.Wording.Heading }.Where(p => p is not null));
            yield return E("p", E("pPr", V("pStyle", clause.Level == 1 ? "TOC1" : "TOC2")), begin,
                E("hyperlink", A("anchor", bookmark), E("r", Words(label))));
        }
    }

    private static XElement? Back(AgreementText text, WordXml xml)
    {
        if (text.Parties.Count == 0) return null;
        var content = new List<XElement> { Plain("PcnBack", "Signatures", OurTag.BackMark) };
        foreach (var party in text.Parties)
        {
            content.Add(Plain("PcnParty", TextFacts.Party(party)));
            content.Add(Lines(party));
            content.Add(Plain("Normal", ""));
        }

        return xml.Controlled(OurTag.Back, "Signatures", content);
    }

    private static XElement Lines(TextParty party)
    {
        int[] widths = [3600, 3070, 2400];
        XElement Row(bool header, params string[] cells) =>
            E(
                "tr",
                E(
                    "trPr", E("cantSplit"), E("trHeight", A("val", header ? 340 : 680), A("hRule", "atLeast")),
                    header ? E("tblHeader") : null),
            cells.Select(
                (c, i) =>
                    Cell(
                        widths[i], Bodies.CellAlign.None, header,
                        c.Length == 0 ? [] : [E("r", header ? E("rPr", E("b"), E("bCs")) : null, Words(c))])));
        var lines = party.Signatures.Count > 0 ? party.Signatures : [new TextSignature(null, null)];
        return E("tbl",
            E("tblPr", V("tblStyle", "TableGrid"), E("tblW", A("w", widths.Sum()), A("type", "dxa"))),
            E("tblGrid", widths.Select(w => E("gridCol", A("w", w)))),
            Row(true, "Signatory", "Signature", "Date"),
            lines.Select(
                l =>
                    Row(
                        false, TextFacts.Signature(l), l.SignedAt is null ? "" : "Signed electronically",
                        l.SignedAt is { } at ? TextFacts.Time(at) : "")));
    }

    private static XElement Plain(string style, string words, string? bookmark = null)
    {
        var id = bookmark == OurTag.FrontMark ? 1 : 2;
        return E(
            "p", E("pPr", V("pStyle", style)),
            bookmark is null ? null : new[] { E("bookmarkStart", A("id", id), A("name", bookmark)), E("bookmarkEnd", A("id", id)) },
            words.Length == 0 ? null : E("r", Words(words)));
    }
}
