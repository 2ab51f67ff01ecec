using PcnAgreements.Documents.Imports;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>A clause of a Word file before its body is written: the draft, the paragraph it begins with and the blocks below.</summary>
internal sealed class WordClause(FoundClause draft, WordParagraph? opening)
{
    public FoundClause Draft { get; } = draft;

    public WordParagraph? Opening { get; } = opening;

    public List<WordBlock> Content { get; } = [];

    /// <summary>Whether numbered paragraphs in it are lists of its body, as in our own exports.</summary>
    public bool NumberedLists { get; init; }

    /// <summary>The cross-references in its heading, which stay the words they are.</summary>
    public List<WordPiece.Field> InHeading { get; } = [];

    /// <summary>Makes a paragraph its heading: plain words; what they note is kept below.</summary>
    public void Head(WordParagraph paragraph, IReadOnlyList<WordPiece> pieces)
    {
        Draft.Heading = WordBodies.Line(pieces) is { Length: > 0 } words ? words : null;
        InHeading.AddRange(pieces.OfType<WordPiece.Field>());
        var notes = pieces.SelectMany(p => p is WordPiece.Field field ? field.Result : [p]).OfType<WordPiece.Note>().ToList<WordPiece>();
        if (notes.Count > 0) Content.Add(paragraph.Bare(notes));
    }
}
