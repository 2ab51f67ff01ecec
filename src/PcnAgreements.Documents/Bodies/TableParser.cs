using System.Text.RegularExpressions;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace PcnAgreements.Documents.Bodies;

/// <summary>A pipe table as a block of the syntax tree: its cells, row by row.</summary>
internal sealed class TableSyntax(BlockParser parser, IReadOnlyList<CellAlign> columns) : ContainerBlock(parser)
{
    // Each row is filled up to the widest one. No body has room for so many cells of its own.
    private const int MostCells = 200_000;

    private int width;

    public IReadOnlyList<CellAlign> Columns { get; } = columns;

    /// <summary>Rows so far, the separator not counted.</summary>
    public int Rows { get; private set; }

    public bool SeparatorSeen { get; set; }

    /// <summary>Adds a row; false when the table would become too large, and the line is no row of it.</summary>
    public bool AddRow(StringSlice line)
    {
        var cells = TableParser.Cells(line.AsSpan());
        if ((Rows + 1L) * Math.Max(width, cells.Count) > MostCells) return false;
        (Rows, width) = (Rows + 1, Math.Max(width, cells.Count));
        foreach (var (start, end) in cells)
        {
            var cell = new CellSyntax(Rows);
            cell.AppendLine(ref cell.Start(new StringSlice(line.Text, line.Start + start, line.Start + end - 1)), 0, 0, 0, false);
            Add(cell);
        }

        return true;
    }
}

/// <summary>One cell of a table's syntax.</summary>
internal sealed class CellSyntax : LeafBlock
{
    private StringSlice slice;

    public CellSyntax(int row) : base(null)
    {
        Row = row;
        ProcessInlines = true;
        IsOpen = false;
    }

    public int Row { get; }

    public ref StringSlice Start(StringSlice text)
    {
        slice = text;
        return ref slice;
    }
}

/// <summary>
/// Reads a pipe table: a line with a pipe, a line of dashes with as many columns, then lines with a pipe. Markdig's own reader can drop
/// text of tables that are not quite right, and a word of an agreement may not be dropped; here a cell too many is one more column.
/// </summary>
internal sealed partial class TableParser : BlockParser
{
    public override BlockState TryOpen(BlockProcessor processor)
    {
        var line = processor.Line.AsSpan();
        if (!line.Contains('|')) return BlockState.None;
        var text = processor.Line.Text;
        var next = processor.Line.End + 1;
        if (next >= text.Length || text[next] != '\n') return BlockState.None;
        var rest = text.AsSpan(next + 1);
        var end = rest.IndexOf('\n');
        var separator = (end < 0 ? rest : rest[..end]).Trim();
        if (!separator.Contains('|') || separator.ContainsAnyExcept("|-: \t") || !IsSeparator(separator.ToString())) return BlockState.None;
        var columns = Cells(separator);
        if (columns.Count != Cells(line).Count) return BlockState.None;
        var aligns = new List<CellAlign>();
        foreach (var (from, to) in columns) aligns.Add(Align(separator[from..to]));
        var table = new TableSyntax(this, aligns) { Column = processor.Column, Span = new SourceSpan(processor.Start, processor.Line.End) };
        table.AddRow(processor.Line);
        processor.NewBlocks.Push(table);
        return BlockState.ContinueDiscard;
    }

    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        var table = (TableSyntax)block;
        if (processor.IsBlankLine || !processor.Line.AsSpan().Contains('|')) return BlockState.None;
        if (table.SeparatorSeen && !table.AddRow(processor.Line)) return BlockState.None;
        table.SeparatorSeen = true;
        return BlockState.ContinueDiscard;
    }

    /// <summary>
    /// Where the cells of a line begin and end, spaces at their edges left out; a pipe at either edge of the line opens no cell.
    /// </summary>
    public static List<(int Start, int End)> Cells(ReadOnlySpan<char> line)
    {
        var cells = new List<(int, int)>();
        var (from, to) = Trim(line, 0, line.Length);
        if (from < to && line[from] == '|') from++;
        if (to > from && line[to - 1] == '|') to--;
        var start = from;
        for (var i = from; i <= to; i++)
        {
            if (i < to && line[i] != '|') continue;
            cells.Add(Trim(line, start, i));
            start = i + 1;
        }

        return cells;
    }

    private static (int, int) Trim(ReadOnlySpan<char> line, int start, int end)
    {
        while (start < end && line[start] is ' ' or '\t') start++;
        while (end > start && line[end - 1] is ' ' or '\t') end--;
        return (start, end);
    }

    private static bool IsSeparator(string line) => Separator().IsMatch(line);

    private static CellAlign Align(ReadOnlySpan<char> cell) => (cell[0] == ':', cell[^1] == ':') switch
    {
        (true, true) => CellAlign.Centre,
        (true, false) => CellAlign.Left,
        (false, true) => CellAlign.Right,
        _ => CellAlign.None,
    };

    [GeneratedRegex(@"\A\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Separator();
}
