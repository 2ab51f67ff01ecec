using System.Globalization;
using static PcnAgreements.Documents.Tests.Word.TinyWord;

namespace PcnAgreements.Documents.Tests.Word;

/// <summary>
/// A Word file of anything that may stand in one, in any order and depth: lists, headings, tables, fields, notes, boxes, wrappers, hidden
/// and tracked text. Every word in it is another, so that one that is lost is seen,
/// and none ends where another begins without something between them.
/// </summary>
internal sealed class AnyDocument
{
    private const string Who = "w:id=\"9\" w:author=\"C. Counsel\" w:date=\"2026-11-21T09:00:00Z\"";

    private static readonly string Lists = string.Concat(
        Abstract(0, ("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"), ("lowerRoman", "(%4)"), ("upperLetter", "(%5)")),
        Abstract(1, ("upperRoman", "Article %1"), ("decimalZero", "%2"), ("ordinal", "%3"), ("none", ""), ("lowerLetter", "%5)")),
        Abstract(2, ("bullet", "•"), ("bullet", "–"), ("bullet", "•"), ("bullet", "–"), ("bullet", "•")),
        Abstract(3, ("decimal", "Schedule %1"), ("decimal", "%2."), ("decimal", "%2.%3"), ("lowerLetter", "(%4)"), ("lowerRoman", "(%5)")),
        Abstract(4, ("upperLetter", "(%1)"), ("chicago", "%2"), ("decimal", "%1.%2.%3"), ("decimal", "%4"), ("decimal", "%5")),
        string.Concat(Enumerable.Range(0, 5).Select(n => NumOf(n + 1, n))),
        NumOf(6, 0, "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride>"));

    private static readonly string Styles = string.Concat(
        Style("Title", "Title"), Style("Heading1", "heading 1", Num(1, 0)), Style("Heading2", "heading 2", Num(1, 1)),
        Style("Plain1", "Heading 3"), Style("Toc1", "toc 1"),
        "<w:style w:type=\"paragraph\" w:styleId=\"Based\"><w:name w:val=\"Based\"/><w:basedOn w:val=\"Heading2\"/></w:style>",
        "<w:style w:type=\"character\" w:styleId=\"Unseen\"><w:name w:val=\"Unseen\"/><w:rPr><w:vanish/></w:rPr></w:style>");

    private readonly Random random;
    private readonly List<string> notes = [];
    private int words;
    private bool accepted = true;
    private bool rejected = true;

    public AnyDocument(int seed)
    {
        random = new(seed);
        var body = Many(1 + random.Next(14), () => Block(0));
        var notesToo = notes.Count == 0 ? "" : string.Concat(notes);
        File = Of(body, Lists, Styles, notesToo);
    }

    public byte[] File { get; }

    /// <summary>The words that stand when all tracked changes are accepted.</summary>
    public List<string> Accepted { get; } = [];

    /// <summary>The words that stand when all are rejected.</summary>
    public List<string> Rejected { get; } = [];

    private static string Style(string id, string name, string properties = "") =>
        $"<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:pPr>{properties}</w:pPr></w:style>";

    private static string Many(int count, Func<string> one) => string.Concat(Enumerable.Range(0, count).Select(_ => one()));

    private string One(params Func<string>[] choices) => choices[random.Next(choices.Length)]();

    private string Word()
    {
        var word = string.Create(CultureInfo.InvariantCulture, $"w{++words}q");
        if (accepted) Accepted.Add(word);
        if (rejected) Rejected.Add(word);
        return word;
    }

    private string During(bool inAccepted, bool inRejected, Func<string> say)
    {
        var before = (accepted, rejected);
        (accepted, rejected) = (accepted && inAccepted, rejected && inRejected);
        var said = say();
        (accepted, rejected) = before;
        return said;
    }

    private string Block(int depth) => One(
        () => Paragraph(depth), () => Paragraph(depth), () => Paragraph(depth), () => Paragraph(depth),
        () => depth > 2 ? "" : Table(depth),
        () =>
            depth > 2
                ? ""
                : $"<w:sdt><w:sdtPr><w:tag w:val=\"x\"/></w:sdtPr><w:sdtContent>{Many(2, () => Block(depth + 1))}</w:sdtContent></w:sdt>",
        () => depth > 2 ? "" : $"<w:customXml w:element=\"e\">{Block(depth + 1)}</w:customXml>",
        () =>
            depth > 2
                ? ""
                : $"<mc:AlternateContent><mc:Choice Requires=\"w14\">{Block(depth + 1)}</mc:Choice><mc:Fallback>{P("again")}</mc:Fallback></mc:AlternateContent>",
        () => Run(),
        () =>
            $"<m:oMathPara xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"><m:oMath><m:r><m:t>{Word()} </m:t></m:r></m:oMath></m:oMathPara>",
        () => "<w:bookmarkStart w:id=\"7\" w:name=\"_Ref7\"/><w:bookmarkEnd w:id=\"7\"/>");

    private string Table(int depth)
    {
        string Cell() =>
            $"<w:tc><w:tcPr>{One(() => "", () => "<w:gridSpan w:val=\"2\"/>", () => "<w:vMerge/>")}</w:tcPr>{Many(1 + random.Next(2), () => Block(depth + 1))}{Paragraph(depth + 1)}</w:tc>";
        string Row(string change) => $"<w:tr><w:trPr>{change}</w:trPr>{Many(1 + random.Next(3), Cell)}</w:tr>";
        return "<w:tbl><w:tblPr/>" + Many(1 + random.Next(3), () => One(
            () =>
                Row(""), () => Row(""), () => During(true, false, () => Row($"<w:ins {Who}/>")),
                    () => During(false, true, () => Row($"<w:del {Who}/>")),
            () => $"<w:sdt><w:sdtContent>{Row("")}</w:sdtContent></w:sdt>")) + "</w:tbl>";
    }

    private string Paragraph(int depth)
    {
        var properties = One(
            () =>
                "", () => "", () => Num(1 + random.Next(6), random.Next(5)), () => Num(1 + random.Next(6), random.Next(5)),
                    () => "<w:jc w:val=\"center\"/>",
            () => TinyWord.Style(One(() => "Title", () => "Heading1", () => "Heading2", () => "Plain1", () => "Based", () => "Toc1")),
            () => "<w:outlineLvl w:val=\"1\"/>", () => "<w:sectPr/>", () => "<w:bidi/>");
        var mark = random.Next(12) switch
        {
            0 => $"<w:del {Who}/>",
            1 => $"<w:ins {Who}/>",
            2 => "<w:vanish/><w:specVanish/>",
            3 => $"<w:moveFrom {Who}/>",
            _ => "",
        };
        var typed = One(
            () =>
                "", () => "", () => "", () => "1.", () => "1.1 ", () => "(a) ", () => "(i)\t", () => "Schedule 2 ", () => "SCHEDULE 1",
                    () => "12 ", () => "- ", () => "| ");
        return $"<w:p><w:pPr>{properties}<w:rPr>{mark}</w:rPr></w:pPr>{(typed.Length == 0 ? "" : Text(typed))}"
            + $"{Many(random.Next(5), () => Inline(depth))}</w:p>";
    }

    private static string Text(string text, string properties = "") =>
        $"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>";

    private string Run() =>
        Text(
            Word() + " ",
            One(() => "", () => "<w:b/>", () => "<w:i/>", () => "<w:vanish/>", () => "<w:rStyle w:val=\"Unseen\"/>", () => "<w:rtl/>"));

    private string Inline(int depth) => One(
        Run, Run, Run, Run,
        () =>
            $"<w:r><w:tab/><w:t>{Word()}</w:t><w:br/><w:t>{Word()}</w:t><w:noBreakHyphen/><w:t>{Word()}</w:t><w:softHyphen/><w:sym w:font=\"Symbol\" w:char=\"F0B7\"/><w:cr/></w:r>",
        () => $"<w:r><w:t>{Word()}</w:t>{PageEnd()}<w:t xml:space=\"preserve\">{Word()} </w:t></w:r>",
        () => $"<w:r><w:t>{Word()}</w:t>{PageEnd()}</w:r>",
        () => $"<w:r>{PageEnd()}</w:r>",
        () => $"<w:hyperlink w:anchor=\"_Ref7\">{Inlines(depth)}</w:hyperlink>",
        () => $"<w:smartTag w:element=\"place\"><w:smartTag w:element=\"city\">{Inlines(depth)}</w:smartTag></w:smartTag>",
        () => $"<w:sdt><w:sdtPr/><w:sdtContent>{Inlines(depth)}</w:sdtContent></w:sdt>",
        () => $"<w:fldSimple w:instr=\" DATE \">{Inlines(depth)}</w:fldSimple>",
        () => $"<w:ins {Who}>{During(true, false, () => Inlines(depth))}</w:ins>",
        () => $"<w:moveTo {Who}>{During(true, false, () => Inlines(depth))}</w:moveTo>",
        () => $"<w:del {Who}>{During(false, true, () => $"<w:r><w:delText xml:space=\"preserve\">{Word()} </w:delText></w:r>")}</w:del>",
        () => $"<w:moveFrom {Who}>{During(false, true, () => Inlines(depth))}</w:moveFrom>",
        () => $"<w:bookmarkStart w:id=\"3\" w:name=\"_Ref3\"/>{Inlines(depth)}<w:bookmarkEnd w:id=\"3\"/>",
        () =>
            Field(" REF _Ref3 \\r \\h ", depth), () => Field(" REF _Gone \\w ", depth), () => Field(" PAGEREF _Ref3 \\h ", depth),
                () => Field(" TOC \\o ", depth),
        () => Field(" REF _Ref7\\n\\h", depth), () => Mark("begin") + Run(), () => Mark("end"),
        () => Note(),
        () => depth > 2 ? "" : Box(depth),
        () => $"<w:r><w:ruby><w:rt>{Text(Word() + " ")}</w:rt><w:rubyBase>{Text(Word() + " ")}</w:rubyBase></w:ruby></w:r>",
        () =>
            $"<m:oMath xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"><m:sSup><m:e><m:r><m:t>{Word()} </m:t></m:r></m:e><m:sup><m:r><m:t>{Word()} </m:t></m:r></m:sup></m:sSup></m:oMath>",
        () => $"<w:bdo w:val=\"rtl\">{Inlines(depth)}</w:bdo>",
        () =>
            $"<w:r><mc:AlternateContent><mc:Choice Requires=\"w16se\"><x:symEx xmlns:x=\"y\"/></mc:Choice><mc:Fallback><w:t xml:space=\"preserve\">{Word()} </w:t></mc:Fallback></mc:AlternateContent></w:r>",
        () => $"<w:r><w:drawing><a:t xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">{Word()}</a:t></w:drawing></w:r>");

    private string PageEnd() => One(() => "<w:br w:type=\"page\"/>", () => "<w:br w:type=\"column\"/>");

    private string Inlines(int depth) => depth > 3 ? Run() : Many(1 + random.Next(2), () => Inline(depth + 1));

    private static string Mark(string kind) => $"<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>";

    private string Field(string instruction, int depth) =>
        Mark("begin") + $"<w:r><w:instrText xml:space=\"preserve\">{instruction}</w:instrText></w:r>"
        + One(() => "", () => "", () => "", () => Run())
            + One(() => Mark("separate"), () => Mark("separate"), () => Mark("separate"), () => "") + Inlines(depth)
        + One(() => Mark("end"), () => Mark("end"), () => Mark("end"), () => Mark("end"), () => "");

    private string Note()
    {
        var id = notes.Count + 5;
        notes.Add("");
        notes[id - 5] = $"<w:footnote w:id=\"{id}\"><w:p>{Many(2, Run)}</w:p></w:footnote>";
        return $"<w:r><w:footnoteReference w:id=\"{id}\"/></w:r>";
    }

    private string Box(int depth) => "<w:r>" + One(
        () =>
            $"<mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><w:txbxContent>{Many(2, () => Block(depth + 1))}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{P("again")}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>",
        () => $"<w:pict><w:txbxContent>{Block(depth + 1)}</w:txbxContent></w:pict>") + "</w:r>";
}
