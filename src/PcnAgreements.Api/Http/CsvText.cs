using System.Text;

namespace PcnAgreements.Api.Http;

/// <summary>
/// Writes CSV (RFC 4180). A cell that a spreadsheet would take for a formula gets a leading apostrophe, whoever wrote it.
/// </summary>
internal static class CsvText
{
    /// <summary>One line with its end.</summary>
    public static string Line(IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>A head and lines.</summary>
    public static string Write(IEnumerable<string> columns, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var text = new StringBuilder(Line(columns));
        foreach (var row in rows) text.Append(Line(row));
        return text.ToString();
    }

    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var safe = text[0] is '=' or '+' or '-' or '@' ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
