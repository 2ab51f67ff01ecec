using System.Collections.Immutable;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Templates;

/// <summary>How a clause stands between the edition an agreement is of, another edition, and the agreement itself.</summary>
public enum EditionState
{
    /// <summary>The same words in all three.</summary>
    Unchanged,

    /// <summary>Other national words; here it is as it was.</summary>
    ChangedNationally,

    /// <summary>The same national words; other words here, or struck out here.</summary>
    ChangedHere,

    /// <summary>The change was made here already.</summary>
    ChangedAlike,

    /// <summary>Changed on both sides, in different ways: somebody must say which holds.</summary>
    Conflict,

    /// <summary>New in the other edition.</summary>
    Added,

    /// <summary>No longer in the other edition; here it is as it was.</summary>
    Removed,

    /// <summary>A clause of the agreement's own, which no edition has.</summary>
    Local,
}

/// <summary>One clause in three texts.</summary>
/// <param name="Clause">Its key.</param>
/// <param name="State">What has changed where.</param>
/// <param name="Then">As the edition has it that the agreement is of; null when that does not have it.</param>
/// <param name="Now">As the other edition has it; null when that does not have it.</param>
/// <param name="Ours">As it is here, struck out or not; null when it is not here.</param>
public sealed record ComparedClause(ClauseKey Clause, EditionState State, ClauseDraft? Then, ClauseDraft? Now, Clause? Ours)
{
    /// <summary>Its number in the edition the agreement is of.</summary>
    public string? NumberThen { get; init; }

    /// <summary>Its number in the other edition.</summary>
    public string? NumberNow { get; init; }

    /// <summary>Its number here.</summary>
    public string? NumberOurs { get; init; }

    /// <summary>Whether the agreement has no choice: the other edition locks it, or has something below it that cannot go.</summary>
    public bool NationalOnly { get; init; }

    /// <summary>Whether it was taken out here by name, rather than with one above it.</summary>
    internal bool IsOutHere { get; init; }
}

/// <summary>A three-way comparison, clause by clause: national then, national now, ours.</summary>
public static class EditionComparison
{
    /// <summary>
    /// Every clause of the three texts in the other edition's reading order, what only the others have beside its neighbours there.
    /// </summary>
    public static ImmutableArray<ComparedClause> Of(Agreement agreement, Template then, Template now)
    {
        var (was, next) = (then.Clauses.ToDictionary(c => c.Key), now.Clauses.ToDictionary(c => c.Key));
        var (treeThen, treeNow) = (then.Tree(), now.Tree());
        var order = now.Clauses.Select(c => c.Key).ToList();
        order = Weaving.Weave(order, then.Clauses.Select(c => c.Key));
        order = Weaving.Weave(
            order, agreement.Text.All.Where(c => !c.Struck || was.ContainsKey(c.Key) || next.ContainsKey(c.Key)).Select(c => c.Key));
        var rows = order.ToDictionary(key => key, key => Row(agreement.Text, was, key, next.GetValueOrDefault(key)) with
        {
            NumberThen = treeThen.Number(key), NumberNow = treeNow.Number(key), NumberOurs = agreement.Text.Number(key),
        });
        return [.. order.Select(key => WithWhatIsBelow(rows, rows[key], agreement.Text, treeNow))];
    }

    private static ComparedClause Row(ClauseTree text, Dictionary<ClauseKey, ClauseDraft> was, ClauseKey key, ClauseDraft? now)
    {
        var (then, ours) = (was.GetValueOrDefault(key), text.Find(key));
        // What went with one above it is judged by its own words; it comes back with that one.
        var follows = ours is null
            ? then?.Parent is { } parent && text.Find(parent) is not { Struck: false }
            : ours.Struck && ours.StruckWith != key;
        var isOut = !follows && ours is not { Struck: false };
        var wording = isOut ? null : ours?.Wording ?? then?.Wording();
        return new(key, State(then?.Wording(), now?.Wording(), wording, now?.Locked == true), then, now, ours)
        {
            IsOutHere = isOut && then is not null, NationalOnly = now?.Locked == true,
        };
    }

    // Null: it is not there.
    private static EditionState State(Wording? then, Wording? now, Wording? ours, bool locked)
    {
        if (then is null && now is null) return EditionState.Local;
        if (ours == then)
        {
            if (then == now) return EditionState.Unchanged;
            return then is null ? EditionState.Added : now is null ? EditionState.Removed : EditionState.ChangedNationally;
        }

        if (ours == now) return EditionState.ChangedAlike;
        return then == now && !locked ? EditionState.ChangedHere : EditionState.Conflict;
    }

    private static ComparedClause WithWhatIsBelow(
        Dictionary<ClauseKey, ComparedClause> rows, ComparedClause row, ClauseTree text, ClauseTree now)
    {
        // Taking it out would take along what the agreement itself put below it.
        if (row is { State: EditionState.Removed, Ours: { Struck: false } ours } && text.Subtree(ours.Key).Skip(1).Any(Stays))
            return row with { State = EditionState.Conflict };
        // It is out here, and the other edition puts below it what cannot be out.
        if (row is { IsOutHere: true, Now: not null, State: not EditionState.ChangedAlike }
            && now.Subtree(row.Clause).Skip(1).Any(c => c.Locked || text.Find(c.Key) is { Struck: false }))
            return row with { State = EditionState.Conflict, NationalOnly = true };
        return row;

        bool Stays(Clause clause) =>
            !clause.Struck && rows[clause.Key] is { Now: null, State: EditionState.Local or EditionState.Conflict };
    }
}
