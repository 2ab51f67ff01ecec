using System.Text;
using System.Text.RegularExpressions;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>
/// The fields that stand open while runs are read: an instruction is not text, a cross-reference is gathered with what it prints, and the
/// results of all others stand where they stand.
/// </summary>
internal sealed partial class WordFields(WordFindings findings)
{
    private const int MostOpen = 16;

    // Runs are joined so that words are whole, but not without end: each joining copies what is there.
    private const int LongPiece = 4_096;

    // Word takes less of an instruction; what it says beyond names no clause.
    private const int LongInstruction = 4_096;

    private List<Field> open = [];

    /// <summary>Whether a table of contents stands open.</summary>
    public bool InContents => open.Exists(f => f.IsContents);

    /// <summary>Whether something was said outside every table of contents since this was last set to false.</summary>
    public bool SaidOutside { get; set; }

    public void Begin(List<WordPiece> pieces, string? instruction = null)
    {
        // Fields that nobody ends must not make every paragraph slower than the one before: what the oldest holds is text from here on.
        if (open.Count >= MostOpen)
        {
            pieces.AddRange(open[0].Held.Concat(open[0].Result));
            open.RemoveAt(0);
        }

        open.Add(new Field());
        if (instruction is null) return;
        Instruct(instruction);
        Separate(0);
    }

    /// <summary>More of the innermost field's instruction; outside a field it is nothing that is printed.</summary>
    public void Instruct(string words)
    {
        if (open.Count > 0) open[^1].Instruct(words);
    }

    public void Separate(int paragraph)
    {
        if (open.Count == 0) return;
        open[^1].Separated = true;
        findings.LeaveOut(paragraph, WordParagraph.Plain(open[^1].Held), "a part of a field's instruction");
        open[^1].Held.Clear();
    }

    public void End(List<WordPiece> pieces, int paragraph)
    {
        if (open.Count == 0) return;
        var field = open[^1];
        open.RemoveAt(open.Count - 1);
        if (field.CountsAlone && WordParagraph.Plain(field.Result).Length == 0)
            findings.Unread.Add((paragraph, "a number that the program counts by itself within the text"));
        if (field.Bookmark is { } bookmark && field.Result.Count > 0) Add(pieces, new WordPiece.Field(bookmark, [.. field.Result]));
        else foreach (var piece in field.Held.Concat(field.Result)) Add(pieces, piece);
    }

    // A field without its end must not swallow what follows: from the next paragraph on its text is read as it stands.
    public void EndParagraph(List<WordPiece> pieces)
    {
        foreach (var field in open)
        {
            field.Separated = true;
            pieces.AddRange(field.Held);
            field.Held.Clear();
            if (field.Bookmark is null) continue;
            pieces.AddRange(field.Result);
            field.Result.Clear();
            field.Forget();
        }
    }

    public void Add(List<WordPiece> pieces, WordPiece piece)
    {
        if (piece is WordPiece.Text { Value.Length: 0 }) return;
        var target = pieces;
        for (var i = open.Count - 1; i >= 0; i--)
        {
            if (open[i].Separated && open[i].Bookmark is null) continue;
            target = open[i].Separated ? open[i].Result : open[i].Held;
            break;
        }

        SaidOutside |= !InContents
            && !(piece is WordPiece.Break || (piece is WordPiece.Text said && string.IsNullOrWhiteSpace(said.Value)));
        if (piece is WordPiece.Text text && target is [.., WordPiece.Text { Value.Length: < LongPiece } last]
            && (last.Bold, last.Italic) == (text.Bold, text.Italic))
            target[^1] = last with { Value = last.Value + text.Value };
        else if (piece is WordPiece.Break { Page: true } && target is [.., WordPiece.Break]) return;
        else target.Add(piece);
    }

    /// <summary>Puts the open fields aside while a story within the story is read; give them back with <see cref="Resume"/>.</summary>
    public object Suspend()
    {
        var aside = open;
        open = [];
        return aside;
    }

    public void Resume(object aside) => open = (List<Field>)aside;

    private sealed class Field
    {
        private readonly StringBuilder instruction = new();
        private (bool Contents, bool CountsAlone, string? Bookmark)? meaning;

        public bool Separated { get; set; }

        /// <summary>What stood before the separator: the result when none follows.</summary>
        public List<WordPiece> Held { get; } = [];

        public List<WordPiece> Result { get; } = [];

        public bool IsContents => Meaning.Contents;

        /// <summary>Whether it prints a number that it keeps nowhere.</summary>
        public bool CountsAlone => Meaning.CountsAlone;

        /// <summary>What a cross-reference to a number refers to; null for every other field.</summary>
        public string? Bookmark => Meaning.Bookmark;

        private (bool Contents, bool CountsAlone, string? Bookmark) Meaning => meaning ??= Read(instruction.ToString());

        public void Instruct(string words)
        {
            var room = LongInstruction - instruction.Length;
            if (room == 0 || words.Length == 0) return;
            instruction.Append(words, 0, Math.Min(room, words.Length));
            meaning = null;
        }

        /// <summary>From here on it is a field without an instruction.</summary>
        public void Forget()
        {
            instruction.Clear();
            meaning = null;
        }

        private static (bool Contents, bool CountsAlone, string? Bookmark) Read(string instruction)
        {
            var words = instruction.AsSpan().TrimStart();
            var reference = CrossReference().Match(instruction);
            return (
                words.StartsWith("TOC", StringComparison.OrdinalIgnoreCase),
                words.StartsWith("LISTNUM", StringComparison.OrdinalIgnoreCase)
                    || words.StartsWith("AUTONUM", StringComparison.OrdinalIgnoreCase),
                reference.Success ? reference.Groups["name"].Value : null);
        }
    }

    // The name is taken whole or not at all: tried in parts it would take time by the square of its length.
    [GeneratedRegex("""\A\s*REF\s+"?(?<name>(?>[^\s"\\]+))"?(?=.*\\[rnw])""", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex CrossReference();
}
