namespace PcnAgreements.Documents.Word.Reading;

/// <summary>A paragraph or a table of the document's body, in order, wrappers taken off.</summary>
internal abstract class WordBlock
{
    /// <summary>The tag of the nearest content control round it that is one of ours; null when there is none.</summary>
    public string? Tag { get; set; }

    /// <summary>The number of its first paragraph, from one.</summary>
    public int Index { get; init; }

    public string Place => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"paragraph {Index}");
}

/// <summary>A table: rows of cells of blocks; a cell that spans columns is followed by empty ones.</summary>
internal sealed class WordTable : WordBlock
{
    public List<List<List<WordBlock>>> Rows { get; } = [];

    public IEnumerable<WordParagraph> Paragraphs => Rows.SelectMany(r => r).SelectMany(c => c).SelectMany(b => b is WordTable t ? t.Paragraphs : [(WordParagraph)b]);
}

/// <summary>A paragraph with its label.</summary>
internal sealed class WordParagraph : WordBlock
{
    public List<WordPiece> Pieces { get; } = [];

    /// <summary>What stood before a hidden paragraph mark: a heading that runs on into this text.</summary>
    public List<WordPiece>? RunIn { get; set; }

    public string? Style { get; set; }

    public int? Outline { get; set; }

    public ListPlace? List { get; set; }

    public WordLabel? Label { get; set; }

    public bool InContents { get; set; }

    public bool IsTitle { get; set; }

    public bool Centred { get; set; }

    /// <summary>Whether it stands on the line for headings only because a page begins with it.</summary>
    public bool NewPage { get; set; }

    public string Text => Plain(Pieces);

    public static string Plain(IEnumerable<WordPiece> pieces) => string.Concat(pieces.Select(p => p switch
    {
        WordPiece.Text text => text.Value,
        WordPiece.Field field => Plain(field.Result),
        WordPiece.Break => "\n",
        _ => "",
    }));
}

/// <summary>A run of a paragraph.</summary>
internal abstract record WordPiece
{
    private WordPiece() { }

    public sealed record Text(string Value, bool Bold, bool Italic) : WordPiece;

    public sealed record Break : WordPiece;

    /// <summary>A note's mark; its text is in the notes by kind and id.</summary>
    public sealed record Note(string Kind, string Id) : WordPiece;

    /// <summary>A cross-reference to a bookmark, and what is printed for it.</summary>
    public sealed record Field(string Bookmark, IReadOnlyList<WordPiece> Result) : WordPiece;
}
