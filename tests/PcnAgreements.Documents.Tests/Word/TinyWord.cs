using System.IO.Compression;
using System.Text;
using PcnAgreements.Documents.Imports;
using PcnAgreements.Documents.Word;

namespace PcnAgreements.Documents.Tests.Word;

/// <summary>Word files of a few lines, as other programs might write them.</summary>
internal static class TinyWord
{
    private const string Names =
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
        + " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";

    private const string Types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    public static byte[] Of(string body, string numbering = "", string styles = "", string footnotes = "") => Zip(new()
    {
        ["_rels/.rels"] =
            $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{Types}officeDocument\" Target=\"word/document.xml\"/></Relationships>",
        ["word/_rels/document.xml.rels"] =
            $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{Types}numbering\" Target=\"numbering.xml\"/>"
            + $"<Relationship Id=\"r2\" Type=\"{Types}styles\" Target=\"styles.xml\"/><Relationship Id=\"r3\" Type=\"{Types}footnotes\" Target=\"footnotes.xml\"/></Relationships>",
        ["word/document.xml"] = $"<w:document {Names}><w:body>{body}</w:body></w:document>",
        ["word/numbering.xml"] = $"<w:numbering {Names}>{numbering}</w:numbering>",
        ["word/styles.xml"] = $"<w:styles {Names}>{styles}</w:styles>",
        ["word/footnotes.xml"] = $"<w:footnotes {Names}>{footnotes}</w:footnotes>",
    });

    public static byte[] Zip(Dictionary<string, string> parts)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return file.ToArray();
    }

    public static string P(string text, string properties = "") =>
        $"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>";

    public static string Num(int num, int level) => $"<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{num}\"/></w:numPr>";

    public static string Style(string style) => $"<w:pStyle w:val=\"{style}\"/>";

    public static string Abstract(int id, params (string Format, string Text)[] levels) =>
        $"<w:abstractNum w:abstractNumId=\"{id}\">" + string.Concat(levels.Select((l, i) =>
            $"<w:lvl w:ilvl=\"{i}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{l.Format}\"/><w:lvlText w:val=\"{l.Text}\"/></w:lvl>"))
                + "</w:abstractNum>";

    public static string NumOf(int num, int list, string overrides = "") =>
        $"<w:num w:numId=\"{num}\"><w:abstractNumId w:val=\"{list}\"/>{overrides}</w:num>";

    public static ImportResult Read(byte[] file, TrackedChanges tracked = TrackedChanges.Refuse) => Travelling_as_Word.Read(file, tracked);

    public static List<string> Outline(ImportResult read) =>
    [
        .. read.Clauses.Select(c => $"{c.Number ?? "-"} <{c.SourceNumber}> {c.Heading ?? c.Body.Split('\n')[0]}")
    ];
}
