namespace PcnAgreements.Documents.Word.Reading;

/// <summary>A paragraph or a table of the document's body, in order, wrappers taken off.</summary>
internal abstract class WordBlock
{
    /// <summary>The nearest content control of ours round it, or in it; null when there is none.</summary>
    public OurControl? Control { get; set; }

    /// <summary>What that control's tag says.</summary>
    public string? Tag => Control?.Tag;

    /// <summary>The number of its first paragraph, from one.</summary>
    public int Index { get; init; }

    public string Place => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"paragraph {Index}");
}

/// <summary>A table: rows of cells of blocks; a cell that spans columns is followed by empty ones.</summary>
internal sealed class WordTable : WordBlock
{
    public List<List<List<WordBlock>>> Rows { get; } = [];

    public IEnumerable<WordParagraph> Paragraphs =>
        Rows.SelectMany(r => r).SelectMany(c => c).SelectMany(b => b is WordTable t ? t.Paragraphs : [(WordParagraph)b]);
}

/// <summary>A paragraph with its label.</summary>
internal sealed class WordParagraph : WordBlock
{
    public List<WordPiece> Pieces { get; private set; } = [];

    /// <summary>What stood before a hidden paragraph mark: a heading that runs on into this text.</summary>
    public List<WordPiece>? RunIn { get; set; }

    /// <summary>All that is said in it.</summary>
    public IReadOnlyList<WordPiece> All => RunIn is null ? Pieces : [.. RunIn, .. Pieces];

    public string? Style { get; set; }

    /// <summary>The element it was read from; null for one that was made of another.</summary>
    public System.Xml.Linq.XElement? Source { get; init; }

    public int? Outline { get; set; }

    public ListPlace? List { get; set; }

    public WordLabel? Label { get; set; }

    public bool InContents { get; set; }

    public bool IsTitle { get; set; }

    public bool Centred { get; set; }

    /// <summary>Whether it stands on the line for headings only because a page begins with it.</summary>
    public bool NewPage { get; set; }

    public string Text => Plain(Pieces);

    /// <summary>Whether it says more than that a page ends.</summary>
    public bool SaysAnything => Pieces.Exists(
        p => p is WordPiece.Break { Page: false } || (p is not WordPiece.Break && Plain([p]).Length > 0));

    /// <summary>Takes over what the next paragraph says, since its own mark is hidden. What is moved is not copied, however long.</summary>
    public void RunOnInto(WordParagraph next)
    {
        RunIn = TakeAll();
        Pieces = next.TakeAll();
    }

    /// <summary>Takes over what the paragraph before says, since that one's mark is gone.</summary>
    public void GoOnFrom(WordParagraph before)
    {
        var all = before.TakeAll();
        all.AddRange(Pieces);
        Pieces = all;
    }

    /// <summary>Takes off the ends of pages it begins and ends with; between words they keep the words apart.</summary>
    public void TrimPages()
    {
        var first = RunIn ?? Pieces;
        var leading = first.FindIndex(p => p is not WordPiece.Break { Page: true });
        if (leading < 0) leading = first.Count;
        NewPage |= leading > 0;
        first.RemoveRange(0, leading);
        while (Pieces is [.., WordPiece.Break { Page: true }]) Pieces.RemoveAt(Pieces.Count - 1);
    }

    private List<WordPiece> TakeAll()
    {
        var all = Pieces;
        if (RunIn is not null) (all = RunIn).AddRange(Pieces);
        (RunIn, Pieces) = (null, []);
        return all;
    }

    /// <summary>The paragraph without its label, which is its clause's own now and is not to be printed again.</summary>
    public WordParagraph Bare(IEnumerable<WordPiece> pieces)
    {
        var bare = new WordParagraph { Index = Index, Control = Control, Style = Style };
        bare.Pieces.AddRange(pieces);
        return bare;
    }

    /// <summary>A heading that runs on, as two paragraphs: the heading, which stays the one that is referred to, and the text.</summary>
    public IReadOnlyList<WordParagraph> Parted()
    {
        if (RunIn is null) return [this];
        var text = Bare([.. Pieces]);
        Pieces.Clear();
        Pieces.AddRange(RunIn);
        RunIn = null;
        return [this, text];
    }

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

    /// <summary>The end of a line, or of a page or column: at a paragraph's edge the latter is layout and not said.</summary>
    public sealed record Break(bool Page = false) : WordPiece;

    /// <summary>A note's mark; its text is in the notes by kind and id.</summary>
    public sealed record Note(string Kind, string Id) : WordPiece;

    /// <summary>A cross-reference to a bookmark, and what is printed for it.</summary>
    public sealed record Field(string Bookmark, IReadOnlyList<WordPiece> Result) : WordPiece;
}
