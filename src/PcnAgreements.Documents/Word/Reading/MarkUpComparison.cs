using PcnAgreements.Documents.Imports;
using PcnAgreements.Documents.Redlines;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>
/// Compares a marked-up export with the text it was exported from: what was moved, reworded, added and struck. Places are said by what
/// stays where it is, so that each proposal holds whatever becomes of the others.
/// </summary>
internal sealed class MarkUpComparison
{
    private readonly OurText ours;
    private readonly MarkUpTraces traces;
    private readonly Dictionary<string, ImportedClause> before;
    private readonly IReadOnlyList<ImportedClause> after;
    private readonly HashSet<ClauseKey> standing;
    private readonly HashSet<ClauseKey> stayed;

    public MarkUpComparison(ImportResult accepted, ImportResult rejected, OurText ours, MarkUpTraces traces)
    {
        (this.ours, this.traces) = (ours, traces);
        before = rejected.Clauses.ToDictionary(c => c.Key.ToString());
        after = Rewritten(accepted.Clauses);
        standing = [.. after.Where(Stands).Select(c => c.Key)];
        stayed =
        [
            .. after.Where(c => standing.Contains(c.Key) && c.Parent == ours.Parent(c.Key.ToString())).GroupBy(c => (c.Parent, Top(c)))
                .SelectMany(Stayed)
        ];
    }

    public IEnumerable<MarkUp> Changes()
    {
        var last = new Dictionary<(ClauseKey?, bool), ClauseKey>();
        foreach (var clause in after)
        {
            var key = clause.Key.ToString();
            ClauseKey? sibling = last.TryGetValue((clause.Parent, Top(clause)), out var stays) ? stays : null;
            if (!IsOurs(clause)) yield return Of(MarkUpOp.Add, clause, sibling, !before.ContainsKey(key) || !clause.Keyed);
            if (!standing.Contains(clause.Key)) continue;
            if (stayed.Contains(clause.Key)) last[(clause.Parent, Top(clause))] = clause.Key;
            else if (!IsLeftBehind(clause)) yield return Of(MarkUpOp.Move, clause, sibling, traces.Moves(key));
            var (was, untouched) = (ours.Wording(key)!, before.TryGetValue(key, out var old) && Words(old) == ours.Wording(key));
            if (Words(clause) != was) yield return Of(MarkUpOp.Reword, clause, null, untouched);
        }

        foreach (var key in ours.Keys.Where(k => !standing.Contains(ClauseKey.Parse(k))))
        {
            yield return new(
                MarkUpOp.Strike, ClauseKey.Parse(key), ours.Wording(key)!, null, null, false, before.ContainsKey(key), traces.Authors(key),
                before.GetValueOrDefault(key)?.Place ?? "document")
            {
                Was = ours.Wording(key),
            };
        }
    }

    private MarkUp Of(MarkUpOp op, ImportedClause clause, ClauseKey? sibling, bool tracked)
    {
        var added = op == MarkUpOp.Add;
        var placed = op != MarkUpOp.Reword;
        var known = clause.Parent is not { } parent || ours.Wording(parent.ToString()) is not null;
        return new(
            op, added ? null : clause.Key, Words(clause), placed && known ? clause.Parent : null, placed ? sibling : null,
            added && Top(clause), tracked,
            added ? clause.Authors : traces.Authors(clause.Key.ToString()), clause.Place)
        {
            Was = added ? null : ours.Wording(clause.Key.ToString()), UnderAdded = placed && !known,
        };
    }

    // A heading that was written anew above what stood below it is the old clause in other words: else what stays would stand below
    // nothing.
    private IReadOnlyList<ImportedClause> Rewritten(IReadOnlyList<ImportedClause> accepted)
    {
        var there = accepted.Where(Stands).Select(c => c.Key.ToString()).ToHashSet();
        var heirs = new Dictionary<ClauseKey, ClauseKey>();
        foreach (var heir in accepted.Where(c => !IsOurs(c)))
        {
            var gone = accepted.Where(c => c.Parent == heir.Key && IsOurs(c)).Select(c => ours.Parent(c.Key.ToString())?.ToString())
                .FirstOrDefault(p => p is not null && !there.Contains(p));
            if (gone is not null && ours.Level(gone) == heir.Level && !heirs.ContainsValue(ClauseKey.Parse(gone)))
                heirs[heir.Key] = ClauseKey.Parse(gone);
        }

        if (heirs.Count == 0) return accepted;
        return [.. accepted.Where(c => Stands(c) || !heirs.ContainsValue(c.Key)).Select(c => c with
        {
            Key = heirs.GetValueOrDefault(c.Key, c.Key), Keyed = c.Keyed || heirs.ContainsKey(c.Key),
            Parent = c.Parent is { } parent ? heirs.GetValueOrDefault(parent, parent) : null,
        })];
    }

    private IEnumerable<ClauseKey> Stayed(IEnumerable<ImportedClause> siblings)
    {
        var order = siblings.ToList();
        return LongestRise.Of(order.ConvertAll(c => ours.Place(c.Key.ToString())), i => !traces.Moves(order[i].Key.ToString()))
            .Select(i => order[i].Key);
    }

    // What stood below a struck clause and was left as it is was not moved by anybody.
    private bool IsLeftBehind(ImportedClause clause) => ours.Parent(clause.Key.ToString()) is { } above && !standing.Contains(above)
        && ours.Level(clause.Key.ToString()) == clause.Level && !traces.Moves(clause.Key.ToString());

    private bool IsOurs(ImportedClause clause) => clause.Keyed && ours.Wording(clause.Key.ToString()) is not null;

    // A clause of which nothing is said any more was struck out.
    private bool Stands(ImportedClause clause) =>
        IsOurs(clause)
            && (Words(clause) is not { Heading: null, IsBlank: true }
                || ours.Wording(clause.Key.ToString()) is { Heading: null, IsBlank: true });

    private static Wording Words(ImportedClause clause) => Wording.Of(clause.Heading, clause.Body);

    private static bool Top(ImportedClause clause) => clause is { Schedule: true, Level: 1 };
}
