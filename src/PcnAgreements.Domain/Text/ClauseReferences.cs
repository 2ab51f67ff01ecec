using System.Text.RegularExpressions;

namespace PcnAgreements.Domain.Text;

/// <summary>The references in a body, <c>[[c12]]</c>: kept by key, printed as that clause's number.</summary>
public static partial class ClauseReferences
{
    /// <summary>The clauses that a body refers to, in order of first mention, each once, whether they are there or not.</summary>
    public static IReadOnlyList<ClauseKey> In(string body)
    {
        var keys = new List<ClauseKey>();
        foreach (var match in Form().EnumerateMatches(body))
        {
            // What looks like a reference but names no possible key stays literal text.
            if (ClauseKey.TryParse(body.Substring(match.Index + 2, match.Length - 4), out var key) && !keys.Contains(key)) keys.Add(key);
        }

        return keys;
    }

    /// <summary>A body whose references follow clauses to other keys; references to clauses that are not named stay.</summary>
    public static string Rekeyed(string body, IReadOnlyDictionary<ClauseKey, ClauseKey> keys) => Form().Replace(
        body, m => ClauseKey.TryParse(m.Value[2..^2], out var key) && keys.TryGetValue(key, out var other) ? $"[[{other}]]" : m.Value);

    /// <summary>Reads a reference that begins exactly at a place in the text; false when none does.</summary>
    public static bool TryReadAt(ReadOnlySpan<char> text, out ClauseKey key, out int length)
    {
        key = default;
        length = 0;
        if (!text.StartsWith("[[c") && !text.StartsWith("[[n")) return false;
        foreach (var match in Form().EnumerateMatches(text[..Math.Min(text.Length, Longest)]))
        {
            length = match.Length;
            return match.Index == 0 && ClauseKey.TryParse(text[2..(length - 2)].ToString(), out key);
        }

        return false;
    }

    private const int Longest = 130;

    [GeneratedRegex(@"\[\[[cn][0-9.]+\]\]")]
    private static partial Regex Form();
}
