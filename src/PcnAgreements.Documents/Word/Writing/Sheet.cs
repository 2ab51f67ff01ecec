using PcnAgreements.Documents.Bodies;
using PcnAgreements.Domain;

namespace PcnAgreements.Documents.Word.Writing;

/// <summary>A run as it is to be printed.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its words; for a reference what it prints, for a note the number of its text.</param>
/// <param name="Bold">Whether it is bold.</param>
/// <param name="Italic">Whether it is italic.</param>
/// <param name="Bookmark">What a reference refers to.</param>
/// <param name="Alone">
/// Whether a reference prints the number of its own level alone: Word joins a schedule's to those below it without a comma.
/// </param>
internal sealed record SheetRun(
    RunKind Kind, string Text, bool Bold = false, bool Italic = false, string? Bookmark = null, bool Alone = false);

/// <summary>Kinds of run.</summary>
internal enum RunKind
{
    Text,
    Break,
    Note,
    Reference,
}

/// <summary>A block as it is to be printed.</summary>
internal abstract record SheetBlock;

/// <summary>A paragraph: its style, the list it is an item of, its indent in twentieths of a point.</summary>
internal sealed record SheetParagraph(
    string Style, IReadOnlyList<SheetRun> Runs, int? List = null, int Depth = 0, bool NoNumber = false, int? Indent = null) : SheetBlock
{
    /// <summary>The bookmark that names the clause it begins; null for all but a clause's first paragraph.</summary>
    public string? Bookmark { get; init; }

    /// <summary>Whether two paragraphs look and number alike, whatever they say.</summary>
    public bool Alike(SheetParagraph other) =>
        (Style, List is null, Depth, NoNumber, Indent, Bookmark) == (other.Style, other.List is null, other.Depth, other.NoNumber,
            other.Indent, other.Bookmark);
}

/// <summary>A table; its first row is the header.</summary>
internal sealed record SheetTable(
    IReadOnlyList<CellAlign> Columns, IReadOnlyList<IReadOnlyList<IReadOnlyList<SheetRun>>> Rows, int Indent) : SheetBlock;

/// <summary>A clause as it is to be printed.</summary>
internal sealed record SheetClause(ClauseKey Key, string Tag, string Bookmark, string Alias, IReadOnlyList<SheetBlock> Blocks);
