using PcnAgreements.Documents.Imports;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>Reads an export of ours, changed or not: a clause begins where a content control or bookmark of ours says, or at a new number of the clauses' own lists.</summary>
internal sealed class OurOutline(
    List<WordBlock> blocks, List<LeftOut> leftOut, IReadOnlyDictionary<WordBlock, OurTag> marked, IReadOnlyDictionary<string, WordParagraph> bookmarks)
{
    private readonly List<WordClause> clauses = [];
    private readonly HashSet<string> keys = [];
    private readonly HashSet<string> lists = [.. blocks.OfType<WordParagraph>().Where(b => Tag(b, marked) is not null).Select(b => b.Label?.Place.List).OfType<string>()];

    public static bool Applies(List<WordBlock> blocks, IReadOnlyDictionary<WordBlock, OurTag> marked) =>
        blocks.Any(b => b.Tag is OurTag.Front || Tag(b, marked) is not null);

    public List<WordClause> Read()
    {
        var matter = bookmarks.ContainsKey(OurTag.FrontMark) && bookmarks.ContainsKey(OurTag.FrontEnd) ? OurTag.Front : null;
        foreach (var block in blocks)
        {
            if (Is(block, OurTag.BackMark)) matter = OurTag.Back;
            if (block.Tag is OurTag.Front or OurTag.Back || (matter is not null && Tag(block, marked) is null)) LeaveOut(block, block.Tag ?? matter!);
            else if (block is WordTable { Rows.Count: 0 }) continue;
            else if (Tag(block, marked) is { } tag && keys.Add(tag.Key.ToString())) Ours(tag, (WordParagraph)block);
            else New(block);
            if (matter == OurTag.Front && (Is(block, OurTag.FrontEnd) || Tag(block, marked) is not null)) matter = null;
        }

        return clauses;
    }

    private static OurTag? Tag(WordBlock block, IReadOnlyDictionary<WordBlock, OurTag> marked) =>
        block is WordParagraph ? OurTag.Read(block.Tag) ?? marked.GetValueOrDefault(block) : null;

    private bool Is(WordBlock block, string mark) => bookmarks.TryGetValue(mark, out var paragraph) && paragraph == block;

    private void LeaveOut(WordBlock block, string matter)
    {
        var text = block is WordTable table ? string.Join('\t', table.Paragraphs.Select(p => p.Text)) : ((WordParagraph)block).Text;
        if (text.Trim().Length > 0) leftOut.Add(new(block.Place, text, matter == OurTag.Front ? "the front page of the export" : "the signature page of the export"));
    }

    private void Ours(OurTag tag, WordParagraph paragraph)
    {
        var draft = new FoundClause(paragraph.Place, tag.Level)
        {
            Key = tag.Key.ToString(), OpensSchedule = tag.Schedule && tag.Level == 1, Numbered = !tag.Unnumbered, Blank = tag.Blank, FlagsKnown = true,
        };
        if (paragraph.Label is { Text.Length: > 0 } label && !tag.Unnumbered) draft.SourceNumber = label.Text;
        var clause = new WordClause(draft, paragraph) { NumberedLists = true };
        clauses.Add(clause);
        if (tag.Headed) draft.Heading = WordBodies.Line(paragraph.Pieces) is { Length: > 0 } words ? words : null;
        else clause.Content.Add(Bare(paragraph));
    }

    // What was put in between is a clause when it has a number of the clauses' own; else it belongs to the clause above.
    private void New(WordBlock block)
    {
        if (block is WordParagraph { Label: { Bullet: false, Text.Length: > 0 } label } paragraph && lists.Contains(label.Place.List) && paragraph.Text.Trim().Length > 0)
        {
            var draft = new FoundClause(block.Place, label.Place.Level + 1) { OpensSchedule = LabelText.IsSchedule(label.Text), SourceNumber = label.Text };
            var clause = new WordClause(draft, paragraph) { NumberedLists = true };
            clauses.Add(clause);
            if (paragraph.Outline is not null) draft.Heading = WordBodies.Line(paragraph.Pieces);
            else clause.Content.Add(Bare(paragraph));
        }
        else if (clauses.Count > 0) clauses[^1].Content.Add(block);
        else if (block is not WordParagraph { Pieces.Count: 0 })
        {
            var clause = new WordClause(new FoundClause(block.Place, 1) { Numbered = false }, null) { NumberedLists = true };
            clause.Content.Add(block);
            clauses.Add(clause);
        }
    }

    private static WordParagraph Bare(WordParagraph paragraph)
    {
        var bare = new WordParagraph { Index = paragraph.Index, Tag = paragraph.Tag, Style = paragraph.Style };
        bare.Pieces.AddRange(paragraph.Pieces);
        return bare;
    }
}
