using System.Globalization;
using System.Xml.Linq;
using static PcnAgreements.Documents.Word.Writing.WordXml;

namespace PcnAgreements.Documents.Word.Writing;

/// <summary>Styles and lists of an export: real multi-level numbering, tied to heading styles at both ends.</summary>
internal static class WordLook
{
    private static readonly string[] Borders = ["top", "left", "bottom", "right", "insideH", "insideV"];

    /// <summary>The list of main clauses.</summary>
    public const int Main = 1;

    /// <summary>The list of schedules and what stands in them.</summary>
    public const int Schedules = 2;

    public static XElement Styles() => E("styles",
        E("docDefaults",
            E(
                "rPrDefault",
                E(
                    "rPr", E("rFonts", A("ascii", "Arial"), A("hAnsi", "Arial"), A("eastAsia", "Arial"), A("cs", "Arial")), V("sz", 21),
                    V("szCs", 21), E("lang", A("val", "en-GB")))),
            E("pPrDefault", E("pPr", E("spacing", A("after", 120), A("line", 264), A("lineRule", "auto"))))),
        Standard("Normal", "Normal"),
        Style(
            "Title", "Title", "Normal", E("pPr", E("spacing", A("before", 2400), A("after", 480)), V("jc", "center")),
            E("rPr", E("b"), E("bCs"), V("sz", 40), V("szCs", 40))),
        Enumerable.Range(1, 6).SelectMany(Levels),
        Style(
            "PcnSchedule", "Schedule", "Normal",
            E(
                "pPr", E("keepNext"), E("pageBreakBefore"), Numbered(Schedules, 0), E("spacing", A("before", 0), A("after", 240)),
                V("outlineLvl", 0)),
            E("rPr", E("b"), E("bCs"), V("sz", 28), V("szCs", 28))),
        Style("PcnItem", "Item", "Normal", E("pPr", E("contextualSpacing")), null),
        Style("PcnFact", "Fact", "Normal", E("pPr", V("jc", "center")), null),
        Style(
            "PcnBack", "Back matter heading", "Normal", E("pPr", E("keepNext"), E("pageBreakBefore")),
            E("rPr", E("b"), E("bCs"), V("sz", 28), V("szCs", 28))),
        Style("PcnParty", "Party", "Normal", E("pPr", E("keepNext"), E("spacing", A("before", 240))), E("rPr", E("b"), E("bCs"))),
        Style("PcnCell", "Cell", "Normal", E("pPr", E("spacing", A("before", 40), A("after", 40))), null),
        Style("PcnCellHeader", "Cell header", "PcnCell", null, null),
        Style(
            "TOCHeading", "TOC Heading", "Normal", E("pPr", E("pageBreakBefore")), E("rPr", E("b"), E("bCs"), V("sz", 28), V("szCs", 28))),
        Style(
            "TOC1", "toc 1", "Normal",
            E("pPr", E("tabs", E("tab", A("val", "right"), A("leader", "dot"), A("pos", 9060))), E("spacing", A("after", 60))), null),
        Style(
            "TOC2", "toc 2", "Normal",
            E(
                "pPr", E("tabs", E("tab", A("val", "right"), A("leader", "dot"), A("pos", 9060))), E("spacing", A("after", 40)),
                E("ind", A("left", 567))), null),
        Style(
            "Header", "header", "Normal", E("pPr", E("tabs", E("tab", A("val", "right"), A("pos", 9070))), E("spacing", A("after", 0))),
            E("rPr", V("sz", 17), V("szCs", 17))),
        Style("Footer", "footer", "Normal", null, E("rPr", V("sz", 17), V("szCs", 17))),
        Style("FootnoteText", "footnote text", "Normal", E("pPr", E("spacing", A("after", 0))), E("rPr", V("sz", 18), V("szCs", 18))),
        E(
            "style", A("type", "character"), A("styleId", "FootnoteReference"), V("name", "footnote reference"),
            E("rPr", V("vertAlign", "superscript"))),
        E(
            "style", A("type", "table"), A("default", 1), A("styleId", "TableNormal"), V("name", "Normal Table"),
            E("tblPr", E("tblInd", A("w", 0), A("type", "dxa")),
            E("tblCellMar", E("left", A("w", 108), A("type", "dxa")), E("right", A("w", 108), A("type", "dxa"))))),
        E(
            "style", A("type", "table"), A("styleId", "TableGrid"), V("name", "Table Grid"), V("basedOn", "TableNormal"),
            E("tblPr", E("tblBorders",
            Borders.Select(b => E(b, A("val", "single"), A("sz", 4), A("space", 0), A("color", "808080")))))));

    public static XElement Numbering(IReadOnlyList<(int Number, int Start)> lists) => E("numbering",
        Abstract(Main, "multilevel",
        [
            Level(0, "decimal", "%1.", "Heading1"), Level(1, "decimal", "%1.%2", "Heading2"), Level(2, "lowerLetter", "(%3)", "Heading3"),
            Level(3, "lowerRoman", "(%4)", "Heading4"), Level(4, "upperLetter", "(%5)", "Heading5"),
            Level(5, "decimal", "(%6)", "Heading6"),
        ]),
        Abstract(Schedules, "multilevel",
        [
            Level(0, "decimal", "Schedule %1", "PcnSchedule", hang: 0, suffix: "space"),
            Level(1, "decimal", "%2.", "PcnScheduleHeading2", at: 0), Level(2, "decimal", "%2.%3", "PcnScheduleHeading3", at: 1),
            Level(3, "lowerLetter", "(%4)", "PcnScheduleHeading4", at: 2), Level(4, "lowerRoman", "(%5)", "PcnScheduleHeading5", at: 3),
            Level(5, "upperLetter", "(%6)", "PcnScheduleHeading6", at: 4),
        ]),
        Abstract(3, "hybridMultilevel", [.. Enumerable.Range(0, 8).Select(i => Level(i, "bullet", "•", null))]),
        Abstract(4, "hybridMultilevel", [.. Enumerable.Range(0, 8).Select(i => Level(i, "decimal", $"%{i + 1}.", null))]),
        Num(1, Main), Num(2, Schedules), Num(SheetMaker.Bullets, 3),
        lists.Select(
            list =>
                Num(list.Number, 4, Enumerable.Range(0, 8).Select(i => E("lvlOverride", A("ilvl", i), V("startOverride", list.Start))))));

    private static XElement Abstract(int id, string kind, IEnumerable<XElement> levels) =>
        E("abstractNum", A("abstractNumId", id), V("multiLevelType", kind), levels);

    private static XElement Num(int id, int list, IEnumerable<XElement>? overrides = null) =>
        E("num", A("numId", id), V("abstractNumId", list), overrides);

    private static XElement Level(
        int level, string format, string text, string? style, int? at = null, int hang = SheetMaker.Step, string? suffix = null) => E("lvl",
        A("ilvl", level), V("start", 1), V("numFmt", format), style is null ? null : V("pStyle", style),
        suffix is null ? null : V("suff", suffix), V("lvlText", text), V("lvlJc", "left"),
        hang == 0 ? null : E("pPr", E("ind", A("left", SheetMaker.Step * ((at ?? level) + 1)), A("hanging", hang))));

    private static IEnumerable<XElement> Levels(int level)
    {
        var name = level.ToString(CultureInfo.InvariantCulture);
        var size = level switch { 1 => 24, 2 => 22, _ => 21 };
        var look = E("rPr", E("b"), E("bCs"), V("sz", size), V("szCs", size));
        yield return Style(
            "Heading" + name, "heading " + name, "Normal",
            E(
                "pPr", E("keepNext"), Numbered(Main, level - 1), E("spacing", A("before", level == 1 ? 360 : 180)),
                V("outlineLvl", level - 1)), look);
        yield return Style("PcnClause" + name, "Clause " + name, "Normal", E("pPr", E("spacing", A("before", 120))), null);
        yield return Style("PcnText" + name, "Clause text " + name, "Normal", E("pPr", E("ind", A("left", SheetMaker.Step * level))), null);
        if (level == 1) yield break;
        yield return Style(
            "PcnScheduleHeading" + name, "Schedule heading " + name, "Normal",
            E("pPr", E("keepNext"), Numbered(Schedules, level - 1), E("spacing", A("before", 180)), V("outlineLvl", level - 1)),
            new XElement(look));
        yield return Style("PcnScheduleClause" + name, "Schedule clause " + name, "Normal", E("pPr", E("spacing", A("before", 120))), null);
    }

    private static XElement Numbered(int num, int level) => E("numPr", V("ilvl", level), V("numId", num));

    private static XElement Standard(string id, string name) =>
        E("style", A("type", "paragraph"), A("default", 1), A("styleId", id), V("name", name), E("qFormat"));

    private static XElement Style(string id, string name, string basis, XElement? paragraph, XElement? run) =>
        E("style", A("type", "paragraph"), A("styleId", id), V("name", name), V("basedOn", basis), E("qFormat"), paragraph, run);
}
