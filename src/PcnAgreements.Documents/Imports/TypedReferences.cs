using System.Text.RegularExpressions;
using PcnAgreements.Domain;

namespace PcnAgreements.Documents.Imports;

/// <summary>References that people typed: they do not follow when numbers change.</summary>
internal static partial class TypedReferences
{
    /// <summary>Typed references to a label of the file whose clause has another number here, or has none any more.</summary>
    public static IEnumerable<FoundReference> Misled(IReadOnlyList<ImportedClause> clauses)
    {
        var targets = new Dictionary<string, ImportedClause>(StringComparer.OrdinalIgnoreCase);
        var numbers = clauses.Where(c => c.Number is not null).ToDictionary(c => c.Number!, c => c.Key, StringComparer.OrdinalIgnoreCase);
        foreach (var clause in clauses.Where(c => c.SourceNumber is { Length: > 0 })) targets.TryAdd(Label(clause.SourceNumber!), clause);
        foreach (var clause in clauses)
        {
            foreach (Match match in Form().Matches(clause.Body))
            {
                var label = Label(match.Groups["schedule"].Success ? match.Value : match.Groups["label"].Value);
                if (!targets.TryGetValue(label, out var target)) continue;
                var here = numbers.TryGetValue(label, out var key) ? key : (ClauseKey?)null;
                if (here != target.Key && !LabelText.Agrees(label, target.Number))
                    yield return new(clause.Place, match.Value, target.Key, null);
            }
        }
    }

    private static string Label(string label) => Gap().Replace(label.TrimEnd('.', ':'), " ").Trim();

    [GeneratedRegex(
        @"\b(?:(?<schedule>schedule|annex|annexe|appendix|exhibit)|clause|section|article|paragraph)[ \u00a0]+(?<label>\d{1,3}(?:\.\d{1,3})*(?:\([a-z0-9]{1,4}\))*|[A-Z]\d{0,2}\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Form();

    [GeneratedRegex(@"[\s\u00a0]+")]
    private static partial Regex Gap();
}
