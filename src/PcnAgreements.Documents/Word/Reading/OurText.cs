using System.Xml.Linq;
using PcnAgreements.Documents.Imports;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>
/// The text an export was made of, which travels in the file beside what Word shows: so that a clause nobody touched comes back to the
/// letter, whatever Word cannot show of it, and a clause that was touched can be compared with what it was. Whoever sends a file can write
/// it: nothing of it may be taken for what the file shows.
/// </summary>
internal sealed class OurText
{
    public static readonly XNamespace Name = "urn:pcn-agreements:text:1";

    private readonly Dictionary<string, (Wording Kept, Wording? Seen)> clauses = [];
    private readonly Dictionary<string, (int Place, int Level, string? Parent)> places = [];

    /// <summary>The agreement's title.</summary>
    public string? Title { get; private init; }

    /// <summary>The text hash of what was exported.</summary>
    public string? TextHash { get; private init; }

    /// <summary>The keys of the export, in reading order.</summary>
    public IReadOnlyCollection<string> Keys => clauses.Keys;

    public static OurText? Find(WordPackage package)
    {
        var root = package.Related("customXml").FirstOrDefault(r => r.Name == Name + "text");
        if (root is null) return null;
        var text = new OurText { Title = (string?)root.Attribute("title"), TextHash = (string?)root.Attribute("hash") };
        var open = new List<string>();
        foreach (var clause in root.Elements(Name + "clause"))
        {
            if ((string?)clause.Attribute("key") is not { } key || !ClauseKey.TryParse(key, out _)) continue;
            if (Kept(clause) is not { } kept || !text.clauses.TryAdd(key, kept)) continue;
            var level = Math.Clamp(Ooxml.Whole((string?)clause.Attribute("level")) ?? 1, 1, open.Count + 1);
            open.RemoveRange(level - 1, open.Count - level + 1);
            text.places[key] = (text.places.Count, level, open.Count == 0 ? null : open[^1]);
            open.Add(key);
        }

        return text;
    }

    /// <summary>The wording a clause was exported with; null when it was not in the export.</summary>
    public Wording? Wording(string? key) => key is not null && clauses.TryGetValue(key, out var clause) ? clause.Kept : null;

    /// <summary>
    /// What the file says that wording looks like in Word, as exports of ours once said where it differs; null when it says nothing of it.
    /// </summary>
    public Wording? Seen(string key) => clauses[key].Seen;

    /// <summary>Which clause it was in reading order.</summary>
    public int Place(string key) => places[key].Place;

    /// <summary>The level it was on.</summary>
    public int Level(string key) => places[key].Level;

    /// <summary>The clause it stood under; null at the top, or when it was not in the export.</summary>
    public ClauseKey? Parent(string key) =>
        places.TryGetValue(key, out var place) && place.Parent is { } above ? ClauseKey.Parse(above) : null;

    // Words that no record takes are none that were exported.
    private static (Wording Kept, Wording? Seen)? Kept(XElement clause)
    {
        var (heading, body) = (Text(clause, "heading"), Text(clause, "body") ?? "");
        var (seenHeading, seenBody) = (Text(clause, "seen-heading"), Text(clause, "seen-body"));
        foreach (var words in new[] { heading, body, seenHeading, seenBody })
        {
            SourceText.Clean(words ?? "", out var dropped);
            if (dropped is not null) return null;
        }

        return (
            Domain.Text.Wording.Of(heading, body),
            seenHeading is null && seenBody is null ? null : Domain.Text.Wording.Of(seenHeading ?? heading, seenBody ?? body));
    }

    private static string? Text(XElement clause, string name) => clause.Element(Name + name)?.Value;
}
