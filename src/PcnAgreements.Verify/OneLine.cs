using System.Globalization;
using System.Text;

namespace PcnAgreements.Verify;

/// <summary>
/// What the verifier says may quote what it checks, whose maker would like to speak in its place: a quote that ends the line, moves the
/// cursor or turns the writing round. So each sentence stays one line of what can be seen.
/// </summary>
internal static class OneLine
{
    /// <summary>A sentence, with each character that cannot be seen written as its number.</summary>
    public static string Of(string sentence)
    {
        var line = new StringBuilder(sentence.Length);
        foreach (var rune in sentence.EnumerateRunes())
        {
            if (IsSeen(rune)) line.Append(rune);
            else line.Append(CultureInfo.InvariantCulture, $"(U+{rune.Value:X4})");
        }

        return line.ToString();
    }

    private static bool IsSeen(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
