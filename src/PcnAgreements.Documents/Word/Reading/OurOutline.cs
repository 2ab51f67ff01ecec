using System.Globalization;
using PcnAgreements.Documents.Imports;
using PcnAgreements.Domain;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>What the tag of a content control of ours says: <c>pcn:c12/2/sh</c> is clause c12 on level 2; front and back matter have tags without a level.</summary>
internal sealed record OurTag(ClauseKey Key, int Level, string Flags)
{
    public const string Front = "pcn:front";
    public const string Back = "pcn:back";

    public bool Schedule => Flags.Contains('s', StringComparison.Ordinal);

    public bool Unnumbered => Flags.Contains('u', StringComparison.Ordinal);

    public bool Blank => Flags.Contains('b', StringComparison.Ordinal);

    public bool Headed => Flags.Contains('h', StringComparison.Ordinal);

    public static OurTag? Read(string? tag)
    {
        if (tag is null || !tag.StartsWith("pcn:", StringComparison.Ordinal)) return null;
        var parts = tag[4..].Split('/');
        return parts.Length == 3 && ClauseKey.TryParse(parts[0], out var key)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var level) && level is >= 1 and <= 6
            ? new(key, level, parts[2]) : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"pcn:{Key}/{Level}/{Flags}");
}

/// <summary>Reads an export of ours, changed or not: clauses by their content controls, and what was put between them by its place and label.</summary>
internal sealed class OurOutline(List<WordBlock> blocks, List<LeftOut> leftOut)
{
    private readonly List<WordClause> clauses = [];

    public static bool Applies(List<WordBlock> blocks) => blocks.Any(b => OurTag.Read(b.Tag) is not null);

    public List<WordClause> Read()
    {
        string? last = null;
        foreach (var block in blocks)
        {
            if (block.Tag is OurTag.Front or OurTag.Back) LeaveOut(block);
            else if (OurTag.Read(block.Tag) is { } tag) Ours(tag, block, block.Tag != last);
            else New(block);
            last = block.Tag;
        }

        return clauses;
    }

    private void LeaveOut(WordBlock block)
    {
        var text = block is WordTable table ? string.Join('\t', table.Paragraphs.Select(p => p.Text)) : ((WordParagraph)block).Text;
        if (text.Trim().Length > 0) leftOut.Add(new(block.Place, text, block.Tag == OurTag.Front ? "the front page of the export" : "the signature page of the export"));
    }

    private void Ours(OurTag tag, WordBlock block, bool first)
    {
        var again = first ? clauses.FirstOrDefault(c => c.Draft.Key == tag.Key.ToString()) : null;
        if (!first || again is not null)
        {
            (again ?? clauses[^1]).Content.Add(block);
            return;
        }

        var draft = new FoundClause(block.Place, tag.Level)
        {
            Key = tag.Key.ToString(), OpensSchedule = tag.Schedule && tag.Level == 1, Numbered = !tag.Unnumbered, Blank = tag.Blank, FlagsKnown = true,
        };
        var paragraph = block as WordParagraph;
        if (paragraph?.Label is { Text.Length: > 0 } label && !tag.Unnumbered) draft.SourceNumber = label.Text;
        var clause = new WordClause(draft, paragraph) { NumberedLists = true };
        clauses.Add(clause);
        if (tag.Headed && paragraph is not null) draft.Heading = WordBodies.Line(paragraph.Pieces) is { Length: > 0 } words ? words : null;
        else if (paragraph is not null) clause.Content.Add(Bare(paragraph));
        else clause.Content.Add(block);
    }

    private void New(WordBlock block)
    {
        if (block is WordParagraph { Label: { Bullet: false, Text.Length: > 0 } label } paragraph && paragraph.Text.Trim().Length > 0)
        {
            var schedule = label.Text.StartsWith("Schedule", StringComparison.Ordinal);
            var draft = new FoundClause(block.Place, label.Place.Level + 1) { OpensSchedule = schedule, SourceNumber = label.Text };
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
