using System.Collections.Immutable;
using System.Globalization;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Domain.Organisations.Import;

/// <summary>
/// Gathers what is wrong with the rows of a file, each by line and column: the first hundred rows are named, all are counted.
/// </summary>
/// <param name="rows">How many rows the file has.</param>
public sealed class BadRows(int rows)
{
    private const int Named = 100;

    private readonly SortedDictionary<int, List<(string? Column, string Message)>> found = [];

    /// <summary>Notes what is wrong on a line; in a column, or with the row as a whole.</summary>
    internal void Add(int line, string? column, string message)
    {
        if (!found.TryGetValue(line, out var problems)) found[line] = problems = [];
        problems.Add((column, message));
    }

    internal bool Has(int line) => found.ContainsKey(line);

    /// <summary>The refusal that names them; null when no row is bad. Its pointers are <c>/line/column</c>.</summary>
    internal Refusal.Invalid? Refusal
    {
        get
        {
            if (found.Count == 0) return null;
            var named = found.Take(Named).SelectMany(l => l.Value.Select(p => (Line: l.Key, p.Column, p.Message)));
            var errors = named
                .GroupBy(p => p.Column is null ? Text(p.Line) : $"{Text(p.Line)}/{p.Column}")
                .ToImmutableSortedDictionary(
                    g => $"/{g.Key}", g => g.Select(p => Sentence(p.Line, p.Column, p.Message)).ToImmutableArray());
            var which = found.Count > Named ? $"the first {Named} are named" : "each is named";
            return new(errors, $"{Text(found.Count)} of {Text(rows)} rows cannot be taken ({which}), so none was.");
        }
    }

    private static string Sentence(int line, string? column, string message) =>
        column is null ? $"Line {Text(line)} {message}." : $"Line {Text(line)}, column {column}: {message}.";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
