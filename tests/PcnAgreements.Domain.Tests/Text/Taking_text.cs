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

    [Theory, InlineData("a\tb\nc\r\nd"), InlineData("é ß 漢 👩‍⚕️ שלום")]
    public void takes_everything_else(string text) => TextRules.Problem(text, TextRules.Body).ShouldBeNull();

    [Fact]
    public void counts_code_points() =>
        TextRules.Problem(string.Concat(Enumerable.Repeat("👩", TextRules.Line)), TextRules.Line).ShouldBeNull();
}
