using System.IO.Compression;
using System.Xml.Linq;
using PcnAgreements.Documents.Word.Reading;
using PcnAgreements.Domain.Text;
using static PcnAgreements.Documents.Word.Writing.WordXml;

namespace PcnAgreements.Documents.Word.Writing;

/// <summary>The parts of an export beside its text, and the zip round them; the same text gives the same bytes.</summary>
internal static class WordParts
{
    private const string Types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private const string Media = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

    public static void Save(Stream target, IReadOnlyDictionary<string, byte[]> parts)
    {
        using var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, bytes) in parts)
        {
            var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
            entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var stream = entry.Open();
            stream.Write(bytes);
        }
    }

    public static Dictionary<string, byte[]> Of(AgreementText text, SheetMaker maker, WordXml xml, XElement document) => new()
    {
        ["[Content_Types].xml"] = Bytes(ContentTypes()),
        ["_rels/.rels"] = Bytes(Relations(
            ("officeDocument", Types + "officeDocument", "word/document.xml"),
            ("core", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"))),
        ["docProps/core.xml"] = Bytes(Properties(text)),
        ["word/document.xml"] = Bytes(document),
        ["word/_rels/document.xml.rels"] = Bytes(Relations(
            ("rIdStyles", Types + "styles", "styles.xml"), ("rIdNumbering", Types + "numbering", "numbering.xml"),
            ("rIdSettings", Types + "settings", "settings.xml"),
            ("rIdNotes", Types + "footnotes", "footnotes.xml"), ("rIdHeader", Types + "header", "header1.xml"),
            ("rIdFooter", Types + "footer", "footer1.xml"),
            ("rIdOurs", Types + "customXml", "../customXml/item1.xml"))),
        ["word/styles.xml"] = Bytes(WordLook.Styles()),
        ["word/numbering.xml"] = Bytes(WordLook.Numbering(maker.Lists)),
        ["word/settings.xml"] = Bytes(
            E("settings", V("defaultTabStop", SheetMaker.Step), E("footnotePr", E("footnote", A("id", -1)), E("footnote", A("id", 0))),
            E(
                "compat",
                E("compatSetting", A("name", "compatibilityMode"), A("uri", "http://schemas.microsoft.com/office/word"), A("val", "15"))))),
        ["word/footnotes.xml"] = Bytes(Notes(maker, xml)),
        ["word/header1.xml"] = Bytes(Header(text)),
        ["word/footer1.xml"] = Bytes(Footer()),
        ["customXml/item1.xml"] = Bytes(new XElement(OurText.Name + "text")),
        ["customXml/_rels/item1.xml.rels"] = Bytes(Relations(("rId1", Types + "customXmlProps", "itemProps1.xml"))),
        ["customXml/itemProps1.xml"] = Bytes(StoreItem()),
    };

    /// <summary>The text an export was made of.</summary>
    public static XElement Ours(AgreementText text)
    {
        var name = OurText.Name;
        return new XElement(
            name + "text", new XAttribute("title", text.Title), new XAttribute("hash", text.TextHash ?? TextHash.Of(text.Clauses)),
            text.Clauses.Select(c => new XElement(
                name + "clause", new XAttribute("key", c.Key), new XAttribute("level", c.Level),
                c.Wording.Heading is { } heading ? Kept("heading", heading) : null, Kept("body", c.Wording.Body))));
        XElement Kept(string part, string words) => new(name + part, new XAttribute(XNamespace.Xml + "space", "preserve"), words);
    }

    private static XElement ContentTypes()
    {
        XNamespace ns = "http://schemas.openxmlformats.org/package/2006/content-types";
        XElement Part(string name, string type) =>
            new(ns + "Override", new XAttribute("PartName", name), new XAttribute("ContentType", type));
        return new(ns + "Types",
            new XElement(
                ns + "Default", new XAttribute("Extension", "rels"),
                new XAttribute("ContentType", "application/vnd.openxmlformats-package.relationships+xml")),
            new XElement(ns + "Default", new XAttribute("Extension", "xml"), new XAttribute("ContentType", "application/xml")),
            Part("/word/document.xml", Media + "document.main+xml"), Part("/word/styles.xml", Media + "styles+xml"),
            Part("/word/numbering.xml", Media + "numbering+xml"),
            Part("/word/settings.xml", Media + "settings+xml"), Part("/word/footnotes.xml", Media + "footnotes+xml"),
            Part("/word/header1.xml", Media + "header+xml"),
            Part("/word/footer1.xml", Media + "footer+xml"),
            Part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
            Part("/customXml/itemProps1.xml", "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"));
    }

    private static XElement Relations(params (string Id, string Type, string Target)[] relations) =>
        new(Ooxml.Rel + "Relationships", relations.Select(r =>
        new XElement(
            Ooxml.Rel + "Relationship", new XAttribute("Id", r.Id), new XAttribute("Type", r.Type), new XAttribute("Target", r.Target))));

    private static XElement Properties(AgreementText text)
    {
        XNamespace core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
        XNamespace dc = "http://purl.org/dc/elements/1.1/";
        return new(
            core + "coreProperties", new XElement(dc + "title", text.Title),
            text.Version is { } version ? new XElement(core + "version", version) : null,
            new XElement(dc + "language", "en-GB"));
    }

    private static XElement StoreItem()
    {
        XNamespace ds = "http://schemas.openxmlformats.org/officeDocument/2006/customXml";
        return new(
            ds + "datastoreItem", new XAttribute(XNamespace.Xmlns + "ds", ds),
            new XAttribute(ds + "itemID", "{7D5F0B0E-6C1B-4B57-9C2A-4A3E6B8D9F10}"),
            new XElement(ds + "schemaRefs", new XElement(ds + "schemaRef", new XAttribute(ds + "uri", OurText.Name.NamespaceName))));
    }

    private static XElement Notes(SheetMaker maker, WordXml xml) => E("footnotes",
        E("footnote", A("type", "separator"), A("id", -1), E("p", E("r", E("separator")))),
        E("footnote", A("type", "continuationSeparator"), A("id", 0), E("p", E("r", E("continuationSeparator")))),
        maker.Notes.Select((note, i) => E("footnote", A("id", i + 1), E("p", E("pPr", V("pStyle", "FootnoteText")),
            E("r", E("rPr", V("rStyle", "FootnoteReference")), E("footnoteRef")),
            E("r", E("t", new XAttribute(XNamespace.Xml + "space", "preserve"), " ")), xml.Runs(note, null)))));

    private static XElement Header(AgreementText text)
    {
        var facts = string.Join(
            " · ",
            new[] { text.Version is { } v ? $"Version {v}" : null, text.Date is { } d ? TextFacts.Day(d) : null, text.Status }
                .Where(f => f is not null));
        return E("hdr",
            E("p", E("pPr", V("pStyle", "Header")), E("r", Words(text.Title)), facts.Length > 0 ? E("r", E("tab"), Words(facts)) : null),
            text.TextHash is { } hash
                ? E("p", E("pPr", V("pStyle", "Header")), E("r", E("rPr", V("sz", 14)), Words("Text hash " + hash)))
                : null);
    }

    private static XElement Footer() =>
        E(
            "ftr",
            E(
                "p", E("pPr", V("pStyle", "Footer"), V("jc", "center")), E("r", Words("Page ")), Field("PAGE", "1"), E("r", Words(" of ")),
                Field("NUMPAGES", "1")));

    public static IEnumerable<XElement> Field(string instruction, string result) =>
    [
        E("r", E("fldChar", A("fldCharType", "begin"))),
        E("r", E("instrText", new XAttribute(XNamespace.Xml + "space", "preserve"), $" {instruction} ")),
        E("r", E("fldChar", A("fldCharType", "separate"))), E("r", Words(result)), E("r", E("fldChar", A("fldCharType", "end"))),
    ];
}
