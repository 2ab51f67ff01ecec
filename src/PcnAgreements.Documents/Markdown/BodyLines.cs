using System.Text;
using System.Text.RegularExpressions;
using PcnAgreements.Domain;

namespace PcnAgreements.Documents.Markdown;

/// <summary>
/// Bodies within a file, there and back exactly. Before what would be read as a heading or the end of the clauses one backslash is put. A
/// reference becomes a link with twice the backslashes that stood before it, a literal link gets twice and one.
/// </summary>
internal static partial class BodyLines
{
    public const string End = "<!-- signatures -->";

    /// <param name="body">The body as it is kept.</param>
    /// <param name="clause">The key of the clause that it is the body of.</param>
    /// <param name="labels">How clauses are called.</param>
    public static string Out(string body, string clause, ReferenceLabels labels)
    {
        var text = new StringBuilder();
        var at = 0;
        foreach (Match match in OutForm().Matches(body))
        {
            var reference = match.Groups["key"].Success && ClauseKey.TryParse(match.Groups["key"].Value, out var key)
                ? key
                : (ClauseKey?)null;
            if (reference is null && !match.Groups["link"].Success) continue;
            var marks = match.Groups["marks"].Length;
            text.Append(body, at, match.Index - at).Append('\\', reference is null ? 2 * marks + 1 : 2 * marks);
            if (reference is { } target) text.Append('[').Append(Shown(labels.Of(target), target)).Append("](#").Append(target).Append(')');
            else text.Append(match.Groups["link"].Value);
            at = match.Index + match.Length;
        }

        text.Append(body, at, body.Length - at);
        return string.Join('\n', NoteNames.Out(text.ToString(), clause).Split('\n').Select(l => Structure().IsMatch(l) ? "\\" + l : l));
    }

    /// <param name="text">The lines of a body in the file.</param>
    /// <param name="clause">The key of the clause that it is the body of; null when its heading bears none.</param>
    /// <param name="names">Whether a link's words are how its clause is called: any other link is literal, so that no word is lost.</param>
    public static string In(string text, string? clause, Func<string, string, bool> names)
    {
        var lines = string.Join('\n', text.Split('\n').Select(l => l.StartsWith('\\') && Structure().IsMatch(l) ? l[1..] : l));
        return InForm().Replace(clause is null ? lines : NoteNames.In(lines, clause), match =>
        {
            var marks = match.Groups["marks"].Length;
            var key = match.Groups["key"].Value;
            if (!ClauseKey.TryParse(key, out _) || (marks % 2 == 0 && !names(key, match.Groups["shown"].Value))) return match.Value;
            return new string('\\', marks / 2) + (marks % 2 == 0 ? $"[[{key}]]" : match.Groups["link"].Value);
        });
    }

    private static string Shown(string label, ClauseKey key) =>
        label.AsSpan().IndexOfAny('[', ']', '\n') < 0 && !label.EndsWith('\\') ? label : key.ToString();

    [GeneratedRegex(@"\A\\*(?:#{1,6}(?:[ \t]|\z)|<!-- signatures -->\z)")]
    private static partial Regex Structure();

    [GeneratedRegex(@"(?<!\\)(?<marks>\\*)(?:\[\[(?<key>[cn][0-9.]+)\]\]|(?<link>\[[^\[\]\n]*\]\(#[cn][0-9.]+\)))")]
    private static partial Regex OutForm();

    [GeneratedRegex(@"(?<!\\)(?<marks>\\*)(?<link>\[(?<shown>[^\[\]\n]*)\]\(#(?<key>[cn][0-9.]+)\))")]
    private static partial Regex InForm();
}
