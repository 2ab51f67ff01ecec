using System.Xml.Linq;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>
/// Reads a story (the body, or a note) into blocks: every wrapper is looked into, fields give their printed result, one branch of alternatives is
/// read, and no paragraph is passed over. Labels are counted in the same order.
/// </summary>
internal sealed class WordStory(WordStyles styles, WordNumbering numbering, Tracking tracking)
{
    private const int MostOpenFields = 16;

    // Runs are joined so that words are whole, but not without end: each joining copies what is there.
    private const int LongPiece = 4_096;

    private readonly WordCounters counters = new(numbering);
    private readonly List<string> pendingMarks = [];
    private readonly List<WordField> fields = [];
    private readonly Dictionary<string, (string Name, (int, int) Length)> openMarks = [];
    private readonly HashSet<string> hollow = [];
    private WordParagraph? carried;
    private bool carriedHidden;
    private int count;

    /// <summary>The paragraph that each bookmark begins in.</summary>
    public Dictionary<string, WordParagraph> Bookmarks { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a bookmark holds what its paragraph says: one that lost its words to an accepted change may have slipped to the paragraph after them.</summary>
    public bool Holds(string bookmark) => !hollow.Contains(bookmark) || Bookmarks[bookmark].Text.Length == 0;

    /// <summary>What was met that cannot be kept, with its place.</summary>
    public List<(int Paragraph, string What)> Unread { get; } = [];

    /// <summary>Text that is hidden from print.</summary>
    public List<(int Paragraph, string Text)> Hidden { get; } = [];

    public int Paragraphs => count;

    public List<WordBlock> Read(XElement container)
    {
        var blocks = new List<WordBlock>();
        Blocks(container, null, blocks, cell: false);
        if (carried is { Pieces.Count: > 0 } rest) blocks.Add(Finish(rest));
        carried = null;
        return blocks;
    }

    private void Blocks(XElement container, string? tag, List<WordBlock> blocks, bool cell)
    {
        foreach (var element in container.Elements())
        {
            if (tracking.Hides(element) || Tracking.IsDescription(element)) continue;
            switch (element.Name.LocalName)
            {
                case "p" when element.Name.Namespace == Ooxml.W: Paragraph(element, tag, blocks); break;
                case "tbl" when element.Name.Namespace == Ooxml.W:
                    // What waits for the next paragraph does not go into a table.
                    if (carried is { Pieces.Count: > 0 } waiting) blocks.Add(Finish(waiting));
                    carried = null;
                    blocks.Add(Table(element, tag));
                    break;
                case "sdt": Blocks(element, OurTag(element) ?? tag, blocks, cell); break;
                case "AlternateContent": Blocks(Branch(element), tag, blocks, cell); break;
                case "bookmarkStart": Mark(element); break;
                case "altChunk" or "subDoc": Unread.Add((count + 1, "text that is kept in another file")); break;
                case "sdtPr" or "sdtEndPr" or "tcPr" or "sectPr" or "pPr" or "customXmlPr": break;
                default: Blocks(element, tag, blocks, cell); break;
            }
        }
    }

    private static string? OurTag(XElement control) =>
        control.Child("sdtPr").ChildValue("tag") is { } tag && tag.StartsWith("pcn:", StringComparison.Ordinal) ? tag : null;

    // Choice and fallback say the same twice.
    private static XElement Branch(XElement alternatives) =>
        alternatives.Element(Ooxml.Mc + "Choice") ?? alternatives.Element(Ooxml.Mc + "Fallback") ?? new XElement("none");

    private void Mark(XElement bookmark)
    {
        if ((string?)bookmark.Attribute(Ooxml.W + "name") is { } name) pendingMarks.Add(name);
    }

    private void Paragraph(XElement element, string? tag, List<WordBlock> blocks)
    {
        var properties = tracking.Properties(element);
        var marks = element.Child("pPr").Child("rPr");
        var style = properties.ChildValue("pStyle");
        var paragraph = new WordParagraph
        {
            Tag = tag,
            Index = ++count,
            Style = style,
            Outline = properties.ChildWhole("outlineLvl") is { } own ? own is >= 0 and < 9 ? own : null : styles.Outline(style),
            List = numbering.Place(properties, style),
            IsTitle = styles.Is(style, n => n is "title"),
            InContents = fields.Any(f => f.IsContents) || styles.Is(style, n => n.StartsWith("toc ", StringComparison.Ordinal) && !n.Contains("heading", StringComparison.Ordinal)),
            Centred = (properties.ChildValue("jc") ?? styles.Property(style, "jc").Value()) is "center",
            NewPage = (properties.Toggle("pageBreakBefore") ?? styles.Property(style, "pageBreakBefore") is { } page && page.Value() is not ("0" or "false")),
        };
        var section = properties.Child("sectPr") is not null;
        foreach (var mark in pendingMarks) Bookmarks.TryAdd(mark, paragraph);
        pendingMarks.Clear();
        var boxes = new List<WordBlock>();
        Inlines(element, paragraph, new RunStyle(styles.Toggle(style, "b") ?? false, styles.Toggle(style, "i") ?? false), paragraph.Pieces, boxes);
        paragraph.InContents |= fields.Any(f => f.IsContents);
        EndFields(paragraph.Pieces);
        if (section && paragraph.Text.Length == 0) paragraph.List = null;
        Place(paragraph, tracking.HidesMark(marks), marks.Toggle("vanish") == true || marks.Toggle("specVanish") == true, blocks);
        blocks.AddRange(boxes);
    }

    // A mark that is not there joins: by a tracked change the next paragraph's properties win, by hiding this one's do.
    private void Place(WordParagraph paragraph, bool markGone, bool markHidden, List<WordBlock> blocks)
    {
        if (carried is { } before)
        {
            if (carriedHidden)
            {
                (before.RunIn ??= []).AddRange(before.Pieces);
                before.Pieces.Clear();
                before.Pieces.AddRange(paragraph.Pieces);
                paragraph = Joined(paragraph, before);
            }
            else paragraph.Pieces.InsertRange(0, before.Pieces);
            carried = null;
        }

        if (markGone || (markHidden && paragraph.Pieces.Count > 0)) (carried, carriedHidden) = (paragraph, !markGone);
        else blocks.Add(Finish(paragraph));
    }

    private WordParagraph Joined(WordParagraph from, WordParagraph into)
    {
        foreach (var mark in Bookmarks.Where(b => b.Value == from).Select(b => b.Key).ToList()) Bookmarks[mark] = into;
        return into;
    }

    private WordParagraph Finish(WordParagraph paragraph)
    {
        if (paragraph.List is { } place) paragraph.Label = counters.Next(place);
        return paragraph;
    }

    private WordTable Table(XElement element, string? tag)
    {
        var table = new WordTable { Tag = tag, Index = count + 1 };
        foreach (var row in Wrapped(element, "tr"))
        {
            if (tracking.HidesRow(row)) continue;
            var cells = new List<List<WordBlock>>();
            Gap(cells, row.Child("trPr").ChildWhole("gridBefore") ?? 0);
            foreach (var cell in Wrapped(row, "tc"))
            {
                if (tracking.HidesCell(cell)) continue;
                var blocks = new List<WordBlock>();
                Blocks(cell, tag, blocks, cell: true);
                if (carried is { Pieces.Count: > 0 } rest) blocks.Add(Finish(rest));
                carried = null;
                cells.Add(blocks);
                Gap(cells, (cell.Child("tcPr").ChildWhole("gridSpan") ?? 1) - 1);
            }

            if (cells.Count > 0) table.Rows.Add(cells);
        }

        return table;
    }

    private static void Gap(List<List<WordBlock>> cells, int columns)
    {
        for (var i = 0; i < Math.Min(columns, 62); i++) cells.Add([]);
    }

    private IEnumerable<XElement> Wrapped(XElement container, string name)
    {
        foreach (var element in container.Elements())
        {
            if (tracking.Hides(element)) continue;
            if (element.Name == Ooxml.W + name) yield return element;
            else if (element.Name == Ooxml.W + "bookmarkStart") Mark(element);
            else if (element.Name.LocalName is "sdt" or "sdtContent" or "customXml" or "ins" or "moveTo" or "del" or "moveFrom")
            {
                foreach (var inner in Wrapped(element, name)) yield return inner;
            }
        }
    }

    private readonly record struct RunStyle(bool Bold, bool Italic);

    private void Inlines(XElement container, WordParagraph paragraph, RunStyle style, List<WordPiece> pieces, List<WordBlock> boxes)
    {
        foreach (var element in container.Elements())
        {
            if (tracking.Hides(element) || Tracking.IsDescription(element)) continue;
            switch (element.Name.LocalName)
            {
                case "r" when element.Name.Namespace == Ooxml.W: Run(element, paragraph, style, pieces, boxes); break;
                case "r": Inlines(element, paragraph, style, pieces, boxes); break;
                case "fldSimple": Simple(element, paragraph, style, pieces, boxes); break;
                case "bookmarkStart" when (string?)element.Attribute(Ooxml.W + "name") is { } name:
                    Bookmarks.TryAdd(name, paragraph);
                    openMarks[(string?)element.Attribute(Ooxml.W + "id") ?? ""] = (name, Length(pieces));
                    break;
                case "bookmarkEnd" when openMarks.Remove((string?)element.Attribute(Ooxml.W + "id") ?? "", out var mark):
                    if (Length(pieces) == mark.Length) hollow.Add(mark.Name);
                    break;
                case "sdt":
                    paragraph.Tag = OurTag(element) ?? paragraph.Tag;
                    Inlines(element, paragraph, style, pieces, boxes);
                    break;
                case "AlternateContent": Inlines(Branch(element), paragraph, style, pieces, boxes); break;
                case "t" when element.Name.Namespace == Ooxml.M: Add(pieces, new WordPiece.Text(element.Value, style.Bold, style.Italic)); break;
                case "pPr" or "rPr" or "sdtPr" or "sdtEndPr" or "smartTagPr" or "customXmlPr" or "rt": break;
                default: Inlines(element, paragraph, style, pieces, boxes); break;
            }
        }
    }

    private void Run(XElement run, WordParagraph paragraph, RunStyle style, List<WordPiece> pieces, List<WordBlock> boxes)
    {
        var properties = run.Child("rPr");
        if (properties.Toggle("vanish") == true)
        {
            Hidden.Add((paragraph.Index, string.Concat(run.Elements(Ooxml.W + "t").Select(t => t.Value))));
            return;
        }

        var character = properties.ChildValue("rStyle");
        var bold = properties.Toggle("b") ?? (character is not null ? styles.Toggle(character, "b") : null) ?? style.Bold;
        var italic = properties.Toggle("i") ?? (character is not null ? styles.Toggle(character, "i") : null) ?? style.Italic;
        void Text(string text) => Add(pieces, new WordPiece.Text(text, bold, italic));
        foreach (var element in run.Elements())
        {
            switch (element.Name.LocalName)
            {
                case "t" or "delText": Text(element.Value); break;
                case "tab" or "ptab": Text("\t"); break;
                case "br" when (string?)element.Attribute(Ooxml.W + "type") is "page" or "column": paragraph.NewPage |= paragraph.Pieces.Count == 0; break;
                case "br" or "cr": Add(pieces, new WordPiece.Break()); break;
                case "noBreakHyphen": Text("\u2011"); break;
                case "softHyphen": break;
                case "sym": Text(Symbol(element)); break;
                case "footnoteReference" or "endnoteReference" when (string?)element.Attribute(Ooxml.W + "id") is { } id:
                    Add(pieces, new WordPiece.Note(element.Name.LocalName[..^9], id));
                    break;
                case "fldChar": FieldMark(element, pieces); break;
                case "instrText" or "delInstrText" when fields.Count > 0: fields[^1].Instruction += element.Value; break;
                case "drawing" or "pict" or "object": Drawing(element, paragraph, boxes); break;
                case "AlternateContent" when Branch(element) is var branch: Drawing(branch, paragraph, boxes); break;
                case "ruby": Inlines(element, paragraph, style, pieces, boxes); break;
            }
        }
    }

    // A text box has a story of its own; its words follow the paragraph they are anchored to.
    private void Drawing(XElement drawing, WordParagraph paragraph, List<WordBlock> boxes)
    {
        var content = drawing.DescendantsAndSelf(Ooxml.W + "txbxContent").Where(c => !Within(c, drawing, Ooxml.Mc + "Fallback")).ToList();
        foreach (var box in content.Where(c => !Within(c, drawing, Ooxml.W + "txbxContent")))
        {
            var (outerFields, outerCarried) = (fields.ToList(), carried);
            fields.Clear();
            carried = null;
            Blocks(box, paragraph.Tag, boxes, cell: false);
            fields.Clear();
            fields.AddRange(outerFields);
            carried = outerCarried;
        }

        if (content.Count == 0 && drawing.Descendants().Any(e => e.Name.LocalName is "blip" or "imagedata" or "chart" or "OLEObject"))
            Unread.Add((paragraph.Index, "a picture, chart or embedded object"));
    }

    private static bool Within(XElement element, XElement outermost, XName name) => element != outermost && element.Ancestors().TakeWhile(a => a != outermost).Any(a => a.Name == name);

    private static string Symbol(XElement symbol) =>
        int.TryParse((string?)symbol.Attribute(Ooxml.W + "char"), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture, out var code)
        && code is > 31 and < 0xD800 or (>= 0xE000 and < 0xFFFE) ? ((char)code).ToString() : "\ufffd";

    private void Simple(XElement element, WordParagraph paragraph, RunStyle style, List<WordPiece> pieces, List<WordBlock> boxes)
    {
        var field = new WordField { Instruction = (string?)element.Attribute(Ooxml.W + "instr") ?? "" };
        Inlines(element, paragraph, style, field.Result, boxes);
        Close(field, pieces);
    }

    private void FieldMark(XElement mark, List<WordPiece> pieces)
    {
        switch ((string?)mark.Attribute(Ooxml.W + "fldCharType"))
        {
            case "begin":
                // Fields that nobody ends must not make every paragraph slower than the one before.
                if (fields.Count >= MostOpenFields) fields.RemoveAt(0);
                fields.Add(new WordField());
                break;
            case "separate" when fields.Count > 0: fields[^1].Separated = true; break;
            case "end" when fields.Count > 0:
                var field = fields[^1];
                fields.RemoveAt(fields.Count - 1);
                Close(field, pieces);
                break;
        }
    }

    // A field without its end must not swallow what follows: from the next paragraph on its text is read as it stands.
    private void EndFields(List<WordPiece> pieces)
    {
        foreach (var field in fields)
        {
            field.Separated = true;
            if (field.Bookmark is null) continue;
            pieces.AddRange(field.Result);
            field.Result.Clear();
            field.Instruction = "";
        }
    }

    private void Close(WordField field, List<WordPiece> pieces)
    {
        if (field.Bookmark is { } bookmark && field.Result.Count > 0) Add(pieces, new WordPiece.Field(bookmark, [.. field.Result]));
        else foreach (var piece in field.Result) Add(pieces, piece);
    }

    private void Add(List<WordPiece> pieces, WordPiece piece)
    {
        // Only a cross-reference is gathered: other fields' results, which may run over paragraphs, stand where they stand.
        if (fields.Count > 0 && fields[^1] is { Separated: false }) return;
        var target = fields.Count > 0 && fields[^1].Bookmark is not null ? fields[^1].Result : pieces;
        if (piece is WordPiece.Text text && target is [.., WordPiece.Text { Value.Length: < LongPiece } last] && last.Bold == text.Bold && last.Italic == text.Italic)
            target[^1] = last with { Value = last.Value + text.Value };
        else target.Add(piece);
    }

    private static (int, int) Length(List<WordPiece> pieces) => (pieces.Count, pieces is [.., WordPiece.Text last] ? last.Value.Length : 0);

    private sealed class WordField
    {
        public string Instruction { get; set; } = "";

        public bool Separated { get; set; }

        public List<WordPiece> Result { get; } = [];

        public bool IsContents => Instruction.TrimStart().StartsWith("TOC", StringComparison.OrdinalIgnoreCase);

        public string? Bookmark
        {
            get
            {
                var words = Instruction.Split([' ', '\t', '\u00a0'], StringSplitOptions.RemoveEmptyEntries);
                return words is ["REF" or "ref" or "Ref", var name, ..] && words.Any(w => w is "\\r" or "\\n" or "\\w") ? name.Trim('"') : null;
            }
        }
    }
}
