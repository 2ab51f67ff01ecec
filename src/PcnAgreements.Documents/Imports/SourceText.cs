using System.Globalization;
using System.Text;

namespace PcnAgreements.Documents.Imports;

/// <summary>Text of a file as the record may keep it.</summary>
internal static class SourceText
{
    /// <summary>
    /// The text without the characters that no record takes: control characters, lone surrogates and code points that are none.
    /// </summary>
    /// <param name="text">As it stands in the file.</param>
    /// <param name="dropped">What was taken out, named by code point; null when nothing was.</param>
    public static string Clean(string text, out string? dropped)
    {
        dropped = null;
        if (!NeedsCleaning(text)) return text;
        var kept = new StringBuilder(text.Length);
        var names = new List<string>();
        for (var i = 0; i < text.Length; i++)
        {
            if (Rune.TryGetRuneAt(text, i, out var rune) && IsKept(rune))
            {
                kept.Append(text, i, rune.Utf16SequenceLength);
                i += rune.Utf16SequenceLength - 1;
            }
            else
            {
                names.Add("U+" + ((int)text[i]).ToString("X4", CultureInfo.InvariantCulture));
            }
        }

        dropped = names.Count > 0 ? string.Join(' ', names.Take(50)) : null;
        return kept.ToString();
    }

    /// <summary>Line ends as the record has them.</summary>
    public static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static bool NeedsCleaning(string text)
    {
        foreach (var c in text)
        {
            if (char.IsSurrogate(c) || c >= '\ufffe' || c is >= '\ufdd0' and <= '\ufdef' || (char.IsControl(c) && c is not ('\n' or '\t')))
                return true;
        }

        return false;
    }

    private static bool IsKept(Rune rune) =>
        rune.Value is '\n' or '\t'
            || (!Rune.IsControl(rune) && (rune.Value & 0xFFFE) != 0xFFFE && rune.Value is not (>= 0xFDD0 and <= 0xFDEF));
}
