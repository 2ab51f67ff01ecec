using PcnAgreements.Documents.Imports;

namespace PcnAgreements.Documents.Markdown;

/// <summary>
/// A text as one Markdown file. Each clause is a heading line (<c>##</c> for the first level, one more for each below), its number, its
/// heading and, in braces as other programs write them, its key and flags: <c>### 1.2 Meetings {#c7 .blank}</c>. The flags are
/// <c>.schedule</c>, <c>.unnumbered</c>, <c>.blank</c> and, as Markdown knows six depths only, <c>level=6</c>. Under it stands the body; a
/// body's line that would be read as a heading has a backslash before it, and a reference <c>[[c12]]</c> is a link that shows the number,
/// <c>[2.3](#c12)</c>.
/// </summary>
public static class MarkdownText
{
    /// <summary>Writes the file. Reading it again gives the same tree, keys, flags, headings and bodies.</summary>
    public static string Write(AgreementText text) => MarkdownWriter.Write(text);

    /// <summary>
    /// Reads a file: one that was written here, or one that a person wrote with headings (<c>#</c>) and typed numbers (<c>1.</c>,
    /// <c>1.1</c>, <c>(a)</c>, <c>Schedule 2</c>). Any text can be read; what is in no clause is in the report.
    /// </summary>
    public static ImportResult Read(string file)
    {
        var text = SourceText.Clean(SourceText.Lines(file).TrimStart('\ufeff'), out var dropped);
        var lines = text.Split('\n');
        var reader = lines.Any(l => HeadingLine.Read(l) is { Key: not null })
            ? new KeyedReader(lines).Read()
            : new HandReader(lines).Read();
        var leftOut = dropped is null
            ? reader.LeftOut
            : [.. reader.LeftOut, new LeftOut("file", dropped, "characters that no record takes")];
        return reader.Assembly.Build(
            reader.Drafts, new ImportReport
            {
                Title = reader.Title, Paragraphs = lines.Count(l => l.Trim().Length > 0), LeftOut = leftOut
            });
    }
}

/// <summary>What a reader of lines found.</summary>
internal sealed record LinesRead(IReadOnlyList<FoundClause> Drafts, string? Title, IReadOnlyList<LeftOut> LeftOut, ImportAssembly Assembly);
