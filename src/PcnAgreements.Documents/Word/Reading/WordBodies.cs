using System.Globalization;
using PcnAgreements.Documents.Bodies;
using PcnAgreements.Documents.Imports;
using PcnAgreements.Domain;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>
/// Makes bodies of blocks: bullets become lists, tables pipe tables, notes <c>[^1]</c>, and cross-references the clause they name.
/// </summary>
internal sealed class WordBodies(
    Func<WordPiece.Field, string, ClauseKey?> target, IReadOnlyDictionary<(string Kind, string Id), IReadOnlyList<WordPiece>> notes,
    List<ImportWarning> warnings,
    List<LeftOut> leftOut)
{
    // Rows that are shorter than the widest are filled up: a table takes more than its file says.
    private const int MostCells = 1_000_000;

    private readonly List<FoundLabel> labels = [];
    private int cells;
    private readonly List<(string Label, IReadOnlyList<WordPiece> Text)> used = [];

    /// <summary>The notes that stand in a body.</summary>
    public HashSet<(string Kind, string Id)> Noted { get; } = [];

    /// <summary>Labels that were kept as text.</summary>
    public IReadOnlyList<FoundLabel> Labels => labels;

    /// <summary>The body of a clause.</summary>
    /// <param name="content">Its blocks in order, the heading left out.</param>
    /// <param name="numberedLists">Whether numbered paragraphs are lists of the body; else their label is kept as text.</param>
    public string Write(IReadOnlyList<WordBlock> content, bool numberedLists)
    {
        used.Clear();
        var blocks = Blocks(content, numberedLists);
        foreach (var (label, text) in used) blocks.Add(new BodyBlock.Note(label, Inlines(text, "")));
        return BodyMarkup.Write(blocks);
    }

    /// <summary>Some pieces as one line of plain text: headings hold no marks.</summary>
    public static string Line(IEnumerable<WordPiece> pieces) =>
        string.Join(' ', WordParagraph.Plain(pieces).Split(['\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));

    private List<BodyBlock> Blocks(IReadOnlyList<WordBlock> content, bool numberedLists)
    {
        var blocks = new List<BodyBlock>();
        for (var i = 0; i < content.Count; i++)
        {
            if (content[i] is WordTable table) blocks.AddRange(Table(table, numberedLists));
            else if (content[i] is WordParagraph { Label: { } label } item && IsItem(item, numberedLists) && item.Pieces.Count > 0)
            {
                var (last, top) = (i, item);
                while (last + 1 < content.Count && content[last + 1] is WordParagraph next && IsItem(next, numberedLists)
                    && (next.Label!.Place.Level > label.Place.Level || Follows(top, next)))
                {
                    last++;
                    if (next.Label.Place.Level <= label.Place.Level) top = next;
                }

                blocks.Add(List([.. content.Skip(i).Take(last - i + 1).Cast<WordParagraph>()]));
                i = last;
            }
            else if (content[i] is WordParagraph paragraph && Paragraph(paragraph) is { Count: > 0 } inlines)
                blocks.Add(new BodyBlock.Paragraph(inlines));
        }

        return blocks;
    }

    private static bool IsItem(WordParagraph paragraph, bool numberedLists) =>
        paragraph.Label is { } label && (label.Bullet || (numberedLists && label.Text.Length > 0));

    private BodyBlock.List List(IReadOnlyList<WordParagraph> items)
    {
        var read = new List<IReadOnlyList<BodyBlock>>();
        for (var i = 0; i < items.Count; i++)
        {
            var below = items.Skip(i + 1).TakeWhile(n => n.Label!.Place.Level > items[i].Label!.Place.Level).ToList();
            var blocks = new List<BodyBlock> { new BodyBlock.Paragraph(Inlines(items[i].All, items[i].Place)) };
            foreach (var run in Runs(below)) blocks.Add(List(run));
            read.Add(blocks);
            i += below.Count;
        }

        return new(items[0].Label!.Bullet ? null : items[0].Label!.Ordinal, read);
    }

    private static IEnumerable<IReadOnlyList<WordParagraph>> Runs(List<WordParagraph> items)
    {
        var (start, top) = (0, 0);
        for (var i = 1; i <= items.Count; i++)
        {
            if (i < items.Count && (items[i].Label!.Place.Level > items[start].Label!.Place.Level || Follows(items[top], items[i])))
            {
                if (items[i].Label!.Place.Level <= items[start].Label!.Place.Level) top = i;
                continue;
            }

            if (i > start) yield return items.GetRange(start, i - start);
            (start, top) = (i, i);
        }
    }

    // The same list goes on, whatever nums a program has split it into.
    private static bool Follows(WordParagraph last, WordParagraph next) =>
        last.Label!.Place.List == next.Label!.Place.List && last.Label.Bullet == next.Label.Bullet
        && (last.Label.Bullet || next.Label.Ordinal == last.Label.Ordinal + 1);

    private List<BodyInline> Paragraph(WordParagraph paragraph)
    {
        var inlines = Inlines(paragraph.All, paragraph.Place);
        if (paragraph.Label is not { Bullet: false, Text.Length: > 0 } label || inlines.Count == 0) return inlines;
        labels.Add(new(paragraph.Place, label.Text));
        return [new BodyInline.Text(label.Text + " "), .. inlines];
    }

    private List<BodyBlock> Table(WordTable table, bool numberedLists)
    {
        if (table.Rows.Count == 0) return [];
        if (table.Rows is [[var only]]) return Blocks(only, numberedLists);
        var width = table.Rows.Max(r => r.Count);
        if (cells > MostCells - (long)width * table.Rows.Count)
            throw new BadWordFile(WordProblemKind.TooLarge, "The tables of the file have more cells than any agreement.");
        cells += width * table.Rows.Count;
        var rows = new List<IReadOnlyList<IReadOnlyList<BodyInline>>>();
        foreach (var row in table.Rows)
            rows.Add([.. row.Select(Cell), .. Enumerable.Repeat<IReadOnlyList<BodyInline>>([], width - row.Count)]);
        var strokes = string.Concat(table.Paragraphs.SelectMany(p => p.Text.Where(c => c == '|')));
        if (strokes.Length > 0)
            leftOut.Add(new(table.Place, strokes, "a cell of a table cannot hold an upright stroke, which is kept as a broken one (¦)"));
        if (table.Rows.SelectMany(r => r).Any(c => c.Any(b => b is WordTable)))
            warnings.Add(new(table.Place, "A table within a table: its cells are kept as text of the outer one."));
        return rows.SelectMany(r => r).All(c => c.Count == 0)
            ? []
            : [new BodyBlock.Table([.. Enumerable.Repeat(CellAlign.None, width)], rows)];
    }

    private IReadOnlyList<BodyInline> Cell(List<WordBlock> cell)
    {
        var inlines = new List<BodyInline>();
        foreach (var paragraph in cell.SelectMany(b => b is WordTable inner ? inner.Paragraphs : [(WordParagraph)b]))
        {
            var words = Paragraph(paragraph);
            if (words.Count == 0) continue;
            if (inlines.Count > 0) inlines.Add(new BodyInline.Text(" "));
            inlines.AddRange(words.Select(w => w is BodyInline.Break ? new BodyInline.Text(" ") : w));
        }

        return inlines;
    }

    private List<BodyInline> Inlines(IReadOnlyList<WordPiece> pieces, string place) => Merged(Collected(Trimmed(pieces), place));

    private List<BodyInline> Collected(List<WordPiece> pieces, string place)
    {
        var inlines = new List<BodyInline>();
        foreach (var piece in Joined(pieces))
        {
            switch (piece)
            {
                case WordPiece.Text text: inlines.Add(new BodyInline.Text(text.Value, text.Bold, text.Italic)); break;
                case WordPiece.Break: inlines.Add(new BodyInline.Break()); break;
                case WordPiece.Note note when notes.TryGetValue((note.Kind, note.Id), out var noted):
                    Noted.Add((note.Kind, note.Id));
                    used.Add(((used.Count + 1).ToString(CultureInfo.InvariantCulture), noted));
                    inlines.Add(new BodyInline.NoteMark(used[^1].Label));
                    break;
                case WordPiece.Field field when target(field, place) is { } key:
                    // "Clause 3.1" may all be the field's: the word stays a word, and the number follows its clause.
                    if (LeadingWords(WordParagraph.Plain(field.Result)) is { Length: > 0 } words) inlines.Add(new BodyInline.Text(words));
                    inlines.Add(new BodyInline.Reference(key));
                    if (WordParagraph.Plain(field.Result) is [.., ' ' or '\n' or '\t']) inlines.Add(new BodyInline.Text(" "));
                    break;
                case WordPiece.Field field: inlines.AddRange(Collected([.. field.Result], place)); break;
            }
        }

        return inlines;
    }

    private static string LeadingWords(string printed)
    {
        var at = printed.TrimEnd().LastIndexOfAny([' ', '\u00a0']) + 1;
        return at > 0 && !LabelText.IsSchedule(printed.Split(',')[0]) ? printed[..at] : "";
    }

    // Ours name a clause below a schedule by a field for each part of its number: the last is the clause that is meant.
    private static IEnumerable<WordPiece> Joined(List<WordPiece> pieces)
    {
        for (var i = 0; i < pieces.Count; i++)
        {
            if (Level(pieces[i]) != 1 || i + 2 >= pieces.Count || pieces[i + 1] is not WordPiece.Text { Value: ", " }
                || Level(pieces[i + 2]) is not > 1)
            {
                yield return pieces[i];
                continue;
            }

            var last = i + 2;
            while (last + 1 < pieces.Count && Level(pieces[last + 1]) > Level(pieces[last])) last++;
            yield return new WordPiece.Field(
                ((WordPiece.Field)pieces[last]).Bookmark,
                [new WordPiece.Text(WordParagraph.Plain(pieces.GetRange(i, last - i + 1)), false, false)]);
            i = last;
        }
    }

    private static int? Level(WordPiece piece) =>
        piece is WordPiece.Field { Bookmark: var name } && OurTag.OfBookmark(name) is { Schedule: true, Level: var level } ? level : null;

    // Runs in one style are one text, put together once: there may be very many of them.
    private static List<BodyInline> Merged(List<BodyInline> inlines)
    {
        var merged = new List<BodyInline>();
        for (var i = 0; i < inlines.Count; i++)
        {
            if (inlines[i] is not BodyInline.Text first)
            {
                merged.Add(inlines[i]);
                continue;
            }

            var last = i;
            while (last + 1 < inlines.Count && inlines[last + 1] is BodyInline.Text next
                && (next.Bold, next.Italic) == (first.Bold, first.Italic))
                last++;
            var words = string.Concat(inlines.Skip(i).Take(last - i + 1).Cast<BodyInline.Text>().Select(t => t.Value));
            if (words.Length > 0) merged.Add(first with { Value = words });
            i = last;
        }

        return merged;
    }

    // Spaces and breaks at the edges of a paragraph are layout.
    private static List<WordPiece> Trimmed(IReadOnlyList<WordPiece> pieces)
    {
        var kept = pieces.SkipWhile(IsSpace).Reverse().SkipWhile(IsSpace).Reverse().ToList();
        if (kept is [WordPiece.Text first, ..]) kept[0] = first with { Value = first.Value.TrimStart(' ', '\t') };
        if (kept is [.., WordPiece.Text last]) kept[^1] = last with { Value = last.Value.TrimEnd(' ', '\t') };
        return kept;
    }

    private static bool IsSpace(WordPiece piece) =>
        piece is WordPiece.Break || (piece is WordPiece.Text text && string.IsNullOrWhiteSpace(text.Value));
}
