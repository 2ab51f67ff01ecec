using System.Globalization;
using System.Text;

namespace PcnAgreements.Domain.Text;

/// <summary>
/// What text may be taken into the record: lengths in Unicode code points, and no control characters but tab and newline.
/// </summary>
public static class TextRules
{
    /// <summary>The longest title or heading, in code points.</summary>
    public const int Line = 300;

    /// <summary>The longest body of a clause, in code points.</summary>
    public const int Body = 100_000;

    /// <summary>The longest reason, comment, note or message, in code points.</summary>
    public const int Remark = 10_000;

    /// <summary>The most text an agreement may hold, in bytes of UTF-8.</summary>
    public const int Agreement = 2 * 1024 * 1024;

    /// <summary>The most clauses that may stand in an agreement.</summary>
    public const int Clauses = 2_000;

    internal const string TooManyClauses = "an agreement holds at most 2,000 clauses";

    internal const string TooMuchText = "an agreement holds at most 2 MB of text";

    private const string Blank = "must not be blank";

    private const string NotOneLine = "must be one line";

    /// <summary>Whether a heading is one line, ends of line after it aside, which are not kept.</summary>
    public static bool IsHeading(string? text) => text is null || text.AsSpan().TrimEnd(" \t\r\n").IndexOfAny('\n', '\r') < 0;

    /// <summary>What is wrong with a heading as it was written, see <see cref="Wording"/>: null when nothing is.</summary>
    public static string? HeadingProblem(string? text) => Wrong(text, Line) ?? (IsHeading(text) ? null : NotOneLine);

    /// <summary>What is wrong with the body of a clause as it was written, see <see cref="Wording"/>: null when nothing is.</summary>
    public static string? BodyProblem(string? text) => Wrong(text, Body);

    /// <summary>What is wrong with a title or name, which is kept as it was written: null when nothing is.</summary>
    public static string? LineProblem(string? text) =>
        string.IsNullOrWhiteSpace(text) ? Blank : Wrong(text, Line) ?? (text.AsSpan().IndexOfAny('\n', '\r') < 0 ? null : NotOneLine);

    /// <summary>
    /// What is wrong with a text of any number of lines that is kept as it was written: null when nothing is. A text that must say
    /// something may not be blank.
    /// </summary>
    public static string? Problem(string? text, int longest, bool mayBeBlank = false)
    {
        if (string.IsNullOrWhiteSpace(text) && !mayBeBlank) return Blank;
        return Wrong(text, longest) ?? (text?.Contains('\r') == true ? "must not hold the control character U+000D" : null);
    }

    /// <summary>A text with its line ends, however they were written, as clauses have them: <c>\n</c>.</summary>
    public static string WithPlainLineEnds(string text) => text.Contains('\r')
        ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')
        : text;

    /// <summary>A remark as it is kept where it may be left out: null when it says nothing.</summary>
    public static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string? Wrong(string? text, int longest)
    {
        if (text is null) return null;
        var length = text.EnumerateRunes().Count();
        if (length > longest)
            return string.Create(
                CultureInfo.InvariantCulture, $"must be at most {longest:N0} characters (Unicode code points); it has {length:N0}");
        return ControlProblem(text);
    }

    private static string? ControlProblem(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) && rune.Value is not ('\t' or '\n' or '\r'))
                return $"must not hold the control character U+{rune.Value:X4}";
            // Never a character (Unicode, 23.7); normalisation refuses them.
            if ((rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF)
                return $"must not hold U+{rune.Value:X4}, which is no character";
        }

        return null;
    }
}
