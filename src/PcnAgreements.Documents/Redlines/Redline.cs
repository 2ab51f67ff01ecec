using PcnAgreements.Domain;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Redlines;

/// <summary>What changed between two texts of an agreement, word by word.</summary>
public static class Redline
{
    /// <summary>
    /// The changes of one text, word by word; never longer than about a second at the longest body the contract allows, at the price of
    /// showing as replaced what has no line, sentence or word in common.
    /// </summary>
    public static IReadOnlyList<Change> OfText(string earlier, string later) => WordDiff.Between(earlier, later);

    /// <summary>
    /// Every clause of either text, unchanged ones too, in the reading order of the later text; what was struck stands after what it used
    /// to follow.
    /// </summary>
    /// <param name="earlier">The earlier text in reading order, struck-out clauses left out.</param>
    /// <param name="later">The later text likewise.</param>
    /// <param name="struck">
    /// Clauses that had been struck out when the text was the earlier one: back in the later one they are restored, not added.
    /// </param>
    public static IReadOnlyList<RedlineClause> Between(
        IReadOnlyList<PrintedClause> earlier, IReadOnlyList<PrintedClause> later, IReadOnlySet<ClauseKey>? struck = null)
    {
        var before = earlier.ToDictionary(c => c.Key);
        var after = later.ToDictionary(c => c.Key);
        var moved = MovedClauses.Between(earlier, later);
        var order = WithStruck(earlier, later, after);
        return [.. order.Select(clause =>
        {
            var was = before.GetValueOrDefault(clause.Key);
            var now = after.GetValueOrDefault(clause.Key);
            var changes = ClauseChanges.None;
            if (was is null) changes |= struck?.Contains(clause.Key) == true ? ClauseChanges.Restored : ClauseChanges.Added;
            else if (now is null) changes |= ClauseChanges.Struck;
            else
            {
                if (was.Wording != now.Wording) changes |= ClauseChanges.Reworded;
                if (moved.Contains(clause.Key)) changes |= ClauseChanges.Moved;
            }

            return new RedlineClause(
                clause, changes, OfText(was?.Wording.Heading ?? "", now?.Wording.Heading ?? ""),
                OfText(was?.Wording.Body ?? "", now?.Wording.Body ?? ""), was);
        })];
    }

    private static List<PrintedClause> WithStruck(
        IReadOnlyList<PrintedClause> earlier, IReadOnlyList<PrintedClause> later, Dictionary<ClauseKey, PrintedClause> after)
    {
        var following = new Dictionary<ClauseKey, List<PrintedClause>>();
        var first = new List<PrintedClause>();
        var group = first;
        foreach (var clause in earlier)
        {
            if (!after.ContainsKey(clause.Key)) group.Add(clause);
            else if (!following.TryGetValue(clause.Key, out group!)) following[clause.Key] = group = [];
        }

        var order = new List<PrintedClause>(first);
        for (var i = 0; i < later.Count; i++)
        {
            order.Add(later[i]);
            if (!following.TryGetValue(later[i].Key, out var struck)) continue;
            // What was added below the clause meanwhile still belongs to it, before a struck neighbour.
            while (struck is [var next, ..] && next.Level <= later[i].Level && i + 1 < later.Count && later[i + 1].Level > next.Level
                && !following.ContainsKey(later[i + 1].Key)) order.Add(later[++i]);
            order.AddRange(struck);
        }

        return order;
    }
}

/// <summary>
/// Which clauses changed their place: those under another parent, and the fewest whose moving explains the new order of the rest.
/// </summary>
internal static class MovedClauses
{
    public static HashSet<ClauseKey> Between(IReadOnlyList<PrintedClause> earlier, IReadOnlyList<PrintedClause> later)
    {
        var was = earlier.Select((clause, i) => (clause, i)).ToDictionary(c => c.clause.Key, c => c);
        var stayed = later.Where(c => was.ContainsKey(c.Key)).ToList();
        var moved = stayed.Where(c => was[c.Key].clause.Parent != c.Parent).Select(c => c.Key).ToHashSet();
        foreach (var siblings in stayed.Where(c => !moved.Contains(c.Key)).GroupBy(c => c.Parent))
        {
            var order = siblings.ToList();
            var kept = LongestRise.Of(order.ConvertAll(c => was[c.Key].i)).ToHashSet();
            for (var i = 0; i < order.Count; i++)
            {
                if (!kept.Contains(i)) moved.Add(order[i].Key);
            }
        }

        return moved;
    }
}
