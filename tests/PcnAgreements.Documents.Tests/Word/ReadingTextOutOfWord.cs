using PcnAgreements.Documents.Word;
using static PcnAgreements.Documents.Tests.Word.TinyWord;

namespace PcnAgreements.Documents.Tests.Word;

public sealed class Reading_text_out_of_Word
{
    private static readonly string Lists = Abstract(0, ("decimal", "%1."), ("decimal", "%1.%2")) + NumOf(1, 0)
        + Abstract(1, ("bullet", "•"), ("bullet", "•")) + NumOf(2, 1);

    [Fact]
    public void keeps_bullets_tables_notes_and_styles()
    {
        var read = Read(Of(
            P("Clause.", Num(1, 0)) + P("one", Num(2, 0)) + P("deeper", Num(2, 1)) + P("two", Num(2, 0))
            + "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" + P("Wide") + "</w:tc></w:tr><w:tr><w:tc>" + P("a")
                + "</w:tc><w:tc>" + P("b") + P("c") + "</w:tc></w:tr></w:tbl>"
            + "<w:p><w:r><w:t xml:space=\"preserve\">Some </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>bold</w:t></w:r><w:r><w:footnoteReference w:id=\"5\"/></w:r><w:r><w:t> end</w:t><w:br/><w:t>line</w:t></w:r></w:p>",
            Lists, "", "<w:footnote w:id=\"5\">" + P("The note.") + "</w:footnote>"));
        read.Clauses.Single().Body.ShouldBe(
            "Clause.\n\n- one\n  - deeper\n- two\n\n| Wide |  |\n| --- | --- |\n| a | b c |\n\nSome **bold**[^1] end\nline\n\n[^1]: The note.");
    }

    [Fact]
    public void takes_fields_as_references_and_says_which_are_stale()
    {
        static string Ref(string bookmark, string printed) =>
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> REF " + bookmark
                + " \\r \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>"
            + printed + "</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
        var read = Read(Of(
            $"<w:p><w:pPr>{Num(1, 0)}</w:pPr><w:r><w:t xml:space=\"preserve\">See clause </w:t></w:r>{Ref("_Ref1", "1.1")}<w:r><w:t xml:space=\"preserve\"> or </w:t></w:r>{Ref("_Ref1", "7")}<w:r><w:t xml:space=\"preserve\"> or </w:t></w:r>{Ref("_Gone", "9")}</w:p>"
            + $"<w:p><w:pPr>{Num(1, 1)}</w:pPr><w:bookmarkStart w:id=\"1\" w:name=\"_Ref1\"/><w:r><w:t>Target.</w:t></w:r><w:bookmarkEnd w:id=\"1\"/></w:p>", Lists));
        read.Clauses[0].Body.ShouldBe("See clause [[c2]] or [[c2]] or 9");
        read.Report.References.Select(r => (r.Printed, r.Clause?.ToString(), r.Stale))
            .ShouldBe([("1.1", "c2", false), ("7", "c2", true), ("9", null, null)]);
    }

    [Fact]
    public void looks_into_every_wrapper_and_reads_one_of_two_alternatives()
    {
        var read = Read(Of(
            "<w:sdt><w:sdtContent>" + P("One.", Num(1, 0)) + "</w:sdtContent></w:sdt>"
            + "<w:p><w:hyperlink><w:r><w:t>two </w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>three </w:t></w:r></w:smartTag><w:fldSimple w:instr=\" DATE \"><w:r><w:t>four </w:t></w:r></w:fldSimple>"
            + "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><w:txbxContent>" + P("boxed")
                + "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>" + P("boxed")
            + "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>five</w:t></w:r></w:p>", Lists));
        read.Clauses.Single().Body.ShouldBe("One.\n\ntwo three four five\n\nboxed");
    }

    [Fact]
    public void joins_a_heading_to_the_sentence_that_runs_on_from_it()
    {
        var read = Read(
            Of(
                P("First.", Num(1, 0))
                    + $"<w:p><w:pPr>{Num(1, 1)}<w:rPr><w:vanish/><w:specVanish/></w:rPr></w:pPr><w:r><w:t>Annual Meeting</w:t></w:r></w:p>"
                        + P("An annual meeting is held."), Lists));
        read.Clauses[1].Heading.ShouldBe("Annual Meeting");
        read.Clauses[1].Body.ShouldBe("An annual meeting is held.");
    }

    [Fact]
    public void reads_tracked_changes_as_told()
    {
        const string Who = "w:id=\"1\" w:author=\"C. Counsel\"";
        var file = Of(
            P("First.", Num(1, 0))
                + $"<w:p><w:pPr>{Num(1, 0)}<w:rPr><w:del {Who}/></w:rPr></w:pPr><w:del {Who}><w:r><w:delText>Gone.</w:delText></w:r></w:del></w:p>"
            + $"<w:p><w:pPr>{Num(1, 0)}</w:pPr><w:r><w:t xml:space=\"preserve\">It </w:t></w:r><w:del {Who}><w:r><w:delText>shall</w:delText></w:r></w:del><w:ins {Who}><w:r><w:t>may</w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\"> be.</w:t></w:r></w:p>", Lists);
        WordImport.Read(new MemoryStream(file), TrackedChanges.Refuse, out var problem).ShouldBeNull();
        problem!.Kind.ShouldBe(WordProblemKind.TrackedChanges);
        Outline(Read(file, TrackedChanges.Accept)).ShouldBe(["1 <1.> First.", "2 <2.> It may be."]);
        Outline(Read(file, TrackedChanges.Reject)).ShouldBe(["1 <1.> First.", "2 <2.> Gone.", "3 <3.> It shall be."]);
    }

    [Fact]
    public void says_what_it_left_out()
    {
        var read = Read(Of(
            P("The Agreement", Style("Title")) + P("Contents") + P("1. One\t3", Style("Toc1")) + P("One.", Num(1, 0))
                + "<w:p><w:r><w:t>seen</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r></w:p>", Lists,
            "<w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"Toc1\"><w:name w:val=\"toc 1\"/></w:style>"));
        read.Report.Title.ShouldBe("The Agreement");
        read.Report.LeftOut.Select(l => l.Text).ShouldBe(["Contents\n1. One\t3", "The Agreement", "unseen"]);
        read.Clauses.Single().Body.ShouldBe("One.\n\nseen");
    }

    [Theory]
    [InlineData("page")]
    [InlineData("column")]
    public void keeps_words_apart_that_a_page_or_column_ends_between(string kind)
    {
        var end = $"<w:br w:type=\"{kind}\"/>";
        var read = Read(Of(
            $"<w:p><w:r>{end}<w:t>alpha</w:t>{end}<w:t>beta</w:t></w:r></w:p>" + $"<w:p><w:r><w:t>gamma</w:t>{end}</w:r></w:p>"
            + $"<w:p><w:r>{end}</w:r></w:p>" + $"<w:p><w:r><w:t>delta</w:t><w:br/>{end}<w:t>last</w:t></w:r></w:p>"));
        read.Clauses.Single().Body.ShouldBe("alpha\nbeta\n\ngamma\n\ndelta\nlast");
    }

    [Fact]
    public void keeps_words_apart_of_paragraphs_that_run_on_over_a_page()
    {
        var mark = "<w:pPr><w:rPr><w:del w:author=\"a\"/></w:rPr></w:pPr>";
        Read(Of(
            $"<w:p>{mark}<w:r><w:t>alpha</w:t><w:br w:type=\"page\"/></w:r></w:p><w:p>{mark}<w:r><w:t>beta</w:t></w:r></w:p>"
            + "<w:p><w:r><w:br w:type=\"page\"/><w:t>gamma</w:t></w:r></w:p>"), TrackedChanges.Accept).Clauses.Single().Body
            .ShouldBe("alpha\nbeta\ngamma");
    }

    [Fact]
    public void loses_no_word_of_fields_that_nobody_ends()
    {
        var read = Read(Of("<w:p>" + string.Concat(Enumerable.Range(1, 40).Select(i =>
            $"<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:t>w{i} </w:t></w:r>")) + "</w:p>"));
        read.Clauses.Single().Body.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(Enumerable.Range(1, 40).Select(i => $"w{i}"), ignoreOrder: true);
    }

    [Fact]
    public void keeps_right_to_left_and_emoji_text_as_it_is() =>
        Read(
            Of(
                "<w:p><w:pPr>" + Num(1, 0) + "<w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr><w:t>שלום 👩‍⚕️ مرحبا.</w:t></w:r></w:p>",
                Lists)).Clauses.Single().Body.ShouldBe("שלום 👩‍⚕️ مرحبا.");
}
