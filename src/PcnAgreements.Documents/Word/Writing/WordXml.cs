using System.Globalization;
using System.Text;
using System.Xml.Linq;
using PcnAgreements.Documents.Bodies;
using PcnAgreements.Documents.Word.Reading;

namespace PcnAgreements.Documents.Word.Writing;

/// <summary>Who made a tracked change, and when.</summary>
internal sealed record Mark(bool Inserted, string Author, DateTimeOffset At);

/// <summary>Writes sheets as WordprocessingML, each element's children in the order the schema asks for.</summary>
internal sealed class WordXml
{
    private static readonly XNamespace W = Ooxml.W;
    private int ids = 100;

    public static XElement E(string name, params object?[] content) => new(W + name, content);

    public static XElement V(string name, object value) => new(W + name, new XAttribute(W + "val", value));

    public static XAttribute A(string name, object value) => new(W + name, value);

    /// <summary>
    /// A clause; its key stands in a content control round the first words, and no wider: other programs lose notes and fields in larger
    /// ones.
    /// </summary>
    public IEnumerable<XElement> Clause(SheetClause clause) => clause.Blocks.Select((block, i) =>
        i > 0 ? Block(block) : Tagged(clause, Block(block)));

    /// <summary>Blocks as a body may hold them: two tables without a paragraph between them would be read as one.</summary>
    public static IEnumerable<XElement> Parted(IEnumerable<XElement> blocks)
    {
        XElement? before = null;
        foreach (var block in blocks)
        {
            var (afterTable, table) = (before?.Name == W + "tbl", block.Name == W + "tbl");
            // LibreOffice cannot take away a paragraph that directly follows a table, nor one that a table follows that goes with it.
            if (afterTable ? table || IsTracked(block) : table && before is not null && IsTracked(before) && IsTracked(block))
                yield return Empty();
            yield return block;
            before = block;
        }

        if (before?.Name == W + "tbl") yield return Empty();
    }

    /// <summary>
    /// A paragraph that says nothing: with a hidden space, since one without text takes the look of what goes before it in LibreOffice.
    /// </summary>
    public static XElement Empty() => E("p", E("pPr", V("pStyle", "PcnCell")), E("r", E("rPr", E("vanish")), Text("t", " ")));

    private static bool IsTracked(XElement block) => block.Name == W + "p"
        ? block.Element(W + "pPr")?.Element(W + "rPr") is not null
        : block.Elements(W + "tr").All(r => r.Element(W + "trPr")?.Elements().Any(e => e.Name.LocalName is "ins" or "del") == true);

    private XElement Tagged(SheetClause clause, XElement paragraph)
    {
        var words = paragraph.Elements(W + "r")
            .TakeWhile(r => r.Elements().All(e => e.Name.LocalName is "rPr" or "t" or "tab" or "br")).ToList();
        if (words.Count == 0) return paragraph;
        var control = Controlled(clause.Tag, clause.Alias, words.Select(w => new XElement(w)));
        words[0].AddBeforeSelf(control);
        foreach (var word in words) word.Remove();
        return paragraph;
    }

    /// <summary>Content in a content control.</summary>
    public XElement Controlled(string tag, string alias, IEnumerable<XElement> content)
    {
        var short_ = alias.Length > 60 ? alias[..60] : alias;
        if (char.IsHighSurrogate(short_[^1])) short_ = short_[..^1];
        return E("sdt", E("sdtPr", V("alias", short_), V("tag", tag), V("id", ++ids)), E("sdtContent", content));
    }

    public XElement Block(SheetBlock block, Mark? mark = null) => block switch
    {
        SheetParagraph paragraph => Paragraph(paragraph, Runs(paragraph.Runs, mark), mark),
        SheetTable table => Table(table, mark),
        _ => throw new InvalidOperationException("A kind of block that cannot be written."),
    };

    /// <summary>A paragraph with the runs given; <paramref name="mark"/> tracks its mark.</summary>
    public XElement Paragraph(SheetParagraph paragraph, IEnumerable<XElement> runs, Mark? mark)
    {
        var content = runs.ToList();
        if (paragraph.Bookmark is { } name)
        {
            var id = ++ids;
            content.Insert(0, E("bookmarkStart", A("id", id), A("name", name)));
            content.Add(E("bookmarkEnd", A("id", id)));
        }

        return E("p", E("pPr",
            V("pStyle", paragraph.Style),
            paragraph.List is { } list
                ? E("numPr", V("ilvl", paragraph.Depth), V("numId", list))
                : paragraph.NoNumber
                ? E("numPr", V("ilvl", 0), V("numId", 0))
                : null,
            Direction.IsRightToLeft(paragraph.Runs) ? E("bidi") : null,
            paragraph.Indent is { } indent
                ? E("ind", A("left", indent), paragraph.List is null ? null : A("hanging", SheetMaker.Step))
                : null,
            mark is null ? null : E("rPr", Change(mark))), content);
    }

    public IEnumerable<XElement> Runs(IEnumerable<SheetRun> runs, Mark? mark)
    {
        if (mark is null) return runs.SelectMany(r => Run(r, deleted: false));
        var wrapped = new List<XElement>();
        RunKind? before = null;
        foreach (var run in runs)
        {
            var written = Run(run, !mark.Inserted).ToList();
            if (written.Count == 0) continue;
            // A note's mark is tracked by itself.
            if (wrapped.Count > 0 && before != RunKind.Note && run.Kind != RunKind.Note) wrapped[^1].Add(written);
            else wrapped.Add(Wrapped(mark, written));
            before = run.Kind;
        }

        return wrapped;
    }

    public XElement Wrapped(Mark mark, IEnumerable<XElement> runs)
    {
        var change = Change(mark);
        change.Add(runs);
        return change;
    }

    private XElement Change(Mark mark) => E(mark.Inserted ? "ins" : "del", A("id", ++ids), A("author", mark.Author),
        A("date", mark.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));

    private static IEnumerable<XElement> Run(SheetRun run, bool deleted)
    {
        var properties = Properties(run);
        switch (run.Kind)
        {
            case RunKind.Break: return [E("r", E("br"))];
            case RunKind.Note: return [E("r", E("rPr", V("rStyle", "FootnoteReference")), E("footnoteReference", A("id", run.Text)))];
            case RunKind.Reference:
                return
                [
                    E("r", properties, E("fldChar", A("fldCharType", "begin"))),
                    E(
                        "r", properties,
                        Text(deleted ? "delInstrText" : "instrText", $" REF {run.Bookmark} {(run.Alone ? "\\n" : "\\w")} \\h ")),
                    E("r", properties, E("fldChar", A("fldCharType", "separate"))), E("r", properties, Words(run.Text, deleted)),
                    E("r", properties, E("fldChar", A("fldCharType", "end"))),
                ];
            default: return run.Text.Length == 0 ? [] : [E("r", properties, Words(run.Text, deleted))];
        }
    }

    private static XElement? Properties(SheetRun run)
    {
        var rightToLeft = Direction.IsRightToLeft(run.Text);
        if (!run.Bold && !run.Italic && !rightToLeft) return null;
        return E(
            "rPr", run.Bold ? E("b") : null, run.Bold ? E("bCs") : null, run.Italic ? E("i") : null, run.Italic ? E("iCs") : null,
            rightToLeft ? E("rtl") : null);
    }

    public static IEnumerable<XElement> Words(string text, bool deleted = false)
    {
        var parts = text.Split('\t');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0) yield return E("tab");
            if (parts[i].Length > 0) yield return Text(deleted ? "delText" : "t", parts[i]);
        }
    }

    private static XElement Text(string name, string text) => E(name, new XAttribute(XNamespace.Xml + "space", "preserve"), text);

    public XElement Table(SheetTable table, Mark? mark)
    {
        var widths = Widths(table);
        return E("tbl",
            E(
                "tblPr", V("tblStyle", "TableGrid"), E("tblW", A("w", widths.Sum()), A("type", "dxa")),
                E("tblInd", A("w", table.Indent), A("type", "dxa")),
                E("tblLook", A("val", "0420"), A("firstRow", 1), A("noVBand", 1))),
            E("tblGrid", widths.Select(w => E("gridCol", A("w", w)))),
            table.Rows.Select((row, i) => Row(table, row, i == 0, widths, mark)));
    }

    /// <summary>
    /// How wide each column is, in twentieths of a point: as its cells have words, so that the longest word fits where it can.
    /// </summary>
    public static IReadOnlyList<int> Widths(SheetTable table)
    {
        const int letter = 125, edges = 230;
        var cells = table.Columns.Select((_, i) => table.Rows.Select(r => string.Concat(r[i].Select(run => run.Text))).ToList()).ToList();
        var needs = cells.ConvertAll(
            c => letter * Math.Clamp(c.Select(t => t.Split(' ').Max(w => w.Length)).DefaultIfEmpty(0).Max(), 3, 20) + edges);
        var wants = cells.ConvertAll(c => Math.Clamp(c.Select(t => t.Length).DefaultIfEmpty(0).Max(), 1, 60));
        var (room, needed) = (9070 - table.Indent, needs.Sum());
        return [.. needs.Zip(wants, (need, want) => needed > room ? room * need / needed : need + (room - needed) * want / wants.Sum())];
    }

    public XElement Row(SheetTable table, IReadOnlyList<IReadOnlyList<SheetRun>> row, bool header, IReadOnlyList<int> widths, Mark? mark) =>
        E("tr",
        E("trPr", E("cantSplit"), header ? E("tblHeader") : null, mark is null ? null : Change(mark)),
        row.Select((cell, column) => Cell(widths[column], table.Columns[column], header, Runs(cell, mark))));

    public static XElement Cell(int width, CellAlign align, bool header, IEnumerable<XElement> runs) => E("tc",
        E(
            "tcPr", E("tcW", A("w", width), A("type", "dxa")),
            header ? E("shd", A("val", "clear"), A("color", "auto"), A("fill", "E8EDF4")) : null),
        E("p", E("pPr", V("pStyle", header ? "PcnCellHeader" : "PcnCell"), align switch
        {
            CellAlign.Left => V("jc", "left"),
            CellAlign.Centre => V("jc", "center"),
            CellAlign.Right => V("jc", "right"),
            _ => null,
        }), runs));

    public static byte[] Bytes(XElement root)
    {
        var stream = new MemoryStream();
        using (var writer = System.Xml.XmlWriter.Create(
            stream, new()
            {
                Encoding = new UTF8Encoding(false), CheckCharacters = true, NewLineHandling = System.Xml.NewLineHandling.None
            }))
            new XDocument(new XDeclaration("1.0", "UTF-8", "yes"), root).Save(writer);
        return stream.ToArray();
    }
}

/// <summary>Tells text that runs from right to left by its first strong character.</summary>
internal static class Direction
{
    public static bool IsRightToLeft(IReadOnlyList<SheetRun> runs) => IsRightToLeft(string.Concat(runs.Select(r => r.Text)));

    public static bool IsRightToLeft(string text)
    {
        foreach (var c in text)
        {
            if (c is (>= '\u0590' and <= '\u08ff') or (>= '\ufb1d' and <= '\ufdff') or (>= '\ufe70' and <= '\ufefc')) return true;
            if (char.IsLetter(c)) return false;
        }

        return false;
    }
}
