using PcnAgreements.Documents.Imports;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>
/// Reads an export of ours, changed or not: a clause begins where a content control or bookmark of ours says, or at a new number of the
/// clauses' own lists.
/// </summary>
internal sealed class OurOutline
{
    private readonly List<WordBlock> blocks;
    private readonly List<LeftOut> leftOut;
    private readonly List<ImportWarning> warnings;
    private readonly IReadOnlyDictionary<WordBlock, OurTag> marked;
    private readonly IReadOnlyDictionary<string, WordParagraph> bookmarks;
    private readonly List<WordClause> clauses = [];
    private readonly HashSet<string> lists;
    private readonly HashSet<string> ladders;
    private readonly Dictionary<string, WordBlock> keyed = [];
    private readonly HashSet<OurControl> begun = [];

    public OurOutline(
        List<WordBlock> blocks, List<LeftOut> leftOut, List<ImportWarning> warnings, IReadOnlyDictionary<WordBlock, OurTag> marked,
        IReadOnlyDictionary<string, WordParagraph> bookmarks)
    {
        (this.leftOut, this.warnings, this.marked, this.bookmarks) = (leftOut, warnings, marked, bookmarks);
        this.blocks =
        [
            .. blocks.SelectMany(
                b =>
                    b is WordParagraph { RunIn: not null } p && (Tag(p, marked) is not null || p.Label is not null)
                        ? p.Parted()
                        : (IEnumerable<WordBlock>)[b])
        ];
        var tagged = this.blocks.OfType<WordParagraph>().Where(b => b.Label is not null && Tag(b, marked) is not null)
            .GroupBy(b => b.Label!.Place.List).ToList();
        lists = [.. tagged.Select(l => l.Key)];
        ladders =
        [
            .. tagged.Where(l => 2 * l.Count(b => Tag(b, marked)!.Level == b.Label!.Place.Level + 1) >= l.Count()).Select(l => l.Key)
        ];
        // The first keeps the key; one that says nothing any more gives it up to one that does.
        foreach (var block in this.blocks.OfType<WordParagraph>().OrderBy(b => string.IsNullOrWhiteSpace(b.Text)))
        {
            if (Tag(block, marked) is { } tag) keyed.TryAdd(tag.Key.ToString(), block);
        }
    }

    public static bool Applies(List<WordBlock> blocks, IReadOnlyDictionary<WordBlock, OurTag> marked) =>
        blocks.Any(b => b.Tag is OurTag.Front || Tag(b, marked) is not null);

    public List<WordClause> Read()
    {
        var matter = bookmarks.ContainsKey(OurTag.FrontMark) && bookmarks.ContainsKey(OurTag.FrontEnd) ? OurTag.Front : null;
        foreach (var block in blocks)
        {
            if (Is(block, OurTag.BackMark)) matter = OurTag.Back;
            if (block.Tag is OurTag.Front or OurTag.Back || (matter is not null && Tag(block, marked) is null))
                LeaveOut(block, block.Tag ?? matter!);
            else if (block is WordTable { Rows.Count: 0 }) continue;
            else if (Tag(block, marked) is { } tag && Begins(block, tag) is { } key) Ours(tag, key, (WordParagraph)block);
            else New(block);
            if (matter == OurTag.Front && (Is(block, OurTag.FrontEnd) || Tag(block, marked) is not null)) matter = null;
        }

        return clauses;
    }

    private static OurTag? Tag(WordBlock block, IReadOnlyDictionary<WordBlock, OurTag> marked) =>
        block is WordParagraph ? OurTag.Read(block.Tag) ?? marked.GetValueOrDefault(block) : null;

    private bool Is(WordBlock block, string mark) => bookmarks.TryGetValue(mark, out var paragraph) && paragraph == block;

    /// <summary>
    /// The key of the clause that begins here: an empty one for a copy, which must get a key of its own; null when none begins.
    /// </summary>
    private string? Begins(WordBlock block, OurTag tag)
    {
        var key = tag.Key.ToString();
        if (keyed[key] == block)
        {
            if (block.Control is { } control) begun.Add(control);
            return key;
        }

        // One control over two paragraphs is a clause that was split in two, and the second is like any new paragraph.
        if (((WordParagraph)block).Text.Trim().Length == 0 || block.Control is not { } copied || !begun.Add(copied)) return null;
        warnings.Add(
            new(block.Place, $"The key {key} stands more than once in the file: the first clause keeps it, this one gets a new one."));
        return "";
    }

    private void LeaveOut(WordBlock block, string matter)
    {
        var text = block is WordTable table
            ? string.Join('\t', table.Paragraphs.Select(p => WordParagraph.Plain(p.All)))
            : WordParagraph.Plain(((WordParagraph)block).All);
        if (text.Trim().Length > 0)
            leftOut.Add(
                new(block.Place, text, matter == OurTag.Front ? "the front page of the export" : "the signature page of the export"));
    }

    private void Ours(OurTag tag, string key, WordParagraph paragraph)
    {
        // Somebody may have put it on another level by its style: then its number says so, and the tag is what it was.
        var level = !tag.Unnumbered && paragraph.Label is { Place: var place } && ladders.Contains(place.List)
            ? Math.Min(place.Level + 1, Numbering.DeepestLevel)
            : tag.Level;
        var draft = new FoundClause(paragraph.Place, level)
        {
            Key = key.Length == 0 ? null : key, OpensSchedule = tag.Schedule && level == 1, Numbered = !tag.Unnumbered, Blank = tag.Blank,
            FlagsKnown = true,
        };
        if (paragraph.Label is { Text.Length: > 0 } label && !tag.Unnumbered) draft.SourceNumber = label.Text;
        var clause = new WordClause(draft, paragraph) { NumberedLists = true };
        clauses.Add(clause);
        if (tag.Headed) clause.Head(paragraph, paragraph.Pieces);
        else clause.Content.Add(paragraph.Bare(paragraph.Pieces));
    }

    // What was put in between is a clause when it has a number of the clauses' own; else it belongs to the clause above.
    private void New(WordBlock block)
    {
        if (block is WordParagraph { Label: { Bullet: false, Text.Length: > 0 } label } paragraph && lists.Contains(label.Place.List)
            && paragraph.Text.Trim().Length > 0)
        {
            var draft = new FoundClause(block.Place, label.Place.Level + 1)
            {
                OpensSchedule = LabelText.IsSchedule(label.Text), SourceNumber = label.Text,
                Authors = MarkUpTraces.AuthorsIn(paragraph.Source)
            };
            var clause = new WordClause(draft, paragraph) { NumberedLists = true };
            clauses.Add(clause);
            if (paragraph.Outline is not null) clause.Head(paragraph, paragraph.Pieces);
            else clause.Content.Add(paragraph.Bare(paragraph.Pieces));
        }
        else if (clauses.Count > 0) clauses[^1].Content.Add(block);
        else if (block is not WordParagraph { Pieces.Count: 0 })
        {
            var clause = new WordClause(new FoundClause(block.Place, 1) { Numbered = false }, null) { NumberedLists = true };
            clause.Content.Add(block);
            clauses.Add(clause);
        }
    }
}
