using System.Globalization;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Organisations.Import;

/// <summary>Reads the cells of one row, noting each that does not make sense.</summary>
public readonly struct ImportRow
{
    private static readonly DateOnly Earliest = new(1948, 7, 5);

    private readonly ImportLine row;
    private readonly IReadOnlyDictionary<string, int> columns;
    private readonly BadRows bad;

    internal ImportRow(ImportLine row, IReadOnlyDictionary<string, int> columns, BadRows bad) =>
        (this.row, this.columns, this.bad) = (row, columns, bad);

    internal int Line => row.Line;

    internal bool IsBad => bad.Has(Line);

    internal string Cell(string column) => columns.TryGetValue(column, out var at) ? row.Cells[at].Trim() : "";

    internal string Name(string column)
    {
        var name = Cell(column);
        if (TextRules.LineProblem(name) is { } problem) Bad(column, problem);
        return name;
    }

    /// <summary>The code in a cell.</summary>
    internal OdsCode Code(string column, OrganisationKind kind)
    {
        var text = Cell(column);
        if (!OdsCode.TryParse(text, out var code)) Bad(column, $"'{Short(text)}' is not a code");
        else if (CodeForm.Problem(kind, code) is { } problem) Bad(column, problem);
        return code;
    }

    /// <summary>The date in a cell, months in either case.</summary>
    internal DateOnly Date(string column)
    {
        var text = Cell(column);
        if (!DateOnly.TryParseExact(text, "ddMMMyyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            Bad(column, $"'{Short(text)}' is not a date such as 01Jan2022");
        else if (date < Earliest) Bad(column, $"'{Short(text)}' lies before there was a National Health Service");
        return date;
    }

    internal int Number(string column)
    {
        var text = Cell(column);
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            Bad(column, $"'{Short(text)}' is not a whole number from 0");
        else if (number > RegisterOrganisation.LargestList) Bad(column, $"{number} is more than there are people");
        return (int)Math.Min(number, RegisterOrganisation.LargestList);
    }

    /// <summary>Some columns, where the file has them, must say one thing: any other row counts something else.</summary>
    internal void MustBe(string column, string value)
    {
        if (columns.ContainsKey(column) && !Cell(column).Equals(value, StringComparison.OrdinalIgnoreCase))
            Bad(column, $"'{Short(Cell(column))}' is not {value}: the row counts something else than a practice's whole list");
    }

    internal void Bad(string column, string message) => bad.Add(Line, column, message);

    private static string Short(string text)
    {
        var clean = new string([.. text.Where(c => !char.IsControl(c) && !char.IsSurrogate(c))]);
        return clean.Length > 40 ? clean[..40] + "…" : clean;
    }
}
