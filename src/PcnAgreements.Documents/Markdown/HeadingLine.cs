using System.Globalization;
using System.Text.RegularExpressions;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Markdown;

/// <summary>A heading line of a Markdown file with what stands in its braces.</summary>
/// <param name="Depth">How many <c>#</c>.</param>
/// <param name="Text">The text, braces left out.</param>
/// <param name="Key">The key in the braces; null when there is none.</param>
/// <param name="Flags">The flags in the braces.</param>
/// <param name="Braces">The braces as they stand; empty when there are none.</param>
internal sealed partial record HeadingLine(int Depth, string Text, string? Key, IReadOnlySet<string> Flags, string Braces)
{
    /// <summary>The level said in the braces; null when none is.</summary>
    public int? Level { get; private init; }

    public static HeadingLine? Read(string line)
    {
        if (!line.StartsWith('#')) return null;
        var match = Form().Match(line);
        if (!match.Success) return null;
        var text = match.Groups["text"].Value;
        var braces = BracesForm().Match(text);
        if (!braces.Success) return new(match.Groups["marks"].Length, text.Trim(' ', '\t'), null, new HashSet<string>(), "");
        var key = ClauseKey.TryParse(braces.Groups["id"].Value, out var known) ? known.ToString() : null;
        var level = braces.Groups["level"];
        return new(
            match.Groups["marks"].Length, text[..braces.Index], key, braces.Groups["flag"].Captures.Select(c => c.Value).ToHashSet(),
            braces.Value)
        {
            Level = level.Success ? int.Parse(level.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null,
        };
    }

    public static string Write(PrintedClause clause, bool unnumbered)
    {
        var words = string.Join(' ', new[] { clause.Number, clause.Wording.Heading }.Where(p => p is not null));
        var braces = $"{{#{clause.Key}{(clause.Schedule && clause.Level == 1 ? " .schedule" : "")}{(unnumbered ? " .unnumbered" : "")}"
            + $"{(clause.Blank ? " .blank" : "")}{(clause.Level > 5 ? string.Create(CultureInfo.InvariantCulture, $" level={clause.Level}") : "")}}}";
        return $"{new string('#', Math.Min(clause.Level + 1, 6))} {(words.Length > 0 ? words + " " : "")}{braces}";
    }

    [GeneratedRegex(@"\A(?<marks>#{1,6})(?:[ \t](?<text>.*))?\z", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex(@"(?:\A| )\{(?:#(?<id>[\w.:-]+))?(?: ?\.(?<flag>[\w-]+)| level=(?<level>[1-6]))*\}\z")]
    private static partial Regex BracesForm();
}
