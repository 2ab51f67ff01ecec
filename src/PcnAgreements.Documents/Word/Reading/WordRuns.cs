using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>
/// Reads what stands in a paragraph: every wrapper is looked into, one branch of alternatives is read, and what is not text is named.
/// </summary>
/// <param name="styles">The document's styles.</param>
/// <param name="tracking">The reading of tracked changes.</param>
/// <param name="findings">What is met beside the text.</param>
/// <param name="box">Reads a text box, which is a story of its own.</param>
internal sealed class WordRuns(
    WordStyles styles, Tracking tracking, WordFindings findings, Action<XElement, WordParagraph, List<WordBlock>> box)
{
    private static readonly XNamespace Drawn = "http://schemas.openxmlformats.org/drawingml/2006/main";

    public WordFields Fields { get; } = new(findings);

    /// <summary>Reads a paragraph's content into it; text boxes anchored in it follow it.</summary>
    public void Read(XElement element, WordParagraph paragraph, List<WordBlock> boxes)
    {
        bool? Styled(string toggle) => styles.Toggle(paragraph.Style, toggle);
        Inlines(element, new(paragraph, boxes, Styled("b") ?? false, Styled("i") ?? false, Styled("vanish") ?? false), paragraph.Pieces);
    }

    /// <summary>The one of several alternatives that is read: the first choice, unless only the fallback says anything.</summary>
    public static XElement Branch(XElement alternatives)
    {
        var choice = alternatives.Element(Ooxml.Mc + "Choice");
        var fallback = alternatives.Element(Ooxml.Mc + "Fallback");
        return choice is not null && (Says(choice) || fallback is null || !Says(fallback)) ? choice : fallback ?? new XElement("none");
    }

    private static bool Says(XElement branch) =>
        branch.Descendants().Any(e => e.Name.LocalName is "t" or "delText" or "sym" or "noBreakHyphen" or "txbxContent");

    private sealed record Within(WordParagraph Paragraph, List<WordBlock> Boxes, bool Bold, bool Italic, bool Hidden);

    private void Inlines(XElement container, Within within, List<WordPiece> pieces)
    {
        foreach (var element in container.Elements())
        {
            if (tracking.Hides(element) || Tracking.IsDescription(element)) continue;
            switch (element.Name.LocalName)
            {
                case "r" when element.Name.Namespace == Ooxml.W: Run(element, within, pieces); break;
                case "fldSimple":
                    Fields.Begin(pieces, (string?)element.Attribute(Ooxml.W + "instr") ?? "");
                    Inlines(element, within, pieces);
                    Fields.End(pieces, within.Paragraph.Index);
                    break;
                case "bookmarkStart" when (string?)element.Attribute(Ooxml.W + "name") is { } name:
                    findings.OpenMark((string?)element.Attribute(Ooxml.W + "id") ?? "", name, within.Paragraph, Length(pieces));
                    break;
                case "bookmarkEnd": findings.CloseMark((string?)element.Attribute(Ooxml.W + "id") ?? "", Length(pieces)); break;
                case "sdt":
                    within.Paragraph.Control = OurControl.Of(element) ?? within.Paragraph.Control;
                    Inlines(element, within, pieces);
                    break;
                case "AlternateContent": Inlines(Branch(element), within, pieces); break;
                case "t" or "delText": Fields.Add(pieces, new WordPiece.Text(Spaced(element.Value), within.Bold, within.Italic)); break;
                case "pPr" or "rPr" or "sdtPr" or "sdtEndPr" or "smartTagPr" or "customXmlPr": break;
                case "rt": findings.LeaveOut(within.Paragraph.Index, Said(element), "a reading that is printed above the words"); break;
                default: Inlines(element, within, pieces); break;
            }
        }
    }

    private void Run(XElement run, Within within, List<WordPiece> pieces)
    {
        var properties = run.Child("rPr");
        var style = properties.ChildValue("rStyle");
        bool Toggle(string name, bool otherwise) =>
            properties.Toggle(name) ?? (style is not null ? styles.Toggle(style, name) : null) ?? otherwise;
        var inner = within with
        {
            Bold = Toggle("b", within.Bold), Italic = Toggle("i", within.Italic), Hidden = Toggle("vanish", within.Hidden)
        };
        var unseen = new StringBuilder();
        Content(run, inner, pieces, unseen);
        findings.LeaveOut(within.Paragraph.Index, unseen.ToString(), "hidden text");
    }

    private void Content(XElement run, Within within, List<WordPiece> pieces, StringBuilder unseen)
    {
        foreach (var element in run.Elements())
        {
            switch (element.Name.LocalName)
            {
                case "rPr": break;
                case "t" or "delText": Text(Spaced(element.Value)); break;
                case "tab" or "ptab": Text("\t"); break;
                case "br" or "cr" when within.Hidden: unseen.Append('\n'); break;
                case "br" or "cr": Fields.Add(pieces, new WordPiece.Break(IsPage(element))); break;
                case "noBreakHyphen": Text("\u2011"); break;
                case "softHyphen": Text("\u00ad"); break;
                case "sym" or "symEx": Text(Symbol(element)); break;
                case "footnoteReference" or "endnoteReference" when !within.Hidden && (string?)element.Attribute(Ooxml.W + "id") is { } id:
                    Fields.Add(pieces, new WordPiece.Note(element.Name.LocalName[..^9], id));
                    break;
                case "fldChar": FieldMark(element, within, pieces); break;
                case "instrText" or "delInstrText": Fields.Instruct(element.Value); break;
                case "drawing" or "pict" or "object": Drawing(element, within); break;
                case "AlternateContent": Content(Branch(element), within, pieces, unseen); break;
                default: Inlines(element, within, pieces); break;
            }
        }

        void Text(string text)
        {
            if (within.Hidden) unseen.Append(text);
            else Fields.Add(pieces, new WordPiece.Text(text, within.Bold, within.Italic));
        }
    }

    private void FieldMark(XElement mark, Within within, List<WordPiece> pieces)
    {
        switch ((string?)mark.Attribute(Ooxml.W + "fldCharType"))
        {
            case "begin": Fields.Begin(pieces); break;
            case "separate": Fields.Separate(within.Paragraph.Index); break;
            case "end": Fields.End(pieces, within.Paragraph.Index); break;
        }
    }

    // The words of a text box follow the paragraph it is anchored to.
    private void Drawing(XElement drawing, Within within)
    {
        var read = drawing.DescendantsAndSelf().Where(e => !IsWithin(e, drawing, Ooxml.Mc + "Fallback")).ToList();
        var boxes = read.Where(e => e.Name == Ooxml.W + "txbxContent").ToList();
        foreach (var content in boxes.Where(c => !IsWithin(c, drawing, Ooxml.W + "txbxContent")))
            box(content, within.Paragraph, within.Boxes);
        var drawn = read.Where(e => !IsWithin(e, drawing, Ooxml.W + "txbxContent"))
            .Select(e => e.Name == Drawn + "t" ? e.Value : e.Name.LocalName == "textpath" ? (string?)e.Attribute("string") : null)
                .OfType<string>();
        findings.LeaveOut(within.Paragraph.Index, string.Join('\n', drawn), "text of a drawing");
        if (boxes.Count == 0 && read.Exists(e => e.Name.LocalName is "blip" or "imagedata" or "chart" or "OLEObject"))
            findings.Unread.Add((within.Paragraph.Index, "a picture, chart or embedded object"));
    }

    private static bool IsWithin(XElement element, XElement outermost, XName name) =>
        element != outermost && element.Ancestors().TakeWhile(a => a != outermost).Any(a => a.Name == name);

    private static bool IsPage(XElement end) => (string?)end.Attribute(Ooxml.W + "type") is "page" or "column";

    private static string Said(XElement element) => string.Concat(element.Descendants(Ooxml.W + "t").Select(t => t.Value));

    // A line end within an element of text is no line end.
    private static string Spaced(string text) => text.Replace('\n', ' ').Replace('\r', ' ');

    private static string Symbol(XElement symbol)
    {
        var code = symbol.Attributes().FirstOrDefault(a => a.Name.LocalName == "char")?.Value;
        return int.TryParse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var n) && n > 31
            && Rune.TryCreate(n, out var rune)
            ? rune.ToString()
            : "\ufffd";
    }

    private static (int, int) Length(List<WordPiece> pieces) => (pieces.Count, pieces is [.., WordPiece.Text last] ? last.Value.Length : 0);
}
