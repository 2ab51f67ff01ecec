using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using PcnAgreements.Documents.Bodies;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Tests.Bodies;

public sealed class Reading_a_body
{
    [Fact]
    public void knows_paragraphs_and_keeps_their_line_ends()
    {
        var blocks = BodyMarkup.Parse("One\ntwo\n\nthree");
        blocks.Count.ShouldBe(2);
        Paragraph(blocks[0]).ShouldBe([Text("One"), new BodyInline.Break(), Text("two")]);
    }

    [Fact]
    public void knows_bold_and_italic() =>
        Paragraph(BodyMarkup.Parse("a **b *c* d** *e*").Single()).ShouldBe(
        [
            Text("a "), new BodyInline.Text("b ", Bold: true), new BodyInline.Text("c", true, true),
            new BodyInline.Text(" d", Bold: true), Text(" "),
            new BodyInline.Text("e", Italic: true),
        ]);

    [Fact]
    public void knows_lists_within_lists()
    {
        var list = BodyMarkup.Parse("- one\n- two\n  1. first\n  2. second").Single().ShouldBeOfType<BodyBlock.List>();
        list.Start.ShouldBeNull();
        list.Items.Count.ShouldBe(2);
        list.Items[1][1].ShouldBeOfType<BodyBlock.List>().Start.ShouldBe(1);
    }

    [Fact]
    public void numbers_a_list_from_its_first_number() =>
        BodyMarkup.Parse("4. four\n5. five").Single().ShouldBeOfType<BodyBlock.List>().Start.ShouldBe(4);

    [Fact]
    public void knows_tables_and_how_their_columns_are_set()
    {
        var table = BodyMarkup.Parse("| a | b |\n| :-- | --: |\n| 1 | **2** |\n| 3 |").Single().ShouldBeOfType<BodyBlock.Table>();
        table.Columns.ShouldBe([CellAlign.Left, CellAlign.Right]);
        table.Rows.Count.ShouldBe(3);
        table.Rows[1][1].ShouldBe([new BodyInline.Text("2", Bold: true)]);
        table.Rows[2].Count.ShouldBe(2);
    }

    [Fact]
    public void knows_notes_and_references()
    {
        var blocks = BodyMarkup.Parse("See [[c12]] and [[n2.3]].[^1]\n\n[^1]: The *old* text.\n[^b]: Other");
        Paragraph(blocks[0]).ShouldBe(
        [
            Text("See "), new BodyInline.Reference(ClauseKey.Parse("c12")), Text(" and "),
            new BodyInline.Reference(ClauseKey.Parse("n2.3")), Text("."),
            new BodyInline.NoteMark("1"),
        ]);
        blocks[1].ShouldBeOfType<BodyBlock.Note>().Label.ShouldBe("1");
        blocks[2].ShouldBeOfType<BodyBlock.Note>().Content.ShouldBe([Text("Other")]);
        BodyMarkup.References("[[c2]] [[c1]] [[c2]] [[c0]] [[x1]]").ShouldBe([ClauseKey.Parse("c2"), ClauseKey.Parse("c1")]);
    }

    [Theory]
    [InlineData("# not a heading")]
    [InlineData("> not a quote")]
    [InlineData("`not code`")]
    [InlineData("[not](a-link) ![nor](an-image) <http://nor.example> https://this.example")]
    [InlineData("<b>not</b> markup &amp; no entity <!-- nor comment -->")]
    [InlineData("_not_ __italic__ ~~nor~~ ==this==")]
    [InlineData("\\*not escaped")]
    [InlineData("* not a list")]
    [InlineData("1) nor this")]
    [InlineData("[a]: /definition")]
    [InlineData("[[c0]] [[]] [[c12] [^] [^a b]")]
    [InlineData("***")]
    [InlineData("|")]
    public void leaves_everything_else_as_the_characters_it_is(string body) => Shown(body).ShouldBe(body);

    [Fact]
    public void leaves_rules_underlines_and_fences_as_lines() => 
        Shown("Title\n===\nOther\n---\n```\ncode\n```").ShouldBe("Title\n===\nOther\n---\n```\ncode\n```");

    [Fact]
    public void never_fails_and_never_drops_a_letter() =>
        Prop.ForAll(AnyText.Arbitrary, text =>
        {
            var body = Wording.Of(null, text).Body;
            Letters(Shown(body)).ShouldBe(Letters(body));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void reads_what_it_wrote_as_the_same_body() =>
        Prop.ForAll(AnyText.Arbitrary, text =>
        {
            var once = Wording.Of(null, BodyMarkup.Write(BodyMarkup.Parse(Wording.Of(null, text).Body))).Body;
            Letters(Shown(once)).ShouldBe(Letters(Wording.Of(null, text).Body));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Theory]
    [InlineData("*a ")]
    [InlineData("**a* ")]
    [InlineData("- ")]
    [InlineData("1. ")]
    [InlineData("|")]
    [InlineData("| a | b |\n| - | - |\n")]
    [InlineData("[")]
    [InlineData("[[c1]]")]
    [InlineData("[^1]: a\n")]
    [InlineData("a|b\n")]
    [InlineData("***a** b* ")]
    public void takes_bounded_time_at_the_longest_body(string piece)
    {
        var body = string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length));
        var clock = Stopwatch.StartNew();
        BodyMarkup.Parse(body);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    private static IReadOnlyList<BodyInline> Paragraph(BodyBlock block) => block.ShouldBeOfType<BodyBlock.Paragraph>().Content;

    private static BodyInline.Text Text(string value) => new(value);

    private static string Letters(string text) => string.Concat(text.EnumerateRunes().Where(System.Text.Rune.IsLetter));

    private static string Shown(string body) => string.Join("\n\n", BodyMarkup.Parse(body).Select(Shown));

    private static string Shown(BodyBlock block) => block switch
    {
        BodyBlock.Paragraph p => Shown(p.Content),
        BodyBlock.List l => string.Join("\n", l.Items.Select(i => "- " + string.Join("\n", i.Select(Shown)))),
        BodyBlock.Table t => string.Join("\n", t.Rows.Select(r => string.Join("|", r.Select(Shown)))),
        BodyBlock.Note n => $"[^{n.Label}]: {Shown(n.Content)}",
        _ => "",
    };

    private static string Shown(IReadOnlyList<BodyInline> content) => string.Concat(content.Select(i => i switch
    {
        BodyInline.Text t => t.Value,
        BodyInline.Reference r => $"[[{r.Key}]]",
        BodyInline.NoteMark m => $"[^{m.Label}]",
        _ => "\n",
    }));
}
