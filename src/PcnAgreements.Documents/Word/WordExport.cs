using PcnAgreements.Documents.Word.Writing;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Word;

/// <summary>
/// Writes a text as a .docx: real multi-level numbering tied to heading styles, each schedule on a new page, contents, notes at the foot of
/// the page, references as fields, a header with title, version, date and hash, and a signature page. Keys travel in content controls and
/// the exact words in a part of their own, so that importing the file gives the same tree, keys, text and hashes. The same text gives the
/// same bytes.
/// </summary>
public static class WordExport
{
    /// <summary>The media type of what is written.</summary>
    public const string MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>Writes the file to a stream, which stays open and need not seek.</summary>
    public static void Write(AgreementText text, Stream target)
    {
        var maker = new SheetMaker();
        var xml = new WordXml();
        var labels = new ReferenceLabels(text.Clauses);
        var sheets = text.Clauses.Select(c => maker.Clause(c, labels)).ToList();
        var document = WordPages.Document(text, xml, WordXml.Parted(sheets.SelectMany(xml.Clause)));
        Finish(text, WordParts.Of(text, maker, xml, document), target);
    }

    // Word cannot show everything a body may say: what a reader of the file will see instead is found by reading it, and goes along.
    internal static void Finish(AgreementText text, Dictionary<string, byte[]> parts, Stream target)
    {
        parts["customXml/item1.xml"] = WordXml.Bytes(WordParts.Ours(text, Seen(text, parts)));
        var file = new MemoryStream();
        WordParts.Save(file, parts);
        file.Position = 0;
        file.CopyTo(target);
    }

    private static Dictionary<string, Wording> Seen(AgreementText text, Dictionary<string, byte[]> parts)
    {
        var file = new MemoryStream();
        WordParts.Save(file, parts);
        file.Position = 0;
        var read = WordImport.Read(file, TrackedChanges.Accept, out var problem)
            ?? throw new InvalidOperationException($"An export cannot be read again: {problem!.Detail}");
        var written = text.Clauses.ToDictionary(c => c.Key, c => c.Wording);
        return read.Clauses.Select(c => (Key: c.Key, Wording: Wording.Of(c.Heading, c.Body)))
            .Where(c => written.TryGetValue(c.Key, out var was) && was != c.Wording).ToDictionary(c => c.Key.ToString(), c => c.Wording);
    }
}
