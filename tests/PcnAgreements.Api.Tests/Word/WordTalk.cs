using System.IO.Compression;
using System.Xml.Linq;
using PcnAgreements.Documents.Word;
using Shouldly;

namespace PcnAgreements.Api.Tests.Word;

/// <summary>Word files of an agreement, out and in.</summary>
internal static class WordTalk
{
    private static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

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
            + $"<w:ins {Who}><w:r><w:t xml:space=\"preserve\">{becomes}</w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\">",
                StringComparison.Ordinal);
    });

    /// <summary>An export in which a reader with tracking on wrote clauses before a heading, each a heading and a paragraph.</summary>
    public static byte[] Added(this byte[] file, string before, params (int Level, string Heading, string Body)[] clauses) =>
        file.With(xml =>
    {
        var start = xml.LastIndexOf("<w:p>", xml.IndexOf($">{before}<", StringComparison.Ordinal), StringComparison.Ordinal);
        return xml[..start]
            + string.Concat(clauses.Select(c => Paragraph($"Heading{c.Level}", c.Heading) + Paragraph($"PcnText{c.Level}", c.Body)))
                + xml[start..];
    });

    /// <summary>
    /// An export in which a reader with tracking on moved a clause, with its text, before the heading of another (null: to the end), as
    /// Word marks it.
    /// </summary>
    public static byte[] Moved(this byte[] file, string heading, string? before) => file.With(xml =>
    {
        var document = XDocument.Parse(xml, LoadOptions.PreserveWhitespace);
        var all = document.Root!.Element(W + "body")!.Elements().ToList();
        int At(string words) => all.FindIndex(p => p.Name == W + "p" && p.Value == words);
        var clause = all.Skip(At(heading))
            .TakeWhile((p, i) => i == 0 || (p.Name == W + "p" && !p.Descendants(W + "bookmarkStart").Any())).ToList();
        var end = all.FindIndex(p => p.Name == W + "sdt" && p.Value.StartsWith("Signatures", StringComparison.Ordinal));
        all[before is null ? end : At(before)].AddBeforeSelf(clause.Select(p => Going(new XElement(p), "moveTo")));
        foreach (var paragraph in clause) paragraph.ReplaceWith(Going(new XElement(paragraph), "moveFrom"));
        return document.ToString(SaveOptions.DisableFormatting);
    });

    /// <summary>An export in which a reader with tracking on deleted a clause with its text.</summary>
    public static byte[] Struck(this byte[] file, string heading) => file.With(xml =>
    {
        var document = XDocument.Parse(xml, LoadOptions.PreserveWhitespace);
        var start = document.Root!.Element(W + "body")!.Elements(W + "p").Single(p => p.Value == heading);
        foreach (var p in start.ElementsAfterSelf().TakeWhile(p => p.Name == W + "p" && !p.Descendants(W + "bookmarkStart").Any())
            .Prepend(start).ToList())
        {
            foreach (var text in p.Descendants(W + "t").ToList()) text.Name = W + "delText";
            p.ReplaceWith(Going(new XElement(p), "del"));
        }

        return document.ToString(SaveOptions.DisableFormatting);
    });

    /// <summary>A part of a Word file as text.</summary>
    public static string Part(this Reply file, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(file.Is(200).Bytes));
        using var part = new StreamReader(zip.GetEntry(name).ShouldNotBeNull().Open());
        return part.ReadToEnd();
    }

    private static XElement Going(XElement paragraph, string change)
    {
        XElement Change() => XElement.Parse($"<w:{change} xmlns:w=\"{W}\" {Who}/>");
        // Bookmarks go along to where the words stand now.
        if (change == "moveFrom")
            paragraph.Descendants().Where(e => e.Name.LocalName.StartsWith("bookmark", StringComparison.Ordinal)).Remove();
        paragraph.Element(W + "pPr")!.Add(new XElement(W + "rPr", Change()));
        foreach (var run in paragraph.Descendants(W + "r").ToList())
        {
            var wrapped = Change();
            run.ReplaceWith(wrapped);
            wrapped.Add(run);
        }

        return paragraph;
    }

    private static string Paragraph(string style, string words) =>
        $"<w:p><w:pPr><w:pStyle w:val=\"{style}\"/><w:rPr><w:ins {Who}/></w:rPr></w:pPr><w:ins {Who}><w:r><w:t>{words}</w:t></w:r></w:ins></w:p>";

    /// <summary>A Word file with one more part.</summary>
    public static byte[] WithPart(this byte[] file, string name) => file.Zip(zip => zip.CreateEntry(name));

    /// <summary>A Word file without a part.</summary>
    public static byte[] Without(this byte[] file, string name) => file.Zip(zip => zip.GetEntry(name).ShouldNotBeNull().Delete());

    private static byte[] Zip(this byte[] file, Action<ZipArchive> change)
    {
        var changed = new MemoryStream();
        changed.Write(file);
        using (var zip = new ZipArchive(changed, ZipArchiveMode.Update, leaveOpen: true)) change(zip);
        return changed.ToArray();
    }

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
