using PcnAgreements.Domain;

namespace PcnAgreements.Documents.Bodies;

/// <summary>One block of a clause's body, as the contract's small Markdown has them: nothing else can stand in a body.</summary>
public abstract record BodyBlock
{
    private BodyBlock() { }

    /// <summary>Running text; its line ends are kept and printed as <see cref="BodyInline.Break"/>.</summary>
    public sealed record Paragraph(IReadOnlyList<BodyInline> Content) : BodyBlock;

    /// <summary>A <c>-</c> list, or a <c>1.</c> list when <paramref name="Start"/> is its first number.</summary>
    public sealed record List(int? Start, IReadOnlyList<IReadOnlyList<BodyBlock>> Items) : BodyBlock;

    /// <summary>A pipe table: its first row is the header; every row has as many cells as there are columns.</summary>
    public sealed record Table(IReadOnlyList<CellAlign> Columns, IReadOnlyList<IReadOnlyList<IReadOnlyList<BodyInline>>> Rows) : BodyBlock;

    /// <summary>The text of a note, <c>[^1]: …</c>, where it was written.</summary>
    public sealed record Note(string Label, IReadOnlyList<BodyInline> Content) : BodyBlock;
}

/// <summary>How a table's column is set; <see cref="None"/> when its separator does not say.</summary>
public enum CellAlign
{
    /// <summary>Not said.</summary>
    None,

    /// <summary><c>:--</c></summary>
    Left,

    /// <summary><c>:-:</c></summary>
    Centre,

    /// <summary><c>--:</c></summary>
    Right,
}

/// <summary>One run within a block.</summary>
public abstract record BodyInline
{
    private BodyInline() { }

    /// <summary>Characters as they are, all of one style.</summary>
    public sealed record Text(string Value, bool Bold = false, bool Italic = false) : BodyInline;

    /// <summary>The end of a line within a paragraph.</summary>
    public sealed record Break : BodyInline;

    /// <summary>The mark of a note, <c>[^1]</c>; its text may be missing from the body.</summary>
    public sealed record NoteMark(string Label) : BodyInline;

    /// <summary>A clause named by key, <c>[[c12]]</c>, to be printed as that clause's number.</summary>
    public sealed record Reference(ClauseKey Key, bool Bold = false, bool Italic = false) : BodyInline;
}
