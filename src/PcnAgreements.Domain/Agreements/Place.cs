using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// Where a clause is to stand, as a request says it. A sibling to follow that is not said means last, null means first. A parent that is
/// not said is the sibling's, if one is named; else a new clause stands at the top, and one that moves stays under its own.
/// </summary>
/// <param name="Parent">The clause to stand under; null for the top.</param>
/// <param name="After">The sibling to follow; null for none: first.</param>
public readonly record struct Place(Given<ClauseKey?> Parent = default, Given<ClauseKey?> After = default)
{
    /// <summary>Under a clause (null: at the top), after a sibling; first when that is null.</summary>
    public static Place Of(ClauseKey? parent, ClauseKey? after) => new(parent, after);

    /// <summary>Last under a clause (null: at the top).</summary>
    public static Place Last(ClauseKey? parent = null) => new(parent);

    /// <summary>The clause to stand under in a text.</summary>
    internal ClauseKey? ParentIn(ClauseTree text, ClauseKey? present = null) =>
        Parent.Is ? Parent.Or(null) : After.Or(null) is { } sibling ? text.Find(sibling)?.Parent : present;

    /// <summary>The sibling to follow in a text; null: first.</summary>
    /// <param name="text">The text.</param>
    /// <param name="schedule">Whether the clause is a schedule.</param>
    /// <param name="moving">The clause itself, when it is there already.</param>
    internal ClauseKey? AfterIn(ClauseTree text, bool schedule, Clause? moving = null)
    {
        if (After.Is) return After.Or(null);
        var siblings = text.Siblings(ParentIn(text, moving?.Parent), schedule);
        for (var at = siblings.Count - 1; at >= 0; at--)
        {
            if (siblings[at] != moving?.Key) return siblings[at];
        }

        return null;
    }

    /// <summary>What is wrong with standing there.</summary>
    /// <param name="problems">To be added to.</param>
    /// <param name="text">The text.</param>
    /// <param name="schedule">Whether the clause is a schedule.</param>
    /// <param name="depth">How many levels it takes up with what is below it.</param>
    /// <param name="moving">The clause itself, when it is there already.</param>
    internal Problems Check(Problems problems, ClauseTree text, bool schedule, int depth = 1, Clause? moving = null)
    {
        if (ParentIn(text, moving?.Parent) is not { } parent)
            return CheckSibling(problems, text, null, schedule, moving);
        if (text.Find(parent) is not { Struck: false })
            return problems.Add("/parent", $"there is no clause {parent} in the text as it stands");
        if (moving is not null && text.IsWithin(parent, moving.Key))
            return problems.Add("/parent", $"{parent} is {moving.Key} itself or stands below it");
        problems
            .When(schedule, moving is null ? "/schedule" : "/parent", "a schedule stands at the top, under no other clause")
            .When(
                text.Level(parent) + depth > Numbering.DeepestLevel, "/parent",
                $"under {parent} it would go deeper than {Numbering.DeepestLevel} levels");
        return CheckSibling(problems, text, parent, schedule, moving);
    }

    private Problems CheckSibling(Problems problems, ClauseTree text, ClauseKey? parent, bool schedule, Clause? moving)
    {
        if (After.Or(null) is not { } sibling) return problems;
        if (sibling == moving?.Key) return problems.Add("/after", "a clause cannot follow itself");
        var where = parent is { } above ? $"directly under {above}" : schedule ? "among the schedules" : "at the top of the main part";
        return problems.When(!text.Siblings(parent, schedule).Contains(sibling), "/after", $"there is no clause {sibling} {where}");
    }
}
