using FsCheck;
using FsCheck.Fluent;
using PcnAgreements.Documents.Imports;
using PcnAgreements.Documents.Markdown;

namespace PcnAgreements.Documents.Tests.Markdown;

public sealed class Reading_Markdown_written_by_hand
{
    [Fact]
    public void takes_headings_as_clauses_and_the_first_as_the_title()
    {
        var read = MarkdownText.Read(
            "# Network Agreement\n\n## Definitions\n\nWords mean things.\n\n### Practices\n\n1. one\n2. two\n\n## Meetings\n");
        read.Report.Title.ShouldBe("Network Agreement");
        Outline(read).ShouldBe(["1 Definitions", "1.1 Practices", "2 Meetings"]);
        read.Clauses[1].Body.ShouldBe("1. one\n2. two");
    }

    [Fact]
    public void takes_typed_numbers_as_clauses()
    {
        var read = MarkdownText.Read("""
            Network agreement of 1. May

            1. Definitions

            1.1 In this agreement:

            (a) the first;

            (b) the second, as of
            12 months later.

            1.2 Other words.

            2. Meetings

            2.1 There are 12 months. They are:
            (a) one
            (b) two
            (i) ten minutes
            (ii) more

            Schedule 1 - Finance

            1. Money

            1.1 It is [insert amount].

            Schedule 2: Staff
            """);
        Outline(read).ShouldBe(
        [
            "- ", "1 Definitions", "1.1 ", "1.1(a) ", "1.1(b) ", "1.2 ", "2 Meetings", "2.1 ", "2.1(a) ", "2.1(b) ", "2.1(b)(i) ",
            "2.1(b)(ii) ", "Schedule 1 Finance",
            "Schedule 1, 1 Money", "Schedule 1, 1.1 ", "Schedule 2 Staff",
        ]);
        read.Clauses[4].Body.ShouldBe("the second, as of\n12 months later.");
        read.Report.NumberDiffers.ShouldBeEmpty();
        read.Report.Blanks.Select(b => b.Text).ShouldBe(["[insert amount]", "Staff"]);
        read.Clauses[^1].Blank.ShouldBeTrue();
    }

    [Fact]
    public void reads_numbers_in_headings_and_says_where_they_differ()
    {
        var read = MarkdownText.Read("## Background\n\nWhy.\n\n## 1. One\n\n## 3. Three\n\nSee clause 3.\n\n# Schedule 1\n\n## 1. Area\n");
        Outline(read).ShouldBe(["- Background", "1 One", "2 Three", "Schedule 1 ", "Schedule 1, 1 Area"]);
        read.Report.NumberDiffers.Select(d => (d.SourceNumber, d.Number)).ShouldBe([("3.", "2")]);
        read.Report.References.Single().Printed.ShouldBe("clause 3");
    }

    [Fact]
    public void counts_letters_on_past_h() =>
        Outline(MarkdownText.Read("1. A list\n\n" + string.Concat("abcdefghijklmnop".Select(c => $"({c}) item {c};\n\n"))))
            .Count(l => l.StartsWith("1(", StringComparison.Ordinal)
            || l.StartsWith("1.", StringComparison.Ordinal)).ShouldBe(16);

    [Fact]
    public void keeps_text_without_structure_as_one_clause()
    {
        var read = MarkdownText.Read("Just words.\n\nMore words.");
        read.Clauses.Single().Body.ShouldBe("Just words.\n\nMore words.");
        read.Clauses.Single().Numbered.ShouldBeFalse();
    }

    [Fact]
    public void finds_nothing_in_an_empty_file() => MarkdownText.Read("").Clauses.ShouldBeEmpty();

    [Fact]
    public void names_characters_that_no_record_takes()
    {
        var read = MarkdownText.Read("a\u0007b\ufffe\r\nc\ud800");
        read.Clauses.Single().Body.ShouldBe("ab\nc");
        read.Report.LeftOut.Single().Text.ShouldBe("U+0007 U+FFFE U+D800");
    }

    [Fact]
    public void loses_no_letter_of_any_file() =>
        Prop.ForAll(AnyText.Arbitrary, file =>
        {
            var read = MarkdownText.Read(file);
            var kept = string.Concat(read.Clauses.Select(c => c.SourceNumber + c.Heading + c.Body))
                + string.Concat(read.Report.LeftOut.Select(l => l.Text));
            Counted(kept).ShouldBe(Counted(file.Normalize()));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    // Schedules move behind the main clauses, so that letters are counted, not read in order; keys, flags and references are no text.
    private static string Counted(string text) => 
        string.Concat(
            System.Text.RegularExpressions.Regex.Replace(text.Normalize(), @"\{#[^}]*\}|\[1\]\(#c1\)|\[\[c1\]\]", "")
                .Where(char.IsLetterOrDigit).Order());

    private static List<string> Outline(ImportResult read) => [.. read.Clauses.Select(c => $"{c.Number ?? "-"} {c.Heading}")];
}
