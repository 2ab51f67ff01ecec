using System.Xml.Linq;
using PcnAgreements.Documents.Redlines;
using PcnAgreements.Documents.Word.Reading;

namespace PcnAgreements.Documents.Word.Writing;

/// <summary>
/// Writes one clause with its changes tracked: what stayed stands as it is, paragraphs of one look are compared word by word, the rest is
/// deleted and inserted whole.
/// </summary>
internal sealed class TrackedClause(WordXml xml, SheetMaker maker, WordEdit edit)
{
    private readonly Dictionary<int, int> lists = [];

    private Mark Inserted => new(true, edit.Author, edit.At);

    private Mark Deleted => new(false, edit.Author, edit.At);

    public IEnumerable<XElement> Whole(SheetClause clause, bool inserted) =>
        clause.Blocks.Select(b => xml.Block(b, inserted ? Inserted : Deleted));

    public IEnumerable<XElement> Between(SheetClause earlier, SheetClause later)
    {
        lists.Clear();
        var (a, b) = (earlier.Blocks, later.Blocks);
        var pairs = Pairs(a, b);
        var (atA, atB) = (0, 0);
        foreach (var (i, j) in pairs.Append((a.Count, b.Count)))
        {
            for (; atA < i; atA++) yield return xml.Block(InList(a[atA]), Deleted);
            for (; atB < j; atB++) yield return xml.Block(b[atB], Inserted);
            if (j < b.Count) yield return Compared(a[i], b[j]);
            (atA, atB) = (i + 1, j + 1);
        }
    }

    // Same blocks first; between them, blocks of one look in their order.
    private List<(int A, int B)> Pairs(IReadOnlyList<SheetBlock> a, IReadOnlyList<SheetBlock> b)
    {
        var pairs = new List<(int, int)>();
        var (atA, atB) = (0, 0);
        foreach (var (i, j) in WordDiff.Same([.. a.Select(Name)], [.. b.Select(Name)]).Append((a.Count, b.Count)))
        {
            for (; atA < i; atA++)
            {
                for (var candidate = atB; candidate < j; candidate++)
                {
                    if (!Compares(a[atA], b[candidate]) || !Shares(a[atA], b[candidate])) continue;
                    pairs.Add((atA, candidate));
                    atB = candidate + 1;
                    break;
                }
            }

            if (j < b.Count && Shares(a[i], b[j])) pairs.Add((i, j));
            (atA, atB) = (i + 1, j + 1);
        }

        return pairs;
    }

    // An item that stays makes its list the same list; one list cannot become two, nor two one, or their numbers would run on.
    private bool Shares(SheetBlock was, SheetBlock now)
    {
        if (was is not SheetParagraph { List: >= SheetMaker.FirstList and var old } || now is not SheetParagraph { List: { } list })
            return true;
        if (lists.TryGetValue(old, out var known)) return known == list;
        return !lists.ContainsValue(list) && lists.TryAdd(old, list);
    }

    private SheetBlock InList(SheetBlock block) =>
        block is SheetParagraph { List: { } list } paragraph && lists.TryGetValue(list, out var now)
            ? paragraph with { List = now }
            : block;

    private bool Compares(SheetBlock was, SheetBlock now) => (was, now) switch
    {
        (SheetParagraph a, SheetParagraph b) =>
            a.Style == b.Style && a.Bookmark == b.Bookmark && a.Depth == b.Depth && a.NoNumber == b.NoNumber && a.Indent == b.Indent
            && (a.List is >= SheetMaker.FirstList
                ? b.List is >= SheetMaker.FirstList && maker.Start(a.List) == maker.Start(b.List)
                : a.List == b.List),
        (SheetTable a, SheetTable b) => a.Columns.SequenceEqual(b.Columns) && a.Indent == b.Indent,
        _ => false,
    };

    private XElement Compared(SheetBlock was, SheetBlock now) => (was, now) switch
    {
        (SheetParagraph a, SheetParagraph b) => xml.Paragraph(b, Runs(a.Runs, b.Runs), null),
        (SheetTable a, SheetTable b) => Rows(a, b),
        _ => throw new InvalidOperationException("Only like is compared with like."),
    };

    private XElement Rows(SheetTable was, SheetTable now)
    {
        var widths = WordXml.Widths(now);
        var table = xml.Table(now, null);
        table.Elements(Ooxml.W + "tr").Remove();
        var (atA, atB) = (0, 0);
        foreach (var (i, j) in WordDiff.Same([.. was.Rows.Select(Name)], [.. now.Rows.Select(Name)]))
        {
            Gap(i, j);
            table.Add(xml.Row(now, now.Rows[j], j == 0, widths, null));
            (atA, atB) = (i + 1, j + 1);
        }

        Gap(was.Rows.Count, now.Rows.Count);
        return table;

        void Gap(int i, int j)
        {
            for (; atA < i; atA++) table.Add(xml.Row(was, was.Rows[atA], atA == 0, widths, Deleted));
            for (; atB < j; atB++) table.Add(xml.Row(now, now.Rows[atB], atB == 0, widths, Inserted));
        }
    }

    private IEnumerable<XElement> Runs(IReadOnlyList<SheetRun> was, IReadOnlyList<SheetRun> now)
    {
        var (a, b) = (Atoms(was), Atoms(now));
        var (atA, atB) = (0, 0);
        foreach (var (i, j) in WordDiff.Same(a.ConvertAll(Name), b.ConvertAll(Name)).Append((a.Count, b.Count)))
        {
            foreach (var run in xml.Runs(Joined(a[atA..i]), Deleted).Concat(xml.Runs(Joined(b[atB..j]), Inserted))) yield return run;
            if (j < b.Count)
            {
                foreach (var run in xml.Runs([b[j]], null)) yield return run;
            }

            (atA, atB) = (i + 1, j + 1);
        }
    }

    private static List<SheetRun> Atoms(IReadOnlyList<SheetRun> runs) =>
        [.. runs.SelectMany(r => r.Kind == RunKind.Text ? Tokens.Words(r.Text).Select(w => r with { Text = w }) : [r])];

    private static List<SheetRun> Joined(List<SheetRun> atoms)
    {
        var runs = new List<SheetRun>();
        foreach (var atom in atoms)
        {
            if (atom.Kind == RunKind.Text && runs is [.., { Kind: RunKind.Text } last]
                && (last.Bold, last.Italic) == (atom.Bold, atom.Italic)) runs[^1] = last with { Text = last.Text + atom.Text };
            else runs.Add(atom);
        }

        return runs;
    }

    // A reference is the same when it names the same clause, whatever number that has; a note when it says the same.
    private string Name(SheetRun run) => run.Kind switch
    {
        RunKind.Reference => $"r{run.Bold}{run.Italic}{run.Bookmark}",
        RunKind.Note =>
            "n" + string.Concat(maker.Notes[int.Parse(run.Text, System.Globalization.CultureInfo.InvariantCulture) - 1].Select(Name)),
        _ => $"{run.Kind}{run.Bold}{run.Italic}{run.Text}",
    };

    private string Name(SheetBlock block) => block switch
    {
        SheetParagraph p =>
            $"p{p.Style}|{(maker.Start(p.List) is { } start ? -start : p.List)}|{p.Depth}|{p.NoNumber}|{p.Indent}|{p.Bookmark}|{string.Join('|', p.Runs.Select(Name))}",
        SheetTable t => $"t{string.Join(',', t.Columns)}|{t.Indent}|{string.Join('\n', t.Rows.Select(Name))}",
        _ => "",
    };

    private string Name(IReadOnlyList<IReadOnlyList<SheetRun>> row) =>
        string.Join('\u001f', row.Select(c => string.Join('|', c.Select(Name))));
}
