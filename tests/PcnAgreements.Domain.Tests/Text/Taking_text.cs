using PcnAgreements.Domain.Text;
using Shouldly;
using Xunit;

namespace PcnAgreements.Domain.Tests.Text;

public sealed class Taking_text
{
    [Theory, InlineData("\u0007"), InlineData("a\u0000b"), InlineData("\uFFFE"), InlineData("x\uFFFF"), InlineData("\uFDD0"),
    InlineData("\U0001FFFE")]
    public void refuses_what_is_no_character(string text)
    {
        TextRules.Problem(text, TextRules.Body).ShouldNotBeNull();
        Should.NotThrow(() => Wording.Of(text, text));
    }

    [Theory, InlineData("a\tb\nc\n\nd"), InlineData("é ß 漢 👩‍⚕️ שלום")]
    public void takes_everything_else(string text) => TextRules.Problem(text, TextRules.Body).ShouldBeNull();

    [Theory, InlineData("a\r\nb"), InlineData("a\rb"), InlineData("a\r")]
    public void takes_a_carriage_return_only_where_it_is_not_kept(string text)
    {
        TextRules.Problem(text, TextRules.Remark).ShouldNotBeNull();
        TextRules.LineProblem(text).ShouldNotBeNull();
        TextRules.BodyProblem(text).ShouldBeNull();
        TextRules.WithPlainLineEnds(text).ShouldBe(Wording.Of(null, text + ".").Body.TrimEnd('.'));
    }

    [Theory, InlineData("T\n", true), InlineData("T \t\r\n\r\n", true), InlineData("\n", true), InlineData("", true),
    InlineData("\nT", false), InlineData("T\nU", false), InlineData("T\rU", false), InlineData("T\n\u00A0", false)]
    public void takes_line_ends_after_a_heading_and_nowhere_else_in_a_line(string text, bool isHeading)
    {
        (TextRules.HeadingProblem(text) is null).ShouldBe(isHeading);
        if (text.Length > 0) TextRules.LineProblem(text).ShouldNotBeNull();
        if (isHeading) (Wording.Of(text, "").Heading ?? "").ShouldNotContain(' ');
    }

    [Fact]
    public void counts_code_points() =>
        TextRules.Problem(string.Concat(Enumerable.Repeat("👩", TextRules.Line)), TextRules.Line).ShouldBeNull();
}
