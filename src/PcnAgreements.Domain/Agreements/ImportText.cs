using System.Collections.Immutable;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// A text from a file, whole, into a draft that holds none. Its clauses are the agreement's own, local and unlocked: keys that travelled in
/// the file are kept where they are free, also those of a template's form; all others get new ones, and references in the text follow them.
/// </summary>
/// <param name="Clauses">
/// The clauses in reading order. Whether one is locked or replaceable is not taken: that comes only from a template.
/// </param>
public sealed record ImportText(ImmutableArray<ClauseDraft> Clauses) : AgreementCommand
{
    // A key from a file must not use up the keys that are still to be given.
    private const int LargestKept = 99_999_999;

    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Status != Status.Drafting) return agreement.Not("importing a text", Status.Drafting);
        if (agreement.Text.Standing > 0)
            return new Refusal.WrongState("The draft has a text already; a file is imported into an empty one.");
        if (WholeText.Check(new(), Clauses, "/clauses").Refusal is { } invalid) return invalid;
        return Decision.Of(Added(Keys(agreement)));
    }

    private Dictionary<ClauseKey, ClauseKey> Keys(Agreement agreement)
    {
        var keys = Clauses.Select(c => c.Key).Where(k => IsFree(agreement, k)).ToDictionary(k => k);
        var next = keys.Keys.Select(k => (k.Ordinal ?? 0) + 1).Append(agreement.NextClause).Max();
        foreach (var clause in Clauses)
        {
            if (!keys.ContainsKey(clause.Key)) keys[clause.Key] = ClauseKey.Local(next++);
        }

        return keys;
    }

    // In an agreement that has a template, a key of its form is a slot of some edition, and never a clause of the agreement's own.
    private static bool IsFree(Agreement agreement, ClauseKey key) =>
        key.Ordinal is { } n ? n >= agreement.NextClause && n <= LargestKept : agreement.Template is null && agreement.Find(key) is null;

    private IEnumerable<DomainEvent> Added(Dictionary<ClauseKey, ClauseKey> keys)
    {
        var last = new Dictionary<(ClauseKey? Parent, bool Schedule), ClauseKey>();
        foreach (var clause in Clauses)
        {
            var key = keys[clause.Key];
            ClauseKey? parent = clause.Parent is { } above ? keys[above] : null;
            var wording = Wording.Of(clause.Heading, ClauseReferences.Rekeyed(clause.Body, keys));
            yield return new ClauseAdded(
                key, parent, last.TryGetValue((parent, clause.Schedule), out var after) ? after : null, clause.Schedule, clause.Numbered,
                clause.Blank,
                wording.Heading, wording.Body, wording.Hash);
            last[(parent, clause.Schedule)] = key;
        }
    }
}
