using System.Diagnostics;
using System.Globalization;
using PcnAgreements.Documents.Imports;
using PcnAgreements.Documents.Markdown;
using PcnAgreements.Documents.Tests.Word;
using PcnAgreements.Documents.Word;

namespace PcnAgreements.Documents.Tests;

public sealed class Reading_files_of_hostile_size
{
    [Theory]
    [InlineData("{0}. a\n")]
    [InlineData("1. a\n\n")]
    [InlineData("## a {{#c{0}}}\n")]
    [InlineData("[1](#c{0}) ")]
    [InlineData("(a) ")]
    [InlineData("# ")]
    [InlineData("[insert ")]
    [InlineData("Schedule 1\n")]
    [InlineData("\\")]
    [InlineData("[[c1]]")]
    public void takes_bounded_time_for_Markdown(string piece)
    {
        var file = "## x {#c1}\n"
            + string.Concat(Enumerable.Range(1, 100_000).Select(i => string.Format(CultureInfo.InvariantCulture, piece, i)));
        Timed(() => MarkdownText.Read(file));
        Timed(() => MarkdownText.Read(file[11..]));
    }

    [Fact]
    public void takes_bounded_time_for_Markdown_there_and_back()
    {
        var clauses = Enumerable.Range(1, 20).Select(i => Texts.Clause($"c{i}", $"{i}", null, new string('\\', 100_000))).ToList();
        var text = new AgreementText { Title = "Agreement", Version = "7", Clauses = clauses };
        Timed(() => MarkdownText.Read(MarkdownText.Write(text)), seconds: 3);
    }

    [Theory]
    [InlineData("<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>")]
    [InlineData("<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>")]
    [InlineData("<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>Schedule 1</w:t></w:r></w:p>")]
    [InlineData("<w:p><w:r><w:t>a</w:t></w:r></w:p>")]
    [InlineData("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>")]
    [InlineData("<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r></w:p>")]
    public void takes_bounded_time_for_Word(string piece) =>
        Timed(() => TinyWord.Read(TinyWord.Of(string.Concat(Enumerable.Repeat(piece, 30_000)),
        TinyWord.Abstract(0, ("decimal", "%1.")) + TinyWord.NumOf(1, 0))));

    [Theory]
    [InlineData("<w:r><w:t>a</w:t></w:r>")]
    [InlineData("<w:r><w:t>a</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>b</w:t></w:r>")]
    [InlineData("<w:bookmarkStart w:id=\"1\" w:name=\"n\"/><w:r><w:t>a</w:t></w:r><w:bookmarkEnd w:id=\"1\"/>")]
    [InlineData("<w:r><w:br w:type=\"page\"/><w:t>a</w:t></w:r>")]
    public void takes_bounded_time_for_a_Word_paragraph_without_end(string piece) =>
        Timed(() => TinyWord.Read(TinyWord.Of("<w:p>" + string.Concat(Enumerable.Repeat(piece, 100_000)) + "</w:p>")));

    [Theory]
    [InlineData("<w:instrText>abcd</w:instrText>", 400_000)]
    [InlineData("<w:t>a</w:t><w:instrText> TOC </w:instrText>", 200_000)]
    public void takes_bounded_time_for_a_field_without_end(string piece, int times) => Timed(() => TinyWord.Read(TinyWord.Of(
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/>" + string.Concat(Enumerable.Repeat(piece, times)) + "</w:r></w:p>")));

    [Fact]
    public void takes_bounded_time_for_a_reference_to_a_name_without_end() => Timed(() => TinyWord.Read(TinyWord.Of(
        $"<w:p><w:fldSimple w:instr=\" REF {new string('n', 1_000_000)} \\h\"><w:r><w:t>a</w:t></w:r></w:fldSimple></w:p>")));

    [Theory]
    [InlineData("<w:vanish/>")]
    [InlineData("<w:del w:author=\"a\"/>")]
    public void takes_bounded_time_for_paragraphs_that_run_on_without_end(string mark) => Timed(() => TinyWord.Read(
        TinyWord.Of(string.Concat(Enumerable.Range(0, 100_000).Select(i =>
            $"<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr><w:bookmarkStart w:id=\"1\" w:name=\"n{i}\"/><w:r><w:t>a</w:t></w:r></w:p>"))),
        TrackedChanges.Accept));

    [Fact]
    public void takes_bounded_time_for_one_text_of_many_long_runs() => Timed(() => TinyWord.Read(TinyWord.Of(
        "<w:p>" + string.Concat(Enumerable.Repeat($"<w:r><w:t>{new string('a', 4_096)}</w:t></w:r>", 10_000)) + "</w:p>")));

    private static void Timed(Func<ImportResult> read, int seconds = 20)
    {
        var clock = Stopwatch.StartNew();
        read();
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(seconds));
    }
}
