using System.IO.Compression;
using PcnAgreements.Documents.Word;
using Shouldly;

namespace PcnAgreements.Api.Tests.Word;

/// <summary>Word files of an agreement, out and in.</summary>
internal static class WordTalk
{
    private const string Who = "w:id=\"900\" w:author=\"C. Counsel\" w:date=\"2026-11-21T09:00:00Z\"";

    public static readonly (string Name, string Value) AsWord = ("Content-Type", WordExport.MediaType);

    /// <summary>The text as a Word file.</summary>
    public static Task<Reply> Word(this Situation situation, params (string Name, string Value)[] headers) => situation.Word("", headers);

    /// <summary>The text as a Word file, at a version.</summary>
    public static Task<Reply> Word(this Situation situation, string query, params (string Name, string Value)[] headers) =>
        situation.Editor.Get($"{situation.Path}/text{query}", [("Accept", WordExport.MediaType), .. headers]);

    /// <summary>An export in which a reader with tracking on replaced words, as Word marks it.</summary>
    public static byte[] Tracked(this byte[] file, string was, string becomes) => file.With(xml =>
    {
        xml.ShouldContain(was);
        return xml.Replace(was, $"</w:t></w:r><w:del {Who}><w:r><w:delText xml:space=\"preserve\">{was}</w:delText></w:r></w:del>"
            + $"<w:ins {Who}><w:r><w:t xml:space=\"preserve\">{becomes}</w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\">", StringComparison.Ordinal);
    });

    /// <summary>An export in which a reader with tracking on wrote clauses before a heading, each a heading and a paragraph.</summary>
    public static byte[] Added(this byte[] file, string before, params (int Level, string Heading, string Body)[] clauses) => file.With(xml =>
    {
        var start = xml.LastIndexOf("<w:p>", xml.IndexOf($">{before}<", StringComparison.Ordinal), StringComparison.Ordinal);
        return xml[..start] + string.Concat(clauses.Select(c => Paragraph($"Heading{c.Level}", c.Heading) + Paragraph($"PcnText{c.Level}", c.Body))) + xml[start..];
    });

    /// <summary>A part of a Word file as text.</summary>
    public static string Part(this Reply file, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(file.Is(200).Bytes));
        using var part = new StreamReader(zip.GetEntry(name).ShouldNotBeNull().Open());
        return part.ReadToEnd();
    }

    private static string Paragraph(string style, string words) =>
        $"<w:p><w:pPr><w:pStyle w:val=\"{style}\"/><w:rPr><w:ins {Who}/></w:rPr></w:pPr><w:ins {Who}><w:r><w:t>{words}</w:t></w:r></w:ins></w:p>";

    private static byte[] With(this byte[] file, Func<string, string> change)
    {
        var changed = new MemoryStream();
        changed.Write(file);
        using (var zip = new ZipArchive(changed, ZipArchiveMode.Update, leaveOpen: true))
        {
            var part = zip.GetEntry("word/document.xml")!;
            string xml;
            using (var reader = new StreamReader(part.Open())) xml = reader.ReadToEnd();
            part.Delete();
            using var writer = new StreamWriter(zip.CreateEntry("word/document.xml").Open());
            writer.Write(change(xml));
        }

        return changed.ToArray();
    }
}
