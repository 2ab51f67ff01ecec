using System.Collections.Immutable;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// A text from a file, whole, into a draft that holds none. Its clauses are the agreement's own: keys of this agreement's form that travelled in
/// the file are kept where they are free; all others get new ones, and references in the text follow them.
/// </summary>
/// <param name="Clauses">The clauses in reading order. Whether one is locked or replaceable is not taken: that comes only from a template.</param>
public sealed record ImportText(ImmutableArray<ClauseDraft> Clauses) : AgreementCommand
{
    // A key from a file must not use up the keys that are still to be given.
    private const int LargestKept = 99_999;

    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Status != Status.Drafting) return agreement.Not("importing a text", Status.Drafting);
        if (agreement.Text.Standing > 0) return new Refusal.WrongState("The draft has a text already; a file is imported into an empty one.");
        if (WholeText.Check(new(), Clauses, "/clauses").Refusal is { } invalid) return invalid;
        return Decision.Of(Added(Keys(agreement)));
    }

    private Dictionary<ClauseKey, ClauseKey> Keys(Agreement agreement)
    {
        var keys = Clauses.Where(c => c.Key.Ordinal is <= LargestKept && c.Key.Ordinal >= agreement.NextClause).ToDictionary(c => c.Key, c => c.Key);
        var next = Math.Max(agreement.NextClause, keys.Keys.Select(k => k.Ordinal!.Value + 1).DefaultIfEmpty(1).Max());
        foreach (var clause in Clauses)
        {
            if (!keys.ContainsKey(clause.Key)) keys[clause.Key] = ClauseKey.Local(next++);
        }

        return keys;
    }

    private IEnumerable<DomainEvent> Added(Dictionary<ClauseKey, ClauseKey> keys)
    {
        var last = new Dictionary<(ClauseKey? Parent, bool Schedule), ClauseKey>();
        foreach (var clause in Clauses)
        {
            var key = keys[clause.Key];
            ClauseKey? parent = clause.Parent is { } above ? keys[above] : null;
            var wording = Wording.Of(clause.Heading, ClauseReferences.Rekeyed(clause.Body, keys));
            yield return new ClauseAdded(
                key, parent, last.TryGetValue((parent, clause.Schedule), out var after) ? after : null, clause.Schedule, clause.Numbered, clause.Blank,
                wording.Heading, wording.Body, wording.Hash);
            last[(parent, clause.Schedule)] = key;
        }
    }
}
