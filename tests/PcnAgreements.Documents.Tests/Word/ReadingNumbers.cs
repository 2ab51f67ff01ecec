using static PcnAgreements.Documents.Tests.Word.TinyWord;

namespace PcnAgreements.Documents.Tests.Word;

public sealed class Reading_numbers_out_of_Word
{
    private static readonly string Legal = Abstract(
        0, ("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"), ("lowerRoman", "(%4)"));

    [Fact]
    public void counts_levels_of_one_list() => Outline(Read(Of(
        P("One is a sentence.", Num(1, 0)) + P("Sub.", Num(1, 1)) + P("a;", Num(1, 2)) + P("b;", Num(1, 2)) + P("deep;", Num(1, 3))
            + P("Sub again.", Num(1, 1)) + P("Two.", Num(1, 0)) + P("Sub.", Num(1, 1)),
        Legal + NumOf(1, 0)))).ShouldBe(
        ["1 <1.> One is a sentence.", "1.1 <1.1> Sub.", "1.1(a) <(a)> a;", "1.1(b) <(b)> b;", "1.1(b)(i) <(i)> deep;",
        "1.2 <1.2> Sub again.", "2 <2.> Two.", "2.1 <2.1> Sub."]);

    [Fact]
    public void shares_counters_between_nums_of_one_list_and_restarts_where_a_num_says_so() => Outline(Read(Of(
        P("A.", Num(1, 0)) + P("B.", Num(2, 0)) + P("C.", Num(3, 0)) + P("D.", Num(3, 0)) + P("E.", Num(1, 0)),
        Legal + NumOf(1, 0) + NumOf(2, 0) + NumOf(3, 0, "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"7\"/></w:lvlOverride>"))))
            .Select(l => l.Split('<', '>')[1])
        .ShouldBe(["1.", "2.", "7.", "8.", "9."]);

    [Fact]
    public void takes_numbers_from_styles_and_the_styles_they_are_based_on_and_none_where_told() => Outline(Read(Of(
        P("Alpha", Style("Sub")) + P("Unnumbered", Style("Sub") + "<w:numPr><w:numId w:val=\"0\"/></w:numPr>") + P("Beta", Style("Sub")),
        Legal + NumOf(1, 0),
        "<w:style w:type=\"paragraph\" w:styleId=\"Base\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>"
        + "<w:style w:type=\"paragraph\" w:styleId=\"Sub\"><w:name w:val=\"Sub\"/><w:basedOn w:val=\"Base\"/></w:style>")))
            .ShouldBe(["1 <1.> Alpha", "- <> Unnumbered", "2 <2.> Beta"]);

    [Fact]
    public void prints_legal_numbers_and_words() => Outline(Read(Of(
        P("First.", Num(1, 0)) + P("Sub.", Num(1, 1)) + P("Second.", Num(1, 0)),
        "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"Article %1\"/></w:lvl>"
        + "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:isLgl/><w:lvlText w:val=\"%1.%2\"/></w:lvl></w:abstractNum>" + NumOf(1, 0))))
        .ShouldBe(["1 <Article I> First.", "1.1 <1.1> Sub.", "2 <Article II> Second."]);

    [Fact]
    public void names_clauses_whose_number_differs() =>
        Read(
            Of(
                P("C.", Num(1, 0)) + P("D.", Num(1, 0)),
                Legal + NumOf(1, 0, "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride>")))
            .Report.NumberDiffers.Select(d => (d.SourceNumber, d.Number)).ShouldBe([("5.", "1"), ("6.", "2")]);

    [Fact]
    public void takes_schedules_as_schedules_with_rows_of_their_own()
    {
        var read = Read(Of(
            P("Main.", Num(1, 0)) + P("SCHEDULE 1", "<w:jc w:val=\"center\"/>") + P("Money", "<w:jc w:val=\"center\"/>")
                + P("Pay.", Num(2, 0)) + P("Sub.", Num(2, 1))
            + P("Annex A – Staff", "<w:jc w:val=\"center\"/>"),
            Legal + Abstract(1, ("decimal", "%1."), ("decimal", "%1.%2")) + NumOf(1, 0) + NumOf(2, 1)));
        Outline(read)
            .ShouldBe(
                ["1 <1.> Main.", "Schedule 1 <SCHEDULE 1> Money", "Schedule 1, 1 <1.> Pay.", "Schedule 1, 1.1 <1.1> Sub.",
                "Schedule 2 <Annex A> Staff"]);
        read.Clauses[^1].Blank.ShouldBeTrue();
        read.Report.NumberDiffers.Single().SourceNumber.ShouldBe("Annex A");
    }

    [Fact]
    public void recognises_numbers_that_were_typed() => Outline(Read(Of(
        P("Agreement of 1 May 2026") + P("1.\tDefinitions", "<w:outlineLvl w:val=\"0\"/>") + P("1.1\tIn this agreement:") + P("(a)\tone;")
            + P("(b)\ttwo.") + P("12 months are a year.")
        + P("2.\tMeetings", "<w:outlineLvl w:val=\"0\"/>") + P("2.1  They meet.") + P("Schedule 3", "<w:outlineLvl w:val=\"0\"/>")
            + P("1.\tAlone.")))).ShouldBe(
        ["- <> Agreement of 1 May 2026", "1 <1.> Definitions", "1.1 <1.1> In this agreement:", "1.1(a) <(a)> one;", "1.1(b) <(b)> two.",
        "2 <2.> Meetings", "2.1 <2.1> They meet.",
            "Schedule 1 <Schedule 3> ", "Schedule 1, 1 <1.> Alone."]);

    [Theory]
    [InlineData(1, "cardinalText", "One")]
    [InlineData(21, "cardinalText", "Twenty-one")]
    [InlineData(3, "ordinalText", "Third")]
    [InlineData(20, "ordinalText", "Twentieth")]
    [InlineData(42, "ordinalText", "Forty-second")]
    [InlineData(112, "ordinal", "112th")]
    [InlineData(7, "decimalZero", "07")]
    [InlineData(28, "lowerLetter", "bb")]
    [InlineData(14, "upperRoman", "XIV")]
    [InlineData(780, "lowerLetter", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData(781, "lowerLetter", "a")]
    [InlineData(32_767, "upperLetter", "G")]
    [InlineData(32_768, "upperLetter", "32768")]
    [InlineData(32_768, "lowerRoman", "32768")]
    [InlineData(int.MaxValue, "lowerLetter", "2147483647")]
    [InlineData(int.MaxValue, "upperRoman", "2147483647")]
    [InlineData(int.MaxValue, "ordinalText", "2147483647th")]
    [InlineData(-3, "upperRoman", "0")]
    public void prints_each_form_as_Word_does(int n, string format, string printed) =>
        Read(
            Of(
                P("x.", Num(1, 0)),
                Abstract(0, (format, "Item %1"))
                    + NumOf(1, 0, $"<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"{n}\"/></w:lvlOverride>")))
            .Clauses.Single().SourceNumber.ShouldBe("Item " + printed);

    [Fact]
    public void counts_no_further_than_there_are_numbers() => Outline(Read(Of(
        P("A.", Num(1, 0)) + P("B.", Num(1, 0)),
        Legal + NumOf(1, 0, "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"2147483647\"/></w:lvlOverride>"))))
        .ShouldBe(["1 <2147483647.> A.", "2 <2147483647.> B."]);

    [Fact]
    public void prints_no_more_of_a_label_than_Word_takes()
    {
        var list = Abstract(
            0, ("lowerLetter", "x" + string.Concat(Enumerable.Repeat("%1", 1_000))), ("decimal", new string('x', 5_000) + "%2"));
        var read = Read(Of(P("A.", Num(1, 0)) + P("B.", Num(1, 1)), list + NumOf(1, 0)));
        read.Clauses[0].SourceNumber.ShouldBe("x" + new string('a', 127));
        read.Clauses[1].SourceNumber!.ShouldBe(new string('x', 255));
    }

    [Fact]
    public void shows_the_same_numbers_whatever_else_a_list_or_num_says_twice() => Outline(Read(Of(
        P("A.", Num(1, 0)) + P("B.", Num(1, 1)),
        "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"1\"><w:start w:val=\"4\"/><w:lvlText w:val=\"%1.%2\"/></w:lvl>"
        + "<w:lvl><w:start w:val=\"3\"/><w:lvlText w:val=\"%1.\"/></w:lvl><w:lvl w:ilvl=\"0\"><w:start w:val=\"9\"/></w:lvl></w:abstractNum>"
        + "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"1\"><w:startOverride w:val=\"5\"/></w:lvlOverride>"
        + "<w:lvlOverride w:ilvl=\"1\"><w:startOverride w:val=\"8\"/></w:lvlOverride></w:num>")))
        .ShouldBe(["1 <3.> A.", "1.1 <3.5> B."]);
}
