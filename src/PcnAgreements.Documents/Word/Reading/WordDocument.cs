using System.Globalization;
using PcnAgreements.Documents.Imports;
using PcnAgreements.Domain;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>A Word file in one reading of its tracked changes: its blocks with labels, its notes and bookmarks.</summary>
internal sealed class WordDocument
{
    private readonly List<ImportWarning> warnings = [];
    private readonly List<LeftOut> leftOut = [];
    private readonly List<FoundReference> references = [];
    private readonly Dictionary<(string, string), IReadOnlyList<WordPiece>> notes = [];

    private WordDocument(List<WordBlock> blocks, WordStory story) => (Blocks, Story) = (blocks, story);

    public List<WordBlock> Blocks { get; }

    public WordStory Story { get; }

    public int? Pages { get; private init; }

    /// <summary>What the file remembers of the text it was exported from; null when it is no export of ours.</summary>
    public OurText? Ours { get; private init; }

    public static WordDocument Read(WordPackage package, TrackedChanges tracked)
    {
        var root = package.Main();
        var (changes, authors) = Tracking.Found(root);
        if (tracked == TrackedChanges.Refuse && changes > 0)
        {
            var by = authors.Count > 0 ? $" by {string.Join(", ", authors.Take(5))}" : "";
            throw new BadWordFile(
                WordProblemKind.TrackedChanges, $"The file has {changes} tracked changes{by}: say whether to accept or to reject them.");
        }

        var styles = new WordStyles(package.Related("styles").FirstOrDefault());
        var numbering = new WordNumbering(package.Related("numbering").FirstOrDefault(), styles);
        var tracking = new Tracking(tracked != TrackedChanges.Reject);
        var story = new WordStory(styles, numbering, tracking);
        var blocks = new List<WordBlock>();
        foreach (var body in root.Elements(Ooxml.W + "body")) blocks.AddRange(story.Read(body));
        var document = new WordDocument(blocks, story) { Pages = PagesOf(package), Ours = OurText.Find(package) };
        document.Notes(package, styles, numbering, tracking);
        if (changes > 0)
            document.warnings.Add(
                new("document", $"{changes} tracked changes were {(tracked == TrackedChanges.Accept ? "accepted" : "rejected")}."));
        document.Surroundings(package);
        return document;
    }

    public ImportResult Import()
    {
        var marked = Marked();
        var clauses = OurOutline.Applies(Blocks, marked)
            ? new OurOutline(Blocks, leftOut, warnings, marked, Story.Findings.Bookmarks).Read()
            : null;
        var title = ShownTitle();
        if (clauses is null)
        {
            var outline = new WordOutline(Blocks, leftOut);
            clauses = outline.Read();
            title = outline.Title;
        }

        var assembly = new ImportAssembly();
        assembly.GiveKeys([.. clauses.Select(c => c.Draft)], Ours?.Keys);
        var opened = clauses.Where(c => c.Opening is not null).ToDictionary(c => c.Opening!, c => assembly.KeyOf(c.Draft));
        var bodies = new WordBodies((field, place) => Target(field, place, opened), notes, warnings, leftOut);
        foreach (var clause in clauses)
        {
            clause.Draft.ExactBody = Clean(bodies.Write(clause.Content, clause.NumberedLists), clause.Draft.Place);
            clause.Draft.Heading = clause.Draft.Heading is { } heading ? Clean(heading, clause.Draft.Place) : null;
            foreach (var field in clause.InHeading) Target(field, clause.Draft.Place, opened);
        }

        if (Ours is { Keys.Count: > 0 } ours) new ExactWords([.. clauses.Select(c => c.Draft)], ours).Restore(warnings);
        Found(Story.Findings, paragraph => string.Create(CultureInfo.InvariantCulture, $"paragraph {paragraph}"));
        foreach (var (kind, id) in notes.Keys.Where(n => !bodies.Noted.Contains(n)))
            leftOut.Add(new($"{kind} {id}", WordParagraph.Plain(notes[(kind, id)]), "a note that no clause refers to"));
        return assembly.Build([.. clauses.Select(c => c.Draft)], new ImportReport
        {
            Title = title, Pages = Pages, Paragraphs = Story.Paragraphs, LeftOut = leftOut, Warnings = warnings, References = references,
            Labels = bodies.Labels,
        });
    }

    // An export shows its title first of all: what it keeps of it is only the same with its spaces.
    private string? ShownTitle()
    {
        if (Ours?.Title is not { } kept) return null;
        var shown = Blocks.OfType<WordParagraph>().FirstOrDefault(b => b.IsTitle && b.Text.Trim().Length > 0) is { } first
            ? WordBodies.Line(first.Pieces)
            : null;
        return shown is null || shown == WordBodies.Line([new WordPiece.Text(kept, false, false)]) ? kept : shown;
    }

    private Dictionary<WordBlock, OurTag> Marked()
    {
        var marked = new Dictionary<WordBlock, OurTag>();
        foreach (var (name, paragraph) in Story.Findings.Bookmarks)
        {
            if (OurTag.OfBookmark(name) is { } tag && Story.Findings.Holds(name)) marked.TryAdd(paragraph, tag);
        }

        return marked;
    }

    private ClauseKey? Target(WordPiece.Field field, string place, Dictionary<WordParagraph, ClauseKey> opened)
    {
        var printed = WordParagraph.Plain(field.Result);
        if (!Story.Findings.Bookmarks.TryGetValue(field.Bookmark, out var paragraph))
        {
            references.Add(new(place, printed, null, null));
            return null;
        }

        var known = opened.TryGetValue(paragraph, out var key) ? key : (ClauseKey?)null;
        bool? stale = paragraph.Label is { Text.Length: > 0 } label ? !SaysSame(printed, label) : null;
        references.Add(new(place, printed, known, stale));
        return known;
    }

    // A reference may print the whole path, the label alone or, relative to where it stands, any end of the path.
    private static bool SaysSame(string printed, WordLabel label)
    {
        var said = Bare(printed);
        return said.Length > 0
            && (said == Bare(label.Text) || said == Bare(label.Full) || Bare(label.Full).EndsWith(said, StringComparison.Ordinal));
    }

    private static string Bare(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private string Clean(string text, string place)
    {
        var clean = SourceText.Clean(SourceText.Lines(text), out var dropped);
        if (dropped is not null) leftOut.Add(new(place, dropped, "characters that no record takes"));
        return clean;
    }

    private void Notes(WordPackage package, WordStyles styles, WordNumbering numbering, Tracking tracking)
    {
        foreach (var kind in new[] { "footnote", "endnote" })
        {
            foreach (var note in package.Related(kind + "s").SelectMany(r => r.Elements(Ooxml.W + kind)))
            {
                var id = (string?)note.Attribute(Ooxml.W + "id");
                if (id is null || (string?)note.Attribute(Ooxml.W + "type") is not (null or "normal")) continue;
                var story = new WordStory(styles, numbering, tracking);
                var pieces = new List<WordPiece>();
                foreach (var paragraph in story.Read(note).SelectMany(b => b is WordTable t ? t.Paragraphs : [(WordParagraph)b]))
                {
                    if (paragraph.Pieces.Count == 0) continue;
                    if (pieces.Count > 0) pieces.Add(new WordPiece.Text(" ", false, false));
                    pieces.AddRange(paragraph.Pieces.Select(p => p is WordPiece.Break ? new WordPiece.Text(" ", false, false) : p));
                }

                notes.TryAdd((kind, id), pieces);
                Found(story.Findings, _ => $"{kind} {id}");
            }
        }
    }

    private void Surroundings(WordPackage package)
    {
        foreach (var (part, why) in new[] { ("header", "a page header"), ("footer", "a page footer") })
        {
            foreach (var root in package.Related(part))
            {
                var text = string.Join(
                    '\n',
                    root.Descendants(Ooxml.W + "p").Select(p => string.Concat(p.Descendants(Ooxml.W + "t").Select(t => t.Value)))
                        .Where(t => t.Trim().Length > 0));
                if (text.Length > 0) leftOut.Add(new(part, text, why));
            }
        }

        foreach (var comment in package.Related("comments").SelectMany(r => r.Elements(Ooxml.W + "comment")))
        {
            var text = string.Join(
                '\n', comment.Descendants(Ooxml.W + "p").Select(p => string.Concat(p.Descendants(Ooxml.W + "t").Select(t => t.Value))));
            leftOut.Add(
                new(
                    "comment " + (string?)comment.Attribute(Ooxml.W + "id"), text,
                    $"a comment by {(string?)comment.Attribute(Ooxml.W + "author") ?? "somebody"}"));
        }

        if (package.Relationships(package.MainPart).Any(r => r.External && !r.Type.EndsWith("/hyperlink", StringComparison.Ordinal)))
            warnings.Add(new("document", "The file refers to something outside itself, which was not fetched."));
    }

    private static int? PagesOf(WordPackage package)
    {
        var properties = package.Relationships("")
            .FirstOrDefault(r => r.Type.EndsWith("/extended-properties", StringComparison.Ordinal) && !r.External);
        var pages = properties is null
            ? null
            : package.Load(properties.Target)?.Elements().FirstOrDefault(e => e.Name.LocalName == "Pages")?.Value;
        return Ooxml.Whole(pages);
    }

    private void Found(WordFindings findings, Func<int, string> place)
    {
        foreach (var (paragraph, text, why) in findings.LeftOut) leftOut.Add(new(place(paragraph), text, why));
        foreach (var (paragraph, what) in findings.Unread) warnings.Add(new(place(paragraph), $"Not taken: {what}."));
    }
}
