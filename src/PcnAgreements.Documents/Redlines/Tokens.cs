using System.Globalization;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Redlines;

/// <summary>Texts in pieces that, joined, are the text.</summary>
internal static class Tokens
{
    /// <summary>
    /// Words, references, single spaces and single punctuation marks; no surrogate pair, accent or joined emoji is ever cut.
    /// </summary>
    public static string[] Words(string text)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 1; i <= text.Length; i++)
        {
            if (text[start] == '[' && i == start + 1 && ClauseReferences.TryReadAt(text.AsSpan(start), out _, out var length))
                i = start + length;
            else if (i < text.Length && IsWord(text[i]) && (IsWord(text[i - 1]) || IsAttached(text[i]))) continue;
            words.Add(text[start..i]);
            start = i;
        }

        return text.Length == 0 ? [] : [.. words];
    }

    /// <summary>
    /// Words joined into lines (0), sentences (1), stretches (2) or left as they are (3), with the place of each among the words, and the
    /// end.
    /// </summary>
    public static (List<string> Pieces, List<int> Starts) Join(ReadOnlySpan<string> words, int cut)
    {
        var (pieces, starts) = (new List<string>(), new List<int> { 0 });
        for (var i = 0; i < words.Length; i++)
        {
            if (i + 1 < words.Length && !Ends(words, i, cut)) continue;
            pieces.Add(string.Concat(words[starts[^1]..(i + 1)]));
            starts.Add(i + 1);
        }

        return (pieces, starts);
    }

    private static bool Ends(ReadOnlySpan<string> words, int i, int cut) => cut switch
    {
        0 => words[i] == "\n",
        1 => words[i] == "\n" || (words[i] == " " && i > 0 && words[i - 1] is "." or ";" or ":"),
        2 => words[i] != " " && Sum(words[i]) % 64 == 0,
        _ => true,
    };

    // The same in every process, unlike a string's own hash code.
    private static uint Sum(string word)
    {
        var sum = 2166136261u;
        foreach (var c in word) sum = (sum ^ c) * 16777619u;
        return sum ^ (sum >> 15);
    }

    private static bool IsWord(char c) =>
        IsAttached(c) || char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.OtherSymbol;

    private static bool IsAttached(char c) => char.IsSurrogate(c) || char.GetUnicodeCategory(c) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;
}
