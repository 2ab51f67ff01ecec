using PcnAgreements.Documents.Redlines;
using PcnAgreements.Documents.Word.Writing;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Word;

/// <summary>Who made a clause what it is in the later text, and when: what Word shows beside the change.</summary>
/// <param name="Author">The person, as a reader should see them.</param>
/// <param name="At">The time of the edit.</param>
public sealed record WordEdit(string Author, DateTimeOffset At);

/// <summary>What was done to a clause between two texts.</summary>
/// <param name="Words">The last edit of its words; null when they were left as they were.</param>
/// <param name="Place">
/// The last edit that added, moved, struck or brought back the clause, or one it stands below; null when none did.
/// </param>
public sealed record WordEdits(WordEdit? Words, WordEdit? Place);

/// <summary>
/// Writes what changed between two texts as a .docx with tracked changes: accepting all gives the later text, rejecting all the earlier
/// one. A clause that moved is deleted where it stood and inserted where it stands; one that has only another number, since a neighbour
/// came or went, is not marked.
/// </summary>
public static class WordRedline
{
    /// <summary>Writes the file to a stream, which stays open and need not seek.</summary>
    /// <param name="earlier">The earlier text in reading order.</param>
    /// <param name="later">The later text, with the facts to print.</param>
    /// <param name="edits">What was done to each clause that somebody changed.</param>
    /// <param name="other">The edit to name where <paramref name="edits"/> names none.</param>
    /// <param name="target">Where to write.</param>
    public static void Write(
        IReadOnlyList<PrintedClause> earlier, AgreementText later, IReadOnlyDictionary<ClauseKey, WordEdits> edits, WordEdit other,
        Stream target)
    {
        var maker = new SheetMaker();
        var xml = new WordXml();
        var stayed = Stayed(earlier, later.Clauses, edits);
        // Whether it is to be filled is no wording, and stands in the mark that a clause goes by.
        var blank = later.Clauses.ToDictionary(c => c.Key, c => c.Blank);
        earlier = [.. earlier.Select(c => stayed.Contains(c.Key) ? c with { Blank = blank[c.Key] } : c)];
        var before = earlier.ToDictionary(c => c.Key);
        var moved = later.Clauses.Select(c => c.Key).Where(k => before.ContainsKey(k) && !stayed.Contains(k)).ToHashSet();
        var (was, now) = (new ReferenceLabels(earlier) { Gone = moved }, new ReferenceLabels(later.Clauses));
        var content = Order(earlier, later.Clauses, stayed).SelectMany(place =>
        {
            var (clause, stays) = (place.Clause, stayed.Contains(place.Clause.Key));
            var tracked = new TrackedClause(xml, maker, Edit(clause, stays, edits, moved) ?? other);
            if (!place.Later) return tracked.Whole(maker.Clause(clause, was), inserted: false);
            var sheet = maker.Clause(clause, now);
            return stays ? tracked.Between(maker.Clause(before[clause.Key], was), sheet) : tracked.Whole(sheet, inserted: true);
        }).ToList();
        // The last paragraph of a document cannot go: it is one that says nothing.
        content = [.. WordXml.Parted(content), WordXml.Empty()];
        WordParts.Save(target, WordParts.Of(later, maker, xml, WordPages.Document(later, xml, content)));
    }

    private static WordEdit? Edit(
        PrintedClause clause, bool stays, IReadOnlyDictionary<ClauseKey, WordEdits> edits, HashSet<ClauseKey> moved)
    {
        var done = edits.GetValueOrDefault(clause.Key, new(null, null));
        if ((stays ? done.Words ?? done.Place : done.Place ?? done.Words) is { } own) return own;
        // Words that nobody touched may refer to a clause that was moved: by whoever moved that.
        return ClauseReferences.In(clause.Wording.Body).Where(moved.Contains).Select(k => edits.GetValueOrDefault(k)?.Place)
            .OfType<WordEdit>().MaxBy(e => e.At);
    }

    // What stays where it is must stand in the same order in both texts, on the same level and with or without a number as before. Of two
    // that changed sides, the one that somebody moved went and the other stayed.
    private static HashSet<ClauseKey> Stayed(
        IReadOnlyList<PrintedClause> earlier, IReadOnlyList<PrintedClause> later, IReadOnlyDictionary<ClauseKey, WordEdits> edits)
    {
        var was = earlier.Select((clause, i) => (clause, i)).ToDictionary(c => c.clause.Key, c => c);
        var common = later.Where(c => was.TryGetValue(c.Key, out var old)
            && (old.clause.Level, old.clause.Schedule, old.clause.Number is null) == (c.Level, c.Schedule, c.Number is null)).ToList();
        var rise = LongestRise.Of(common.ConvertAll(c => was[c.Key].i), i => edits.GetValueOrDefault(common[i].Key)?.Place is null);
        return [.. rise.Select(i => common[i].Key)];
    }

    private static IEnumerable<(PrintedClause Clause, bool Later)> Order(
        IReadOnlyList<PrintedClause> earlier, IReadOnlyList<PrintedClause> later, HashSet<ClauseKey> stayed)
    {
        var (at, come) = (0, new List<PrintedClause>());
        foreach (var clause in later)
        {
            come.Add(clause);
            if (!stayed.Contains(clause.Key)) continue;
            // What goes stands before what comes in its place.
            for (; earlier[at].Key != clause.Key; at++) yield return (earlier[at], false);
            at++;
            foreach (var here in come) yield return (here, true);
            come.Clear();
        }

        for (; at < earlier.Count; at++) yield return (earlier[at], false);
        foreach (var last in come) yield return (last, true);
    }
}
