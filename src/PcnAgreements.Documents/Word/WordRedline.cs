using PcnAgreements.Documents.Redlines;
using PcnAgreements.Documents.Word.Writing;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Word;

/// <summary>Who made a clause what it is in the later text, and when: what Word shows beside the change.</summary>
/// <param name="Author">The person, as a reader should see them.</param>
/// <param name="At">The time of the edit.</param>
public sealed record WordEdit(string Author, DateTimeOffset At);

/// <summary>
/// Writes what changed between two texts as a .docx with tracked changes: accepting all gives the later text, rejecting all the earlier one. A clause that
/// moved is deleted where it stood and inserted where it stands.
/// </summary>
public static class WordRedline
{
    /// <summary>Writes the file to a stream, which stays open and need not seek.</summary>
    /// <param name="earlier">The earlier text in reading order.</param>
    /// <param name="later">The later text, with the facts to print.</param>
    /// <param name="edits">The last edit of each clause that changed.</param>
    /// <param name="other">The edit to name where <paramref name="edits"/> names none.</param>
    /// <param name="target">Where to write.</param>
    public static void Write(
        IReadOnlyList<PrintedClause> earlier, AgreementText later, IReadOnlyDictionary<ClauseKey, WordEdit> edits, WordEdit other, Stream target)
    {
        var maker = new SheetMaker();
        var xml = new WordXml();
        var before = earlier.ToDictionary(c => c.Key);
        var stayed = Stayed(earlier, later.Clauses);
        var (was, now) = (new ReferenceLabels(earlier), new ReferenceLabels(later.Clauses));
        var content = Order(earlier, later.Clauses, stayed).SelectMany(place =>
        {
            var tracked = new TrackedClause(xml, maker, edits.GetValueOrDefault(place.Clause.Key, other));
            if (!place.Later) return tracked.Whole(maker.Clause(place.Clause, was), inserted: false);
            var sheet = maker.Clause(place.Clause, now);
            return stayed.Contains(place.Clause.Key) ? tracked.Between(maker.Clause(before[place.Clause.Key], was), sheet) : tracked.Whole(sheet, inserted: true);
        }).ToList();
        // The last paragraph of a document cannot go: it is one that says nothing.
        WordParts.Save(target, WordParts.Of(later, maker, xml, WordPages.Document(later, xml, [.. WordXml.Parted(content), WordXml.E("p", WordXml.E("pPr", WordXml.V("pStyle", "PcnCell")))])));
    }

    // What stays where it is must stand in the same order in both texts, on the same level and with or without a number as before.
    private static HashSet<ClauseKey> Stayed(IReadOnlyList<PrintedClause> earlier, IReadOnlyList<PrintedClause> later)
    {
        var was = earlier.Select((clause, i) => (clause, i)).ToDictionary(c => c.clause.Key, c => c);
        var common = later.Where(c => was.TryGetValue(c.Key, out var old)
            && (old.clause.Level, old.clause.Schedule, old.clause.Number is null) == (c.Level, c.Schedule, c.Number is null)).ToList();
        return [.. LongestRise.Of(common.ConvertAll(c => was[c.Key].i)).Select(i => common[i].Key)];
    }

    private static IEnumerable<(PrintedClause Clause, bool Later)> Order(IReadOnlyList<PrintedClause> earlier, IReadOnlyList<PrintedClause> later, HashSet<ClauseKey> stayed)
    {
        var at = 0;
        foreach (var clause in later)
        {
            if (stayed.Contains(clause.Key))
            {
                for (; earlier[at].Key != clause.Key; at++) yield return (earlier[at], false);
                at++;
            }

            yield return (clause, true);
        }

        for (; at < earlier.Count; at++) yield return (earlier[at], false);
    }
}
