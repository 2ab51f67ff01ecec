using System.Text.RegularExpressions;

namespace PcnAgreements.Documents.Markdown;

/// <summary>
/// Notes within a file, there and back exactly. Each clause counts its notes anew, and a Markdown file has one list of them: so <c>[^1]</c>
/// of clause c12 is called <c>[^c12-1]</c> there, with twice the backslashes that stood before it, and what looks like that already gets
/// twice and one.
/// </summary>
internal static partial class NoteNames
{
    /// <summary>A clause's body with its notes named as in the file.</summary>
    public static string Out(string body, string clause) => Form().Replace(body, match =>
        match.Groups["key"] is not { Success: true } key ? $"{Marks(2 * Count(match))}[^{clause}-{match.Groups["label"]}]"
        : key.Value == clause ? Marks(2 * Count(match) + 1) + match.Value.TrimStart('\\')
        : match.Value);

    /// <summary>The body again; a note that bears no clause's name, or another's, is as somebody wrote it.</summary>
    public static string In(string text, string clause) => Form().Replace(text, match =>
        match.Groups["key"].Value != clause ? match.Value
        : Marks(Count(match) / 2) + (Count(match) % 2 == 0 ? $"[^{match.Groups["label"]}]" : match.Value.TrimStart('\\')));

    private static int Count(Match match) => match.Groups["marks"].Length;

    private static string Marks(int count) => new('\\', count);

    [GeneratedRegex(@"(?<!\\)(?<marks>\\*)\[\^(?:(?<key>[cn][0-9.]+)-)?(?<label>[A-Za-z0-9]{1,30})\]")]
    private static partial Regex Form();
}
