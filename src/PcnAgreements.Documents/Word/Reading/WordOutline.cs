using System.Text.RegularExpressions;
using PcnAgreements.Documents.Imports;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>A clause of a Word file before its body is written: the draft, the paragraph it begins with and the blocks below.</summary>
internal sealed class WordClause(FoundClause draft, WordParagraph? opening)
{
    public FoundClause Draft { get; } = draft;

    public WordParagraph? Opening { get; } = opening;

    public List<WordBlock> Content { get; } = [];

    /// <summary>Whether numbered paragraphs in it are lists of its body, as in our own exports.</summary>
    public bool NumberedLists { get; init; }
}

/// <summary>
/// Tells clauses from text in any Word file: by Word's own labels, by labels that were typed, by heading styles, and by what a schedule's first line
/// looks like. What stands before the first clause is kept as text without a number.
/// </summary>
internal sealed partial class WordOutline(List<WordBlock> blocks, List<LeftOut> leftOut)
{
    private readonly List<WordClause> clauses = [];
    private readonly WordLadder ladder = new();
    private bool inSchedule;
    private bool headingsCount;
    private int under;
    private int start;

    /// <summary>The title that the file gives itself.</summary>
    public string? Title { get; private set; }

    public List<WordClause> Read()
    {
        TakeContents();
        TakeTitle();
        headingsCount = HeadingsCount(0);
        start = FirstClause();
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i] is WordParagraph paragraph) i += Paragraph(paragraph, i);
            else Current().Content.Add(blocks[i]);
        }

        return clauses;
    }

    private void TakeContents()
    {
        var entries = blocks.OfType<WordParagraph>().Where(p => p.InContents).ToList();
        if (entries.Count == 0) return;
        var first = blocks.IndexOf(entries[0]);
        if (first > 0 && blocks[first - 1] is WordParagraph { Label: null } heading && ContentsHeading().IsMatch(heading.Text)) entries.Insert(0, heading);
        leftOut.Add(new(entries[0].Place, string.Join('\n', entries.Select(p => p.Text)), "the table of contents, which is made anew"));
        var taken = entries.ToHashSet<WordBlock>();
        blocks.RemoveAll(taken.Contains);
    }

    private void TakeTitle()
    {
        var first = blocks.OfType<WordParagraph>().FirstOrDefault(p => p.Text.Trim().Length > 0);
        if (blocks.OfType<WordParagraph>().FirstOrDefault(p => p.IsTitle && p.Text.Trim().Length > 0) is { } title && title.Label is null)
        {
            Title = WordBodies.Line(title.Pieces);
            leftOut.Add(new(title.Place, title.Text, "the title"));
            blocks.Remove(title);
        }
        else if (first is { Label: null, Outline: null } && first.Text.Length <= 200 && (first.Centred || IsBold(first) || IsCapitals(first.Text))) Title = WordBodies.Line(first.Pieces);
    }

    // Headings without labels take our numbers when nothing else in their part has any, or when lists start again below each of them; a heading that
    // a list of clauses runs on past is a title over some of them.
    private bool HeadingsCount(int from)
    {
        var (headings, lists, started) = (0, 0, false);
        foreach (var paragraph in blocks.Skip(from).OfType<WordParagraph>().Where(p => p.Text.Trim().Length > 0))
        {
            if (ScheduleLabel(paragraph) is not null) break;
            var label = IsLabelled(paragraph) ? LabelText.Parse(paragraph.Label!.Text) : Typed(paragraph)?.Readings ?? [];
            if (label.Count > 0 && paragraph.Outline is not null) return false;
            if (IsLabelled(paragraph) && label.Count == 0) return false;
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
    private int FirstClause()
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i] is not WordParagraph paragraph || paragraph.Text.Trim().Length == 0) continue;
            if (ScheduleLabel(paragraph) is not null || (headingsCount && paragraph.Outline is not null)) return i;
            if (IsLabelled(paragraph) && (paragraph.Outline is not null || IsTopRow(paragraph.Label!.Text))) return i;
            if (Typed(paragraph) is { } typed && typed.Readings[0] is { Row: "1" or "1.1", Ordinal: 1 } reading
                && (reading.Row == "1.1" || paragraph.Outline is not null || IsBold(paragraph) || HeadingShape.Fits(typed.Rest))) return i;
        }

        var heading = blocks.FindIndex(b => b is WordParagraph { Outline: not null } p && p.Text.Trim().Length > 0);
        return heading >= 0 ? heading : blocks.Count;
    }

    private static bool IsTopRow(string label) => LabelText.Parse(label) is { Count: > 0 } readings ? readings.Any(r => r.Row[0] == '1') : label.Any(char.IsLetterOrDigit) && label.Length > 3;

    /// <summary>Takes a paragraph; answers how many of the next blocks it took with it.</summary>
    private int Paragraph(WordParagraph paragraph, int at)
    {
        if (paragraph.Text.Trim().Length == 0 && paragraph.RunIn is null && !IsLabelled(paragraph)) return 0;
        if (at < start) return Before(paragraph);
        if (ScheduleLabel(paragraph) is { } schedule) return Schedule(paragraph, schedule, at);
        if (IsLabelled(paragraph)) return Labelled(paragraph, at);
        if (Typed(paragraph) is { } typed && ladder.Typed(typed, Level(), Top()) is { } place
            && (paragraph.Outline is not null || typed.Readings[0].Row[0] is not '1' || typed.Text.Contains('.', StringComparison.Ordinal) || typed.Rest.Length > 0))
            return TypedClause(paragraph, typed, place, at);
        if (IsHeading(paragraph)) return Heading(paragraph, at);
        Current().Content.Add(paragraph);
        return 0;
    }

    private int Before(WordParagraph paragraph)
    {
        if (paragraph.Outline is not null && !IsLabelled(paragraph))
            clauses.Add(new(new FoundClause(paragraph.Place, 1) { Heading = WordBodies.Line(paragraph.Pieces), Numbered = false }, paragraph));
        else Current().Content.Add(paragraph);
        return 0;
    }

    private int Schedule(WordParagraph paragraph, TypedLabel label, int at)
    {
        inSchedule = true;
        under = 0;
        headingsCount = HeadingsCount(at + 1);
        ladder.Restart();
        var auto = paragraph.Label is { Text.Length: > 0 } own && !LabelText.Agrees(own.Text, label.Text) ? own.Text : null;
        var fromLabel = LabelText.Read(paragraph.Label?.Text + " x") is { Readings: [{ Row: "Schedule" }, ..] };
        var draft = new FoundClause(paragraph.Place, 1) { OpensSchedule = true, SourceNumber = fromLabel ? paragraph.Label!.Text : auto is null ? label.Text : $"{auto} {label.Text}" };
        var words = fromLabel ? WordBodies.Line(paragraph.Pieces) : label.Rest.Replace('\n', ' ').Trim();
        clauses.Add(new(draft, paragraph));
        if (words.Length > 0)
        {
            draft.Heading = words;
            return 0;
        }

        // The title of a schedule often stands in a line of its own.
        var next = at + 1;
        while (next < blocks.Count && blocks[next] is WordParagraph { RunIn: null } empty && empty.Text.Trim().Length == 0 && !IsLabelled(empty)) next++;
        if (next >= blocks.Count || blocks[next] is not WordParagraph title || IsLabelled(title) || Typed(title) is not null || title.Text.Length > 120) return 0;
        if (!(title.Outline is not null || IsBold(title) || title.Centred || IsCapitals(title.Text)) || ScheduleLabel(title) is not null) return 0;
        draft.Heading = WordBodies.Line(title.Pieces);
        return next - at;
    }

    private int Labelled(WordParagraph paragraph, int at)
    {
        var level = ladder.Place(paragraph.Label!, Level(), Top(), paragraph.Outline);
        if (level > Domain.Text.Numbering.DeepestLevel || (paragraph.Text.Trim().Length == 0 && paragraph.RunIn is null && NextIsLabelled(at)))
        {
            if (paragraph.Text.Trim().Length > 0 || level <= Domain.Text.Numbering.DeepestLevel) Current().Content.Add(paragraph);
            return 0;
        }

        ladder.Stand(level, paragraph.Label!);
        return Open(paragraph, level, paragraph.Label!.Text, at);
    }

    private bool NextIsLabelled(int at) => at + 1 >= blocks.Count || blocks[at + 1] is not WordParagraph next || IsLabelled(next) || next.Text.Trim().Length == 0;

    private int TypedClause(WordParagraph paragraph, TypedLabel typed, (int Level, LabelReading Reading) place, int at)
    {
        ladder.Stand(place.Level, place.Reading);
        Strip(paragraph.Pieces, paragraph.Text.Length - typed.Rest.Length);
        return Open(paragraph, place.Level, typed.Text, at);
    }

    private int Open(WordParagraph paragraph, int level, string label, int at)
    {
        var draft = new FoundClause(paragraph.Place, level) { SourceNumber = label };
        var clause = new WordClause(draft, paragraph);
        clauses.Add(clause);
        if (paragraph.RunIn is { } runIn)
        {
            draft.Heading = WordBodies.Line(runIn);
            paragraph.RunIn = null;
            clause.Content.Add(Bare(paragraph, paragraph.Pieces));
        }
        else if (IsHeadingText(paragraph)) Head(clause, paragraph);
        else if (paragraph.Text.Trim().Length == 0 && at + 1 < blocks.Count && blocks[at + 1] is WordParagraph { Label: null } title && Typed(title) is null
            && ScheduleLabel(title) is null && (title.Outline is not null || IsBold(title)) && IsHeadingText(title))
        {
            Head(clause, title);
            return 1;
        }
        else RunInBold(clause, paragraph);

        return 0;
    }

    private static void Head(WordClause clause, WordParagraph paragraph)
    {
        clause.Draft.Heading = WordBodies.Line(paragraph.Pieces);
        // A heading is plain words; what it refers to or notes is kept below it.
        var notes = paragraph.Pieces.OfType<WordPiece.Note>().ToList<WordPiece>();
        if (notes.Count > 0) clause.Content.Add(Bare(paragraph, notes));
    }

    private static void RunInBold(WordClause clause, WordParagraph paragraph)
    {
        var bold = paragraph.Pieces.TakeWhile(p => p is WordPiece.Text { Bold: true }).Cast<WordPiece.Text>().ToList();
        var words = string.Concat(bold.Select(b => b.Value));
        if (bold.Count > 0 && bold.Count < paragraph.Pieces.Count && words.Trim().Length is >= 3 and <= 100)
        {
            var rest = paragraph.Pieces.Skip(bold.Count).ToList();
            if (!words.TrimEnd().EndsWith('.') && !words.TrimEnd().EndsWith(':') && rest is [WordPiece.Text { Value: ['.' or ':', .. var after] } stop, ..])
            {
                words = words.TrimEnd() + stop.Value[0];
                rest[0] = stop with { Value = after };
            }

            if (words.TrimEnd() is [.., '.' or ':'])
            {
                clause.Draft.Heading = string.Join(' ', words.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
                clause.Content.Add(Bare(paragraph, rest));
                return;
            }
        }

        clause.Content.Add(Bare(paragraph, paragraph.Pieces));
    }

    // The label is the clause's own now and is not to be printed again.
    private static WordParagraph Bare(WordParagraph paragraph, IEnumerable<WordPiece> pieces)
    {
        var bare = new WordParagraph { Index = paragraph.Index, Tag = paragraph.Tag, Style = paragraph.Style };
        bare.Pieces.AddRange(pieces);
        return bare;
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
                .TakeWhile(p => !(p.Outline is not null && !IsLabelled(p) && Typed(p) is null) && ScheduleLabel(p) is null).FirstOrDefault(IsLabelled);
            level = next is not null ? ladder.Place(next.Label!, Level(), top, next.Outline, afterHeading: true) : Math.Min((paragraph.Outline ?? 0) + top, Math.Max(top, Level()));
            ladder.Heading();
        }

        clauses.Add(new(new FoundClause(paragraph.Place, level) { Heading = WordBodies.Line(paragraph.Pieces), Numbered = headingsCount }, paragraph));
        return 0;
    }

    private int Top() => under > 0 ? under + 1 : inSchedule ? 2 : 1;

    private int Level() => clauses.Count == 0 ? 0 : clauses[^1].Draft.Level;

    private WordClause Current()
    {
        if (clauses.Count == 0) clauses.Add(new(new FoundClause("paragraph 1", 1) { Numbered = false }, null));
        return clauses[^1];
    }

    private static bool IsLabelled(WordParagraph paragraph) => paragraph.Label is { Bullet: false, Text.Length: > 0 };

    private static TypedLabel? Typed(WordParagraph paragraph) =>
        IsLabelled(paragraph) ? null : LabelText.Read(paragraph.Text) is { } label && label.Readings[0].Row != "Schedule" ? label : null;

    private static TypedLabel? ScheduleLabel(WordParagraph paragraph)
    {
        if (paragraph.Text.Length > 200) return null;
        if (IsLabelled(paragraph) && LabelText.Read(paragraph.Label!.Text + " x") is { Readings: [{ Row: "Schedule" }, ..] } own) return own with { Rest = paragraph.Text };
        if (LabelText.Read(paragraph.Text.Replace('\n', ' ')) is not { Readings: [{ Row: "Schedule" }, ..] } label) return null;
        if (label.Rest is [>= 'a' and <= 'z', ..] || label.Rest.EndsWith('.') || label.Rest.EndsWith(';')) return null;
        return paragraph.Outline is not null || IsBold(paragraph) || paragraph.Centred || paragraph.NewPage || IsCapitals(label.Text) ? label : null;
    }

    private static bool IsHeading(WordParagraph paragraph) => paragraph.Text.Length <= 200 && paragraph.Text.Trim().Length > 0 && paragraph.Label?.Bullet != true
        && (paragraph.Outline is not null || (paragraph.Centred && (IsBold(paragraph) || IsCapitals(paragraph.Text))));

    private static bool IsHeadingText(WordParagraph paragraph)
    {
        var text = paragraph.Text.Trim();
        if (text.Length is 0 or > 200 || paragraph.Pieces.Any(p => p is WordPiece.Field)) return false;
        var marked = paragraph.Outline is not null || IsBold(paragraph) || IsCapitals(text);
        return marked && (text[^1] is not ('.' or ';' or ',' or ':') || (text[^1] is '.' && text.Length <= 80 && IsBold(paragraph)));
    }

    private static bool IsBold(WordParagraph paragraph) =>
        paragraph.Pieces.Any(p => p is WordPiece.Text) && paragraph.Pieces.OfType<WordPiece.Text>().All(t => t.Bold || string.IsNullOrWhiteSpace(t.Value));

    private static bool IsCapitals(string text) => text.Any(char.IsLetter) && text.All(c => !char.IsLetter(c) || char.IsUpper(c)) && text.Count(char.IsLetter) > 2;

    private static void Strip(List<WordPiece> pieces, int length)
    {
        for (var i = 0; i < pieces.Count && length > 0; i++)
        {
            if (pieces[i] is not WordPiece.Text text) continue;
            var taken = Math.Min(length, text.Value.Length);
            pieces[i] = text with { Value = text.Value[taken..] };
            length -= taken;
        }

        pieces.RemoveAll(p => p is WordPiece.Text { Value.Length: 0 });
    }

    [GeneratedRegex(@"\A\s*(?:table of )?contents\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex ContentsHeading();
}
