using System.Xml.Linq;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>
/// Reads a story (the body, or a note) into blocks: every wrapper is looked into, paragraphs whose mark is gone are joined, and no
/// paragraph is passed over. Labels are counted in the same order; a text box counts its own.
/// </summary>
internal sealed class WordStory
{
    // Content that stands in no paragraph is one of its own: Word writes none so, others do.
    private static readonly HashSet<string> Stray = ["r", "hyperlink", "fldSimple", "smartTag", "dir", "bdo", "oMath", "oMathPara"];

    // A cell that spans columns takes more than it says in the file.
    private const int MostGaps = 1_000_000;

    private readonly WordStyles styles;
    private readonly WordNumbering numbering;
    private readonly Tracking tracking;
    private readonly WordRuns runs;
    private readonly List<string> pendingMarks = [];
    private WordCounters counters;
    private WordParagraph? carried;
    private bool carriedHidden;
    private int count;
    private int gaps;

    public WordStory(WordStyles styles, WordNumbering numbering, Tracking tracking)
    {
        (this.styles, this.numbering, this.tracking) = (styles, numbering, tracking);
        counters = new(numbering);
        runs = new(styles, tracking, Findings, Box);
    }

    /// <summary>What was met beside the blocks.</summary>
    public WordFindings Findings { get; } = new();

    /// <summary>How many paragraphs were read.</summary>
    public int Paragraphs => count;

    public List<WordBlock> Read(XElement container)
    {
        var blocks = new List<WordBlock>();
        Blocks(container, null, blocks);
        Flush(blocks);
        return blocks;
    }

    private void Blocks(XElement container, OurControl? control, List<WordBlock> blocks)
    {
        foreach (var element in container.Elements())
        {
            if (tracking.Hides(element) || Tracking.IsDescription(element)) continue;
            switch (element.Name.LocalName)
            {
                case "p" when element.Name.Namespace == Ooxml.W: Paragraph(element, control, blocks); break;
                case "tbl" when element.Name.Namespace == Ooxml.W:
                    // What waits for the next paragraph does not go into a table.
                    Flush(blocks);
                    blocks.Add(Table(element, control));
                    break;
                case "sdt": Blocks(element, OurControl.Of(element) ?? control, blocks); break;
                case "AlternateContent": Blocks(WordRuns.Branch(element), control, blocks); break;
                case "bookmarkStart" when (string?)element.Attribute(Ooxml.W + "name") is { } name: pendingMarks.Add(name); break;
                case "altChunk" or "subDoc": Findings.Unread.Add((count + 1, "text that is kept in another file")); break;
                case "sdtPr" or "sdtEndPr" or "tcPr" or "sectPr" or "pPr" or "customXmlPr": break;
                case var name when Stray.Contains(name): Paragraph(new XElement(Ooxml.W + "p", element), control, blocks); break;
                default: Blocks(element, control, blocks); break;
            }
        }
    }

    private void Paragraph(XElement element, OurControl? control, List<WordBlock> blocks)
    {
        var paragraph = Begun(element, tracking.Properties(element), control);
        var startsInContents = runs.Fields.InContents;
        runs.Fields.SaidOutside = false;
        foreach (var mark in pendingMarks) Findings.Begin(mark, paragraph);
        pendingMarks.Clear();
        var boxes = new List<WordBlock>();
        runs.Read(element, paragraph, boxes);
        paragraph.InContents |= (startsInContents || runs.Fields.InContents) && !runs.Fields.SaidOutside;
        runs.Fields.EndParagraph(paragraph.Pieces);
        if (tracking.Properties(element).Child("sectPr") is not null && !paragraph.SaysAnything) paragraph.List = null;
        var marks = element.Child("pPr").Child("rPr");
        Place(paragraph, tracking.HidesMark(marks), marks.Toggle("vanish") == true || marks.Toggle("specVanish") == true, blocks);
        blocks.AddRange(boxes);
    }

    private WordParagraph Begun(XElement source, XElement? properties, OurControl? control)
    {
        var style = properties.ChildValue("pStyle");
        return new()
        {
            Source = source,
            Control = control,
            Index = ++count,
            Style = style,
            Outline = properties.ChildWhole("outlineLvl") is { } own ? own is >= 0 and < 9 ? own : null : styles.Outline(style),
            List = numbering.Place(properties, style),
            IsTitle = styles.Is(style, n => n is "title"),
            InContents = styles.Is(
                style, n => n.StartsWith("toc ", StringComparison.Ordinal) && !n.Contains("heading", StringComparison.Ordinal)),
            Centred = (properties.ChildValue("jc") ?? styles.Property(style, "jc").Value()) is "center",
            NewPage = properties.Toggle("pageBreakBefore") ?? styles.Property(style, "pageBreakBefore") is { } page
                && page.Value() is not ("0" or "false"),
        };
    }

    // A mark that is not there joins: by a tracked change the next paragraph's properties win, by hiding this one's do.
    private void Place(WordParagraph paragraph, bool markGone, bool markHidden, List<WordBlock> blocks)
    {
        if (carried is { } before)
        {
            if (carriedHidden)
            {
                before.RunOnInto(paragraph);
                Findings.Rename(paragraph, before);
                paragraph = before;
            }
            else paragraph.GoOnFrom(before);
            carried = null;
        }

        if (markGone || (markHidden && paragraph.Pieces.Exists(p => p is not WordPiece.Break { Page: true })))
            (carried, carriedHidden) = (paragraph, !markGone);
        else blocks.Add(Finish(paragraph));
    }

    private void Flush(List<WordBlock> blocks)
    {
        if (carried is { } rest && (rest.Pieces.Count > 0 || rest.RunIn is not null)) blocks.Add(Finish(rest));
        carried = null;
    }

    private WordParagraph Finish(WordParagraph paragraph)
    {
        paragraph.TrimPages();
        if (paragraph.List is { } place) paragraph.Label = counters.Next(place);
        return paragraph;
    }

    private void Box(XElement content, WordParagraph anchor, List<WordBlock> boxes)
    {
        var (fields, waiting, counted) = (runs.Fields.Suspend(), carried, counters);
        (carried, counters) = (null, new WordCounters(numbering));
        Blocks(content, anchor.Control, boxes);
        Flush(boxes);
        (carried, counters) = (waiting, counted);
        runs.Fields.Resume(fields);
    }

    private WordTable Table(XElement element, OurControl? control)
    {
        var table = new WordTable { Control = control, Index = count + 1 };
        foreach (var row in Wrapped(element, "tr"))
        {
            if (tracking.HidesRow(row)) continue;
            var cells = new List<List<WordBlock>>();
            Gap(cells, row.Child("trPr").ChildWhole("gridBefore") ?? 0);
            foreach (var cell in Wrapped(row, "tc"))
            {
                if (tracking.HidesCell(cell)) continue;
                var blocks = new List<WordBlock>();
                Blocks(cell, control, blocks);
                Flush(blocks);
                cells.Add(blocks);
                Gap(cells, (cell.Child("tcPr").ChildWhole("gridSpan") ?? 1) - 1);
            }

            if (cells.Count > 0) table.Rows.Add(cells);
        }

        return table;
    }

    private void Gap(List<List<WordBlock>> cells, int columns)
    {
        columns = Math.Clamp(columns, 0, 62);
        if ((gaps += columns) > MostGaps)
            throw new BadWordFile(WordProblemKind.TooLarge, "The tables of the file have more columns than any agreement.");
        for (var i = 0; i < columns; i++) cells.Add([]);
    }

    private IEnumerable<XElement> Wrapped(XElement container, string name)
    {
        foreach (var element in container.Elements())
        {
            if (tracking.Hides(element)) continue;
            if (element.Name == Ooxml.W + name) yield return element;
            else if (element.Name == Ooxml.W + "bookmarkStart" && (string?)element.Attribute(Ooxml.W + "name") is { } mark)
                pendingMarks.Add(mark);
            else if (element.Name.LocalName is "sdt" or "sdtContent" or "customXml" or "ins" or "moveTo" or "del" or "moveFrom"
                or "AlternateContent")
            {
                var inner = element.Name.LocalName == "AlternateContent" ? WordRuns.Branch(element) : element;
                foreach (var within in Wrapped(inner, name)) yield return within;
            }
        }
    }
}
