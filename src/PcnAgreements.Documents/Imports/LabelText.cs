using System.Globalization;
using System.Text.RegularExpressions;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Imports;

/// <summary>What a typed label says: which row of labels it belongs to, and which in that row it is.</summary>
/// <param name="Text">The label exactly as typed, the space after it left out.</param>
/// <param name="Rest">What follows it.</param>
/// <param name="Readings">Each way to read it: <c>(i)</c> is the ninth letter or the first Roman numeral.</param>
internal sealed record TypedLabel(string Text, string Rest, IReadOnlyList<LabelReading> Readings);

/// <summary>One reading of a label.</summary>
/// <param name="Row">The row's form, such as <c>1</c>, <c>1.1</c>, <c>(a)</c>, <c>(i)</c> or <c>Schedule</c>.</param>
/// <param name="Ordinal">Its place in the row, from one.</param>
/// <param name="Prefix">What must stand open above it: <c>2</c> for <c>2.3</c>; null when it says nothing of that.</param>
internal sealed record LabelReading(string Row, int Ordinal, string? Prefix = null);

/// <summary>Reads labels that people typed, and compares labels with numbers.</summary>
internal static partial class LabelText
{
    /// <summary>The label that a line begins with; null when it begins with none.</summary>
    public static TypedLabel? Read(string line)
    {
        var match = Form().Match(line);
        if (!match.Success) return null;
        var text = match.Groups["label"].Value;
        var readings = Readings(match).ToList();
        return readings.Count == 0 ? null : new(text, line[match.Length..], readings);
    }

    /// <summary>Every reading of a label alone, such as Word computes it; none when it has a form of its own.</summary>
    public static IReadOnlyList<LabelReading> Parse(string label) => Read(label.Trim() + " x")?.Readings ?? [];

    /// <summary>Whether a label is a schedule's: its word is part of our number.</summary>
    public static bool IsSchedule(string label) => Parse(label) is [{ Row: "Schedule" }, ..];

    /// <summary>
    /// Whether a label in a file stands for the number that the clause has here: whole, within its schedule, or by its last part.
    /// </summary>
    public static bool Agrees(string label, string? number)
    {
        if (number is null) return Plain(label).Length == 0;
        var plain = Plain(label);
        var whole = Plain(number);
        if (plain == whole) return true;
        var comma = number.IndexOf(", ", StringComparison.Ordinal);
        if (comma >= 0 && plain == Plain(number[(comma + 2)..])) return true;
        var bracket = number.LastIndexOf('(');
        return bracket >= 0 && Plain(number[bracket..]).Trim('(', ')') == plain.Trim('(', ')');
    }

    private static string Plain(string label) =>
        Gap().Replace(label, "").TrimEnd('.', ':', ')', '-', '\u2013', '\u2014').ToUpperInvariant()
            .Replace("CLAUSE", "", StringComparison.Ordinal);

    private static IEnumerable<LabelReading> Readings(Match match)
    {
        if (match.Groups["word"] is { Success: true } word)
        {
            yield return new("Schedule", Ordinal(match.Groups["which"].Value), word.Value);
            yield break;
        }

        var deep = match.Groups["deep"].Value;
        if (match.Groups["decimal"] is { Success: true, Value: var number })
        {
            var parts = number.Split('.');
            if (parts.Any(p => p.Length > 4)) yield break;
            if (deep.Length == 0)
                yield return new(
                    string.Join('.', parts.Select(_ => "1")), Whole(parts[^1]), parts.Length > 1 ? string.Join('.', parts[..^1]) : null);
            else
            {
                var last = deep[(deep.LastIndexOf('(') + 1)..^1];
                foreach (var reading in Single(last, "(", ")"))
                    yield return reading with { Prefix = number + deep[..deep.LastIndexOf('(')] };
            }
        }
        else if (match.Groups["single"] is { Success: true, Value: var single })
        {
            foreach (var reading in Single(single.Trim('(', ')', '.'), single.StartsWith('(') ? "(" : "", single.EndsWith(')') ? ")" : "."))
                yield return reading;
        }
    }

    private static IEnumerable<LabelReading> Single(string text, string before, string after)
    {
        if (char.IsAsciiDigit(text[0]))
        {
            yield return new($"{before}1{after}", Whole(text));
            yield break;
        }

        var upper = char.IsAsciiLetterUpper(text[0]);
        var lower = text.ToLowerInvariant();
        if (lower.All(c => c == lower[0]))
            yield return new(before + (upper ? "A" : "a") + after, lower[0] - 'a' + 1 + 26 * (lower.Length - 1));
        for (var n = 1; n <= 60; n++)
        {
            if (Numbering.Roman(n) == lower) yield return new(before + (upper ? "I" : "i") + after, n);
        }
    }

    private static int Ordinal(string which) =>
        which.Length == 0
            ? 1
            : char.IsAsciiDigit(which[0])
            ? Whole(which)
            : which.Length == 1
            ? char.ToUpperInvariant(which[0]) - 'A' + 1
            : 1;

    private static int Whole(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;

    // A number needs a dot, a bracket or a tab after it, or a second part: "12 months" and "2026 was" are no labels.
    [GeneratedRegex(
        @"\A[ \t\u00a0]*(?:(?<label>(?<word>schedule|annex|annexe|appendix|exhibit)(?:[ \u00a0]+(?<which>\d{1,3}|[A-Z]\d{0,2}|[ivxIVX]{1,5}))?)(?![\w.])[ \t\u00a0]*[:.\u2013\u2014-]?(?:[ \t\u00a0]+|\z)"
        + @"|(?<label>(?<decimal>\d{1,4}(?:\.\d{1,4}){1,5})(?<deep>(?:\((?:[a-z]{1,4}|[A-Z]{1,4}|\d{1,3})\))*)\.?)(?:[ \t\u00a0]+|\z)"
        + @"|(?<label>(?<decimal>\d{1,4})(?<deep>(?:\((?:[a-z]{1,4}|[A-Z]{1,4}|\d{1,3})\))+)\.?)(?:[ \t\u00a0]+|\z)"
        + @"|(?<label>(?<decimal>\d{1,4})\.)(?:[ \t\u00a0]+|\z)|(?<label>(?<decimal>\d{1,3}))(?:\t[ \t\u00a0]*|\z)"
        + @"|(?<label>(?<single>\((?:[a-z]{1,4}|[A-Z]{1,4}|\d{1,3})\)))(?:[ \t\u00a0]+|\z)"
        + @"|(?<label>(?<single>(?:[a-z]|[ivx]{1,4}|[A-Z])[.)]))(?:[ \t\u00a0]+|\z))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Form();

    [GeneratedRegex(@"[\s\u00a0,]+")]
    private static partial Regex Gap();
}
