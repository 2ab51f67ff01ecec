namespace PcnAgreements.Documents.Word.Reading;

/// <summary>What was met in a story beside its blocks: bookmarks, text that is in no block and why, and what cannot be read.</summary>
internal sealed class WordFindings
{
    private readonly Dictionary<string, (string Name, (int, int) Length)> open = [];
    private readonly HashSet<string> hollow = [];

    private readonly Dictionary<string, WordParagraph> bookmarks = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<WordParagraph, List<string>> marks = [];

    /// <summary>The paragraph that each bookmark begins in.</summary>
    public IReadOnlyDictionary<string, WordParagraph> Bookmarks => bookmarks;

    /// <summary>Text that is kept in no paragraph.</summary>
    public List<(int Paragraph, string Text, string Why)> LeftOut { get; } = [];

    /// <summary>What was met that holds no text of its own, or none that can be read.</summary>
    public List<(int Paragraph, string What)> Unread { get; } = [];

    /// <summary>
    /// Whether a bookmark holds what its paragraph says: one that lost its words to an accepted change may have slipped to the paragraph
    /// after them.
    /// </summary>
    public bool Holds(string bookmark) => !hollow.Contains(bookmark) || !Bookmarks[bookmark].SaysAnything;

    public void LeaveOut(int paragraph, string text, string why)
    {
        if (!string.IsNullOrWhiteSpace(text)) LeftOut.Add((paragraph, text, why));
    }

    public void OpenMark(string id, string name, WordParagraph paragraph, (int, int) length)
    {
        Begin(name, paragraph);
        open[id] = (name, length);
    }

    /// <summary>Notes the paragraph that a bookmark begins in; one that stands twice keeps the first.</summary>
    public void Begin(string name, WordParagraph paragraph)
    {
        if (!bookmarks.TryAdd(name, paragraph)) return;
        if (!marks.TryGetValue(paragraph, out var names)) marks[paragraph] = names = [];
        names.Add(name);
    }

    public void CloseMark(string id, (int, int) length)
    {
        if (open.Remove(id, out var mark) && length == mark.Length) hollow.Add(mark.Name);
    }

    /// <summary>Bookmarks of a paragraph that has become part of another are that one's.</summary>
    public void Rename(WordParagraph from, WordParagraph into)
    {
        if (!marks.Remove(from, out var names)) return;
        foreach (var name in names) bookmarks[name] = into;
        if (marks.TryGetValue(into, out var own)) own.AddRange(names);
        else marks[into] = names;
    }
}
