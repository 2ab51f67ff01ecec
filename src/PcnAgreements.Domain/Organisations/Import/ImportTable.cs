using System.Collections.Immutable;

namespace PcnAgreements.Domain.Organisations.Import;

/// <summary>A file of organisations as rows of text, before anything is known of what they mean.</summary>
/// <param name="Header">The names in line 1, in order.</param>
/// <param name="Lines">The rows below it.</param>
public sealed record ImportTable(ImmutableArray<string> Header, ImmutableArray<ImportLine> Lines)
{
    /// <summary>
    /// What the file says, told apart by its header. Columns are found by name, in any order; those nobody asks for are not looked at.
    /// </summary>
    public ImportReading Read()
    {
        var names = Header.Select(h => h.Trim().ToUpperInvariant()).ToList();
        var columns = new Dictionary<string, int>();
        for (var i = 0; i < names.Count; i++)
        {
            if (columns.TryAdd(names[i], i)) continue;
            var oneLine = Lines.IsEmpty
                ? " It is the only line: were the line ends lost on the way, as with curl's -d instead of --data-binary?"
                : "";
            return new ImportReading.Malformed($"Line 1 names the column {names[i]} twice.{oneLine}");
        }

        if (columns.ContainsKey("PRACTICE_CODE")) return Read(columns, MappingRows.Columns, MappingRows.Read);
        if (columns.ContainsKey("NUMBER_OF_PATIENTS")) return Read(columns, ListSizeRows.Columns, ListSizeRows.Read);
        return new ImportReading.Malformed(
            "Line 1 is the header of neither file that can be imported: the practice mapping file has PRACTICE_CODE and PCN_CODE, "
            + "the list-size file CODE and NUMBER_OF_PATIENTS.");
    }

    private ImportReading Read(
        Dictionary<string, int> columns, ImmutableArray<string> needed, Func<IEnumerable<ImportRow>, BadRows, ImportRows> read)
    {
        // Since July 2022 the commissioner's columns are called after the boards that the partnerships became.
        foreach (var (former, later) in (ReadOnlySpan<(string, string)>)[("STP_CODE", "ICB_CODE"), ("STP_NAME", "ICB_NAME")])
        {
            if (columns.TryGetValue(later, out var at)) columns.TryAdd(former, at);
        }

        if (needed.Where(n => !columns.ContainsKey(n)).ToList() is { Count: > 0 } missing)
            return new ImportReading.Malformed($"Line 1 lacks {string.Join(", ", missing)}.");

        var bad = new BadRows(Lines.Length);
        foreach (var line in Lines.Where(l => l.Problem is not null)) bad.Add(line.Line, null, line.Problem!);
        foreach (var line in Lines.Where(l => l.Problem is null && l.Cells.Length != Header.Length))
            bad.Add(line.Line, null, $"has {line.Cells.Length} columns where the header has {Header.Length}");
        var whole = Lines.Where(l => l.Problem is null && l.Cells.Length == Header.Length);
        var rows = read(whole.Select(l => new ImportRow(l, columns, bad)), bad);
        return bad.Refusal is { } refusal ? new ImportReading.Refused(refusal) : new ImportReading.Taken(rows);
    }
}

/// <summary>One row of a file.</summary>
/// <param name="Line">The line of the file it begins on, from one.</param>
/// <param name="Cells">Its cells as text.</param>
/// <param name="Problem">Why it could not be taken apart, such as a quotation mark out of place; null when it could.</param>
public sealed record ImportLine(int Line, ImmutableArray<string> Cells, string? Problem = null);

/// <summary>What reading a file came to.</summary>
public abstract record ImportReading
{
    private ImportReading()
    {
    }

    /// <summary>It is no file that can be imported.</summary>
    /// <param name="Detail">Why, for its sender.</param>
    public sealed record Malformed(string Detail) : ImportReading;

    /// <summary>It has bad rows, so none is taken.</summary>
    public sealed record Refused(Agreements.Refusal.Invalid Refusal) : ImportReading;

    /// <summary>Every row makes sense by itself.</summary>
    public sealed record Taken(ImportRows Rows) : ImportReading;
}
