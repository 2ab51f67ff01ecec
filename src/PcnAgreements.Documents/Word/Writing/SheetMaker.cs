using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PcnAgreements.Documents.Bodies;
using PcnAgreements.Documents.Word.Reading;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Word.Writing;

/// <summary>
/// Lays clauses out as Word has them: styles by level, lists, tables, notes at the foot of the page, references as fields.
/// </summary>
internal sealed class SheetMaker
{
    /// <summary>How far one level stands in, in twentieths of a point.</summary>
    public const int Step = 567;

    /// <summary>The first list number that bodies' own lists may take; bullets have the one before.</summary>
    public const int FirstList = 11;

    public const int Bullets = 10;

    private int lists = FirstList;

    /// <summary>Each list of a body: its number in the file, and where it starts.</summary>
    public List<(int Number, int Start)> Lists { get; } = [];

    /// <summary>The texts of the notes; the number of the first is one.</summary>
    public List<IReadOnlyList<SheetRun>> Notes { get; } = [];

    /// <summary>Where a list of a body starts; null for the clauses' own lists and for bullets.</summary>
    public int? Start(int? list) => list is >= FirstList ? Lists[list.Value - FirstList].Start : null;

    public SheetClause Clause(PrintedClause clause, ReferenceLabels labels)
    {
        var tag = Tag(clause);
        var bookmark = Bookmark(tag, labels.Gone.Contains(clause.Key));
        var blocks = new List<SheetBlock>();
        if (clause.Wording.Heading is { } heading)
        {
            blocks.Add(
                new SheetParagraph(HeadingStyle(clause), [new(RunKind.Text, heading)], NoNumber: clause.Number is null)
                {
                    Bookmark = bookmark
                });
            blocks.AddRange(Body(clause, labels));
        }
        else
        {
            var body = Body(clause, labels);
            // The number stands at the first paragraph; a list or a table cannot carry it.
            var carries = body is [SheetParagraph { List: null }, ..];
            var first = carries ? ((SheetParagraph)body[0]).Runs : [];
            blocks.Add(Numbered(clause, first) with { Bookmark = bookmark });
            blocks.AddRange(carries ? body.Skip(1) : body);
        }

        return new(clause.Key, tag.ToString(), bookmark, clause.Number ?? clause.Wording.Heading ?? clause.Key.ToString(), blocks);
    }

    /// <summary>A name that says what the tag says, for programs that drop content controls; within Word's forty characters.</summary>
    public static string Bookmark(OurTag tag, bool gone = false)
    {
        var name = string.Create(
            CultureInfo.InvariantCulture, $"_pcn_{tag.Key.ToString().Replace('.', '_')}_{tag.Level}{tag.Flags}{(gone ? OurTag.Gone : "")}");
        return name.Length <= 40 ? name : $"_pcnx_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..24]}";
    }

    private static string HeadingStyle(PrintedClause clause) => (clause.Schedule, clause.Level) switch
    {
        (false, var level) => Name("Heading", level),
        (true, 1) => "PcnSchedule",
        (true, var level) => Name("PcnScheduleHeading", level),
    };

    // Other programs number by style only the one style that a list's level names: this one says its list itself.
    private static SheetParagraph Numbered(PrintedClause clause, IReadOnlyList<SheetRun> runs) => (clause.Schedule, clause.Level) switch
    {
        _ when clause.Number is null => new(TextStyle(clause), runs),
        (false, var level) => new(Name("PcnClause", level), runs, WordLook.Main, level - 1),
        (true, 1) => new("PcnSchedule", runs),
        (true, var level) => new(Name("PcnScheduleClause", level), runs, WordLook.Schedules, level - 1),
    };

    private static string TextStyle(PrintedClause clause) =>
        Name("PcnText", Math.Max(1, clause.Schedule ? clause.Level - 1 : clause.Level));

    private static string Name(string style, int level) => style + level.ToString(CultureInfo.InvariantCulture);

    private List<SheetBlock> Body(PrintedClause clause, ReferenceLabels labels)
    {
        var parsed = BodyMarkup.Parse(clause.Wording.Body);
        var notes = parsed.OfType<BodyBlock.Note>().DistinctBy(n => n.Label).ToDictionary(n => n.Label, n => n.Content);
        var marked = Marks(parsed).ToHashSet();
        var writer = new Writer(this, labels, notes, TextStyle(clause), Indent(clause));
        var blocks = new List<SheetBlock>();
        foreach (var block in parsed) writer.Write(block, 0, null, blocks, marked);
        return blocks;
    }

    private static int Indent(PrintedClause clause) => Step * Math.Clamp(clause.Schedule ? clause.Level - 1 : clause.Level, 1, 6);

    private static IEnumerable<string> Marks(IEnumerable<BodyBlock> blocks) => blocks.SelectMany(b => b switch
    {
        BodyBlock.Paragraph p => Marks(p.Content),
        BodyBlock.Note n => Marks(n.Content),
        BodyBlock.Table t => t.Rows.SelectMany(r => r).SelectMany(Marks),
        BodyBlock.List l => l.Items.SelectMany(Marks),
        _ => [],
    });

    private static IEnumerable<string> Marks(IEnumerable<BodyInline> content) => content.OfType<BodyInline.NoteMark>().Select(m => m.Label);

    private sealed class Writer(
        SheetMaker maker, ReferenceLabels labels, Dictionary<string, IReadOnlyList<BodyInline>> notes, string style, int indent)
    {
        public void Write(BodyBlock block, int depth, int? within, List<SheetBlock> blocks, HashSet<string> marked)
        {
            int? stands = within is null ? null : indent + Step * depth;
            switch (block)
            {
                case BodyBlock.Paragraph paragraph: blocks.Add(new SheetParagraph(style, Runs(paragraph.Content), Indent: stands)); break;
                case BodyBlock.Table table:
                    blocks.Add(
                        new SheetTable(
                            table.Columns, [.. table.Rows.Select(r => (IReadOnlyList<IReadOnlyList<SheetRun>>)[.. r.Select(Runs)])],
                            stands ?? indent));
                    break;
                case BodyBlock.List list: List(list, depth, blocks, marked); break;
                // A note's text stands at the foot of the page; one that nothing refers to stays where it is.
                case BodyBlock.Note note when !marked.Contains(note.Label):
                    blocks.Add(new SheetParagraph(style, [new(RunKind.Text, $"[^{note.Label}]: "), .. Runs(note.Content)], Indent: stands));
                    break;
            }
        }

        private void List(BodyBlock.List list, int depth, List<SheetBlock> blocks, HashSet<string> marked)
        {
            var number = Bullets;
            if (list.Start is { } start) maker.Lists.Add((number = maker.lists++, start));
            var deep = Math.Min(depth, 7);
            foreach (var item in list.Items)
            {
                var rest = item;
                IReadOnlyList<SheetRun> first = [];
                if (item is [BodyBlock.Paragraph words, ..]) (first, rest) = (Runs(words.Content), [.. item.Skip(1)]);
                blocks.Add(new SheetParagraph("PcnItem", first, number, deep, Indent: indent + Step * (deep + 1)));
                foreach (var block in rest) Write(block, depth + 1, number, blocks, marked);
            }
        }

        private List<SheetRun> Runs(IReadOnlyList<BodyInline> content) => Runs(content, notesToo: true);

        private List<SheetRun> Runs(IReadOnlyList<BodyInline> content, bool notesToo)
        {
            var runs = new List<SheetRun>();
            foreach (var inline in content)
            {
                switch (inline)
                {
                    case BodyInline.Text text: runs.Add(new(RunKind.Text, text.Value, text.Bold, text.Italic)); break;
                    case BodyInline.Break: runs.Add(new(RunKind.Break, "")); break;
                    case BodyInline.Reference reference when labels.Find(reference.Key) is { } target:
                        runs.AddRange(Named(target).Select(part => part with { Bold = reference.Bold, Italic = reference.Italic }));
                        break;
                    case BodyInline.Reference reference: runs.Add(
                        new(RunKind.Text, labels.Of(reference.Key), reference.Bold, reference.Italic)); break;
                    case BodyInline.NoteMark mark when notesToo && notes.TryGetValue(mark.Label, out var words):
                        maker.Notes.Add(Runs(words, notesToo: false));
                        runs.Add(new(RunKind.Note, maker.Notes.Count.ToString(CultureInfo.InvariantCulture)));
                        break;
                    case BodyInline.NoteMark mark: runs.Add(new(RunKind.Text, $"[^{mark.Label}]")); break;
                }
            }

            return runs;
        }

        private IEnumerable<SheetRun> Named(PrintedClause target)
        {
            if (target is not { Schedule: true, Level: > 1, Number: { } number })
            {
                yield return Part(target, labels.Of(target.Key), alone: false);
                yield break;
            }

            // The schedule, then 1.2, then each bracket: a field each, as they are numbered one by one.
            var path = new List<PrintedClause>();
            for (var at = target; at is not null; at = at.Parent is { } above ? labels.Find(above) : null) path.Insert(0, at);
            var (schedule, inner) =
                (number[..number.IndexOf(", ", StringComparison.Ordinal)], number[(number.IndexOf(", ", StringComparison.Ordinal) + 2)..]);
            yield return Part(path[0], schedule, alone: true);
            yield return new(RunKind.Text, ", ");
            var texts = inner.Split('(');
            yield return Part(path[Math.Min(2, path.Count - 1)], texts[0], alone: true);
            for (var i = 1; i < texts.Length; i++) yield return Part(path[i + 2], "(" + texts[i], alone: true);
        }

        private SheetRun Part(PrintedClause clause, string text, bool alone) =>
            new(RunKind.Reference, text, Bookmark: Bookmark(Tag(clause), labels.Gone.Contains(clause.Key)), Alone: alone);
    }

    /// <summary>What an export says of a clause beside its words.</summary>
    public static OurTag Tag(PrintedClause clause) => new(
        clause.Key, clause.Level,
        (clause.Schedule ? "s" : "") + (clause.Number is null ? "u" : "") + (clause.Blank ? "b" : "")
            + (clause.Wording.Heading is not null ? "h" : ""));
}
