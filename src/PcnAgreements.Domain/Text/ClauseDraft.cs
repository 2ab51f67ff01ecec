namespace PcnAgreements.Domain.Text;

/// <summary>
/// One clause of a text that is written down whole, in reading order: a template edition's, or what an agreement began with.
/// </summary>
/// <param name="Key">Its key, or its slot in a template: the agreement's clause has the same.</param>
/// <param name="Parent">The clause it stands under; null at the top.</param>
/// <param name="Heading">One line; null when there is none.</param>
/// <param name="Body">The words.</param>
/// <param name="Schedule">Whether it is a schedule (at the top only).</param>
/// <param name="Numbered">Whether it takes a number.</param>
/// <param name="Blank">Whether it is there to be filled.</param>
/// <param name="Locked">Whether the national words may not be altered.</param>
/// <param name="Replaceable">Whether the national words may be replaced.</param>
public sealed record ClauseDraft(
    ClauseKey Key, ClauseKey? Parent, string? Heading, string Body, bool Schedule = false, bool Numbered = true, bool Blank = false,
    bool Locked = false, bool Replaceable = false)
{
    /// <summary>The words as they are kept and hashed.</summary>
    public Wording Wording() => Text.Wording.Of(Heading, Body);

    /// <summary>The draft with its words as they are kept.</summary>
    public ClauseDraft AsKept()
    {
        var kept = Wording();
        return this with { Heading = kept.Heading, Body = kept.Body };
    }

    /// <summary>The clause it begins, as revision one.</summary>
    /// <param name="edit">The change it is written with.</param>
    public Clause Clause(Edit edit) => new()
    {
        Key = Key, Parent = Parent, Schedule = Schedule, Numbered = Numbered, Blank = Blank, Locked = Locked, Replaceable = Replaceable,
        Wording = Wording(), Edit = edit,
    };

    /// <summary>A clause as it stands, written down.</summary>
    public static ClauseDraft Of(Clause clause) => new(
        clause.Key, clause.Parent, clause.Wording.Heading, clause.Wording.Body, clause.Schedule, clause.Numbered, clause.Blank,
        clause.Locked,
        clause.Replaceable);

    /// <summary>The tree of clauses listed in reading order, parents before children.</summary>
    public static ClauseTree TreeOf(IEnumerable<ClauseDraft> clauses, Edit edit = default)
    {
        var tree = ClauseTree.Empty;
        foreach (var draft in clauses)
        {
            var siblings = tree.Siblings(draft.Parent, draft.Schedule);
            tree = tree.Add(draft.Clause(edit), siblings.IsEmpty ? null : siblings[^1]);
        }

        return tree;
    }
}
