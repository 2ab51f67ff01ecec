using PcnAgreements.Documents.Word.Writing;

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
    public static void Write(AgreementText text, Stream target) => Write(text, target, remembered: true);

    /// <summary>Writes the file, with or without the exact words beside what Word shows.</summary>
    internal static void Write(AgreementText text, Stream target, bool remembered)
    {
        var maker = new SheetMaker();
        var xml = new WordXml();
        var labels = new ReferenceLabels(text.Clauses);
        var sheets = text.Clauses.Select(c => maker.Clause(c, labels)).ToList();
        var parts = WordParts.Of(
            text, maker, xml, WordPages.Document(text, xml, WordXml.Parted(sheets.SelectMany(xml.Clause))));
        if (remembered) parts["customXml/item1.xml"] = WordXml.Bytes(WordParts.Ours(text));
        var file = new MemoryStream();
        WordParts.Save(file, parts);
        file.Position = 0;
        file.CopyTo(target);
    }
}
