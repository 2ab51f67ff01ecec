using System.Text.RegularExpressions;
using PcnAgreements.Documents.Imports;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>
/// What stands before the clauses of any Word file: its title and its table of contents, which are taken out of the blocks, and where the
/// first clause is.
/// </summary>
internal sealed partial class WordFront(List<WordBlock> blocks, List<LeftOut> leftOut)
{
    public void TakeContents()
    {
        var entries = blocks.OfType<WordParagraph>().Where(p => p.InContents).ToList();
        if (entries.Count == 0) return;
        var first = blocks.IndexOf(entries[0]);
        if (first > 0 && blocks[first - 1] is WordParagraph { Label: null } heading && ContentsHeading().IsMatch(heading.Text))
            entries.Insert(0, heading);
        leftOut.Add(
            new(
                entries[0].Place, string.Join('\n', entries.Select(p => WordParagraph.Plain(p.All))),
                "the table of contents, which is made anew"));
        var taken = entries.ToHashSet<WordBlock>();
        blocks.RemoveAll(taken.Contains);
    }

    /// <summary>The title that the file gives itself; null when none is recognised.</summary>
    public string? TakeTitle()
    {
        var first = blocks.OfType<WordParagraph>().FirstOrDefault(p => p.Text.Trim().Length > 0);
        if (blocks.OfType<WordParagraph>().FirstOrDefault(p => p.IsTitle && p.Text.Trim().Length > 0) is { Label: null, RunIn: null } title)
        {
            leftOut.Add(new(title.Place, title.Text, "the title"));
            blocks.Remove(title);
            return WordBodies.Line(title.Pieces);
        }

        return first is { Label: null, Outline: null } && first.Text.Length <= 200
            && (first.Centred || first.IsBold() || ParagraphShape.IsCapitals(first.Text))
            ? WordBodies.Line(first.Pieces)
            : null;
    }

    // Headings without labels take our numbers when nothing else in their part has any, or when lists start again below each of them; a
    // heading that a list of clauses runs on past is a title over some of them.
    public bool HeadingsCount(int from)
    {
        var (headings, lists, started) = (0, 0, false);
        foreach (var paragraph in blocks.Skip(from).OfType<WordParagraph>().Where(p => p.Text.Trim().Length > 0))
        {
            if (paragraph.ScheduleLabel() is not null) break;
            var label = paragraph.IsLabelled() ? LabelText.Parse(paragraph.Label!.Text) : paragraph.Typed()?.Readings ?? [];
            if (label.Count > 0 && paragraph.Outline is not null) return false;
            if (paragraph.IsLabelled() && label.Count == 0) return false;
            if (label.Count == 0 && paragraph.Outline is not null) (headings, started) = (headings + 1, false);
            else if (label.FirstOrDefault(r => r.Row[0] == '1') is { } reading)
            {
                if (headings == 0 || reading.Prefix is not null || (!started && reading.Ordinal != 1)) return false;
                if (!started) lists++;
                started = true;
            }
        }

        return headings > 0 && lists != 1;
    }

    // Recitals and parties may have labels of their own, (A) or (1): the first clause has a heading's number, 1 or Article I.
    public int FirstClause(bool headingsCount)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i] is not WordParagraph paragraph || paragraph.Text.Trim().Length == 0) continue;
            if (paragraph.ScheduleLabel() is not null || (headingsCount && paragraph.Outline is not null)) return i;
            if (paragraph.IsLabelled() && (paragraph.Outline is not null || IsTopRow(paragraph.Label!.Text))) return i;
            if (paragraph.Typed() is { } typed && typed.Readings[0] is { Row: "1" or "1.1", Ordinal: 1 } reading
                && (reading.Row == "1.1" || paragraph.Outline is not null || paragraph.IsBold() || HeadingShape.Fits(typed.Rest))) return i;
        }

        var heading = blocks.FindIndex(b => b is WordParagraph { Outline: not null } p && p.Text.Trim().Length > 0);
        return heading >= 0 ? heading : blocks.Count;
    }

    private static bool IsTopRow(string label) =>
        LabelText.Parse(label) is { Count: > 0 } readings
            ? readings.Any(r => r.Row[0] == '1')
            : label.Any(char.IsLetterOrDigit) && label.Length > 3;

    [GeneratedRegex(@"\A\s*(?:table of )?contents\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex ContentsHeading();
}
