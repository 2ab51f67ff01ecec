using PcnAgreements.Documents.Imports;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>
/// Tells clauses from text in any Word file: by Word's own labels, by labels that were typed, by heading styles, and by what a schedule's
/// first line looks like. What stands before the first clause is kept as text without a number.
/// </summary>
internal sealed class WordOutline
{
    private readonly List<WordBlock> blocks;
    private readonly WordFront front;
    private readonly List<WordClause> clauses = [];
    private readonly WordLadder ladder = new();
    private bool inSchedule;
    private bool headingsCount;
    private int under;
    private int start;

    public WordOutline(List<WordBlock> blocks, List<LeftOut> leftOut)
    {
        this.blocks =
        [
            .. blocks.SelectMany(
                b => b is WordParagraph { RunIn: not null } p && !p.IsLabelled() ? p.Parted() : (IEnumerable<WordBlock>)[b])
        ];
        front = new(this.blocks, leftOut);
    }

    /// <summary>The title that the file gives itself.</summary>
    public string? Title { get; private set; }

    public List<WordClause> Read()
    {
        front.TakeContents();
        Title = front.TakeTitle();
        headingsCount = front.HeadingsCount(0);
        start = front.FirstClause(headingsCount);
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i] is WordParagraph paragraph) i += Paragraph(paragraph, i);
            else Current().Content.Add(blocks[i]);
        }

        return clauses;
    }

    /// <summary>Takes a paragraph; answers how many of the next blocks it took with it.</summary>
    private int Paragraph(WordParagraph paragraph, int at)
    {
        if (paragraph.IsEmpty() && !paragraph.IsLabelled()) return Nothing(paragraph);
        if (at < start) return Before(paragraph);
        if (paragraph.RunIn is null && paragraph.ScheduleLabel() is { } schedule) return Schedule(paragraph, schedule, at);
        if (paragraph.IsLabelled()) return Labelled(paragraph, at);
        if (paragraph.Typed() is { } typed && ladder.Typed(typed, Level(), Top()) is { } place
            && (paragraph.Outline is not null || typed.Readings[0].Row[0] is not '1' || typed.Text.Contains('.', StringComparison.Ordinal)
                || typed.Rest.Length > 0))
            return TypedClause(paragraph, typed, place, at);
        if (paragraph.IsHeading()) return Heading(paragraph, at);
        Current().Content.Add(paragraph);
        return 0;
    }

    // A paragraph without words may still hold the mark of a note.
    private int Nothing(WordParagraph paragraph)
    {
        if (paragraph.Pieces.Any(p => p is WordPiece.Note)) Current().Content.Add(paragraph);
        return 0;
    }

    private int Before(WordParagraph paragraph)
    {
        if (paragraph.Outline is not null && !paragraph.IsLabelled())
            Open(new(paragraph.Place, 1) { Numbered = false }, paragraph).Head(paragraph, paragraph.Pieces);
        else Current().Content.Add(paragraph);
        return 0;
    }

    private int Schedule(WordParagraph paragraph, TypedLabel label, int at)
    {
        inSchedule = true;
        under = 0;
        headingsCount = front.HeadingsCount(at + 1);
        ladder.Restart();
        var auto = paragraph.Label is { Text.Length: > 0 } own && !LabelText.Agrees(own.Text, label.Text) ? own.Text : null;
        var fromLabel = LabelText.Read(paragraph.Label?.Text + " x") is { Readings: [{ Row: "Schedule" }, ..] };
        var clause = Open(
            new(
                paragraph.Place, 1) { OpensSchedule = true,
                SourceNumber = fromLabel ? paragraph.Label!.Text : auto is null ? label.Text : $"{auto} {label.Text}" }, paragraph);
        if (!fromLabel) paragraph.Strip(paragraph.Text.Length - label.Rest.Length);
        clause.Head(paragraph, paragraph.Pieces);
        if (clause.Draft.Heading is not null) return 0;

        // The title of a schedule often stands in a line of its own.
        var next = at + 1;
        while (next < blocks.Count && blocks[next] is WordParagraph empty && empty.IsEmpty() && !empty.IsLabelled()) next++;
        if (next >= blocks.Count || blocks[next] is not WordParagraph title || title.IsLabelled() || title.Typed() is not null
            || title.Text.Length > 120) return 0;
        if (!(title.Outline is not null || title.IsBold() || title.Centred || ParagraphShape.IsCapitals(title.Text))
            || title.ScheduleLabel() is not null) return 0;
        clause.Head(title, title.Pieces);
        return next - at;
    }

    private int Labelled(WordParagraph paragraph, int at)
    {
        var level = ladder.Place(paragraph.Label!, Level(), Top(), paragraph.Outline);
        if (level > Numbering.DeepestLevel || (paragraph.IsEmpty() && NextIsLabelled(at)))
        {
            if (!paragraph.IsEmpty() || level <= Numbering.DeepestLevel) Current().Content.Add(paragraph);
            return 0;
        }

        ladder.Stand(level, paragraph.Label!);
        return Numbered(paragraph, level, paragraph.Label!.Text, at);
    }

    private bool NextIsLabelled(int at) =>
        at + 1 >= blocks.Count || blocks[at + 1] is not WordParagraph next || next.IsLabelled() || next.Text.Trim().Length == 0;

    private int TypedClause(WordParagraph paragraph, TypedLabel typed, (int Level, LabelReading Reading) place, int at)
    {
        ladder.Stand(place.Level, place.Reading);
        paragraph.Strip(paragraph.Text.Length - typed.Rest.Length);
        return Numbered(paragraph, place.Level, typed.Text, at);
    }

    private int Numbered(WordParagraph paragraph, int level, string label, int at)
    {
        var clause = Open(new(paragraph.Place, level) { SourceNumber = label }, paragraph);
        if (paragraph.RunIn is { } runIn)
        {
            clause.Head(paragraph, runIn);
            paragraph.RunIn = null;
            clause.Content.Add(paragraph.Bare(paragraph.Pieces));
        }
        else if (paragraph.IsHeadingText()) clause.Head(paragraph, paragraph.Pieces);
        else if (paragraph.Text.Trim().Length == 0 && at + 1 < blocks.Count && blocks[at + 1] is WordParagraph { Label: null } title
            && title.Typed() is null
            && title.ScheduleLabel() is null && (title.Outline is not null || title.IsBold()) && title.IsHeadingText())
        {
            clause.Head(title, title.Pieces);
            return 1;
        }
        else RunInBold(clause, paragraph);

        return 0;
    }

    private static void RunInBold(WordClause clause, WordParagraph paragraph)
    {
        var bold = paragraph.Pieces.TakeWhile(p => p is WordPiece.Text { Bold: true }).Cast<WordPiece.Text>().ToList();
        var words = string.Concat(bold.Select(b => b.Value));
        if (bold.Count > 0 && bold.Count < paragraph.Pieces.Count && words.Trim().Length is >= 3 and <= 100)
        {
            var rest = paragraph.Pieces.Skip(bold.Count).ToList();
            if (!words.TrimEnd().EndsWith('.') && !words.TrimEnd().EndsWith(':')
                && rest is [WordPiece.Text { Value: ['.' or ':', .. var after] } stop, ..])
            {
                words = words.TrimEnd() + stop.Value[0];
                rest[0] = stop with { Value = after };
            }

            if (words.TrimEnd() is [.., '.' or ':'])
            {
                clause.Draft.Heading = string.Join(' ', words.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
                clause.Content.Add(paragraph.Bare(rest));
                return;
            }
        }

        clause.Content.Add(paragraph.Bare(paragraph.Pieces));
    }

    private int Heading(WordParagraph paragraph, int at)
    {
        var top = inSchedule ? 2 : 1;
        int level;
        if (headingsCount)
        {
            under = level = (paragraph.Outline ?? 0) + top;
            ladder.Restart();
        }
        else
        {
            var next = blocks.Skip(at + 1).OfType<WordParagraph>()
                .TakeWhile(p => !(p.Outline is not null && !p.IsLabelled() && p.Typed() is null) && p.ScheduleLabel() is null)
                    .FirstOrDefault(p => p.IsLabelled());
            level = next is not null
                ? ladder.Place(next.Label!, Level(), top, next.Outline, afterHeading: true)
                : Math.Min((paragraph.Outline ?? 0) + top, Math.Max(top, Level()));
            ladder.Heading();
        }

        Open(new(paragraph.Place, level) { Numbered = headingsCount }, paragraph).Head(paragraph, paragraph.Pieces);
        return 0;
    }

    private WordClause Open(FoundClause draft, WordParagraph paragraph)
    {
        clauses.Add(new(draft, paragraph));
        return clauses[^1];
    }

    private int Top() => under > 0 ? under + 1 : inSchedule ? 2 : 1;

    private int Level() => clauses.Count == 0 ? 0 : clauses[^1].Draft.Level;

    private WordClause Current()
    {
        if (clauses.Count == 0) clauses.Add(new(new FoundClause("paragraph 1", 1) { Numbered = false }, null));
        return clauses[^1];
    }
}
