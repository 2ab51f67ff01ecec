using FsCheck;
using FsCheck.Fluent;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Tests;

/// <summary>
/// Texts as hostile as the people who write agreements: marks, markup, emoji, right-to-left words and odd spaces, in any order.
/// </summary>
internal static class AnyText
{
    private static readonly string[] Pieces =
    [
        "a", "the practices", "Clause 3", " ", "  ", "\n", "\n\n", "\n\n\n", "\t", "- ", "-", "1. ", "1.", "2) ", "| a | b |", "|",
        "\n| --- | --- |\n", "|-|",
        "*", "**", "***", "_", "[^1]", "[^c1-1]", "[^1]: ", "\n[^note]: text",
        "[[c1]]", "[[c2]]", "[[n2.3]]", "[[c0]]", "[[", "]]", "[", "]", "(#c1)",
        "[x](#c1)", "\\",
        "\\[1](#c1)", "# ", "## ", "### 1.1 Heading {#c1}", "{#c1}", "{#c2 .schedule}", "<b>", "</p>", "<script>alert(1)</script>",
        "<!-- x -->", "<!-- signatures -->",
        "&amp;", "&", "\"", "'", "`code`", "```\n", "> ", "---", "\n---\n", "===", "http://x.example", "<http://x.example>", "[a]: /url",
        "![i](x)", "    ",
        "\u00a0", "é", "e\u0301", "👩‍⚕️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "שלום", "مرحبا", "\u200f", "\u202e", "Schedule 1", "1.1 ", "(a) ", "2.10\t", "\u2028",
        "<", ">", "ſ", "…",
    ];

    /// <summary>One line or many, marks or words, or any characters at all.</summary>
    public static Gen<string> Gen { get; } = FsCheck.Fluent.Gen.OneOf(
        FsCheck.Fluent.Gen.Elements(Pieces).ListOf().Select(string.Concat),
        ArbMap.Default.ArbFor<UnicodeString>().Generator.Select(u => Clean(u?.ToString() ?? "")));

    public static Gen<Wording> Wordings { get; } = Gen.Two().Select(p => Wording.Of(p.Item1, p.Item2));

    public static Arbitrary<string> Arbitrary { get; } = Gen.ToArbitrary();

    // What the commands refuse never comes here: control characters and lone surrogates.
    private static string Clean(string text)
    {
        var kept = new System.Text.StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t'
                || (rune.Value != 0xFFFD && (rune.Value & 0xFFFE) != 0xFFFE && rune.Value is not (>= 0xFDD0 and <= 0xFDEF)
                    && !System.Text.Rune.IsControl(rune))) kept.Append(rune.ToString());
        }

        return kept.ToString();
    }
}
