using System.Collections.Immutable;
using PcnAgreements.Domain.Templates;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// Finds the steps that move a text to another edition, by taking each on the agreement as the event's fold will. Places first, parents
/// before what is below them; then what comes back, other words, and what goes.
/// </summary>
internal sealed class EditionSteps(
    Agreement agreement, Template then, Template now, ImmutableArray<ComparedClause> rows,
    IReadOnlyDictionary<ClauseKey, EditionResolution> resolutions)
{
    private readonly ImmutableArray<EditionStep>.Builder steps = ImmutableArray.CreateBuilder<EditionStep>();
    private readonly Agreement before = agreement;
    private readonly Mark mark = new(agreement.Version + 1, default, Actor.System);
    private readonly Dictionary<ClauseKey, ComparedClause> byKey = rows.ToDictionary(r => r.Clause);
    private readonly (ClauseTree Then, ClauseTree Now) trees = (then.Tree(), now.Tree());
    private Agreement work = agreement;

    /// <summary>Why the steps cannot be taken; known once they have been tried.</summary>
    public Problems Problems { get; } = new();

    /// <summary>The steps, in order.</summary>
    public ImmutableArray<EditionStep> Take()
    {
        foreach (var row in rows.Where(r => r.Ours is { } ours && r.Now is { } next && ours.Schedule != next.Schedule))
            Problems.Add("/template", $"{row.Clause} is a schedule in one text and not in the other");
        foreach (var row in rows.Where(IsBelowWhatGoes))
            Problems.Add($"/resolutions/{row.Clause}", "stands below a clause that goes");
        if (Problems.Any) return [];
        PlaceBelow(null, false);
        PlaceBelow(null, true);
        foreach (var clause in now.Clauses.Where(c => work.Find(c.Key) is not null)) PlaceBelow(clause.Key, false);
        foreach (var clause in work.Text.All) BringBack(clause.Key);
        foreach (var row in rows.Where(r => !Goes(r))) Write(row);
        foreach (var row in rows.Where(Goes)) TakeOut(row);
        Problems
            .When(
                work.Text.All.Any(c => work.Text.Level(c.Key) > Numbering.DeepestLevel), "/template",
                $"would move clauses deeper than {Numbering.DeepestLevel} levels")
            .When(work.Text.Standing > TextRules.Clauses, "/template", TextRules.TooManyClauses)
            .When(work.Text.Bytes > TextRules.Agreement, "/template", TextRules.TooMuchText);
        return steps.ToImmutable();
    }

    private void Add(EditionStep step)
    {
        steps.Add(step);
        work = work.Adopted(step, mark);
    }

    /// <summary>Whether a clause is out afterwards by its own name; what is below goes along.</summary>
    private bool Goes(ComparedClause row) => resolutions.GetValueOrDefault(row.Clause) switch
    {
        EditionResolution.Theirs => row.Now is null && row.State != EditionState.Local,
        EditionResolution.Ours => row.IsOutHere,
        EditionResolution.Words => false,
        _ => row.State == EditionState.Removed || (row.IsOutHere && row.State is EditionState.ChangedHere or EditionState.ChangedAlike),
    };

    private bool IsBelowWhatGoes(ComparedClause row)
    {
        if (!resolutions.ContainsKey(row.Clause) || Goes(row)) return false;
        for (var above = ParentAfter(row.Clause); above is { } key; above = ParentAfter(key))
        {
            if (byKey.TryGetValue(key, out var parent) && Goes(parent)) return true;
        }

        return false;
    }

    private ClauseKey? ParentAfter(ClauseKey key) =>
        byKey.GetValueOrDefault(key)?.Now is { } next && !StaysUnderOurs(key) ? next.Parent : before.Find(key)?.Parent;

    /// <summary>Whether a clause was moved under another here, while the editions agree on where it stands: then it stays there.</summary>
    private bool StaysUnderOurs(ClauseKey key)
    {
        if (!WasMovedHere(key)) return false;
        var seen = new HashSet<ClauseKey> { key };
        var above = before.Text[key].Parent;
        while (above is { } at)
        {
            // The other edition moves what it stands under below it, or takes that away.
            if (!seen.Add(at) || !byKey.TryGetValue(at, out var row) || Goes(row)) return false;
            above = row.Now is null || WasMovedHere(at) ? before.Find(at)?.Parent : row.Now.Parent;
        }

        return true;
    }

    private bool WasMovedHere(ClauseKey key) =>
        byKey.GetValueOrDefault(key) is { Then: { } was, Now: { Locked: false } next, Ours: { } ours }
        && was.Parent == next.Parent && ours.Parent != was.Parent;

    private void PlaceBelow(ClauseKey? parent, bool schedule)
    {
        var national = trees.Now.Siblings(parent, schedule).Where(k => IsHere(k) && (work.Find(k) is null || !StaysUnderOurs(k))).ToList();
        var present = work.Text.Siblings(parent, schedule)
            .Where(k => byKey.GetValueOrDefault(k)?.Now is null || ParentAfter(k) == parent).ToList();
        var known = present.Intersect(national).ToHashSet();
        var sameOrder = trees.Then.Siblings(parent, schedule).Where(known.Contains).SequenceEqual(national.Where(known.Contains));
        var wanted = sameOrder ? Weaving.Weave(present, national) : Weaving.Weave(national, present);
        ClauseKey? after = null;
        foreach (var key in wanted)
        {
            if (work.Find(key) is not { } clause) Add(new(EditionOp.Add, key, byKey[key].Now!.AsKept(), parent, after));
            else if (clause.Parent != parent || Before(key, parent, schedule, wanted) != after) Move(key, parent, after);
            after = key;
        }
    }

    private bool IsHere(ClauseKey key) => work.Find(key) is not null || !Goes(byKey[key]);

    private ClauseKey? Before(ClauseKey key, ClauseKey? parent, bool schedule, List<ClauseKey> wanted)
    {
        // What is about to leave for another parent does not count as a neighbour.
        var siblings = work.Text.Siblings(parent, schedule);
        for (var at = siblings.IndexOf(key) - 1; at >= 0; at--)
        {
            if (wanted.Contains(siblings[at])) return siblings[at];
        }

        return null;
    }

    private void Move(ClauseKey key, ClauseKey? parent, ClauseKey? after)
    {
        if (parent is { } under && work.Text.IsWithin(under, key))
            Problems.Add("/template", $"moves {key} below {under}, which stands below it here; move that first");
        else Add(new(EditionOp.Move, key, null, parent, after));
    }

    // In the order of the text, so that what is above is back before what is below it.
    private void BringBack(ClauseKey key)
    {
        if (byKey.GetValueOrDefault(key) is not { Now: not null } row || Goes(row) || work.Text[key] is not { Struck: true } clause) return;
        if (clause.Parent is { } parent && work.Text[parent].Struck) return;
        Add(new(EditionOp.Restore, key));
    }

    private void Write(ComparedClause row)
    {
        if (row.State == EditionState.Local || work.Find(row.Clause) is not { } clause) return;
        // What the edition no longer has is the agreement's own from now on.
        var flags = row.Now ?? ClauseDraft.Of(clause) with { Locked = false, Replaceable = false };
        var wording = resolutions.GetValueOrDefault(row.Clause) switch
        {
            EditionResolution.Words words => Wording.Of(words.Heading, words.Body),
            EditionResolution.Ours => clause.Wording,
            EditionResolution.Theirs => flags.Wording(),
            _ => row.State == EditionState.ChangedHere ? clause.Wording : flags.Wording(),
        };
        var after = ClauseDraft.Of(clause) with
        {
            Heading = wording.Heading, Body = wording.Body,
            Numbered = flags.Numbered, Blank = flags.Blank, Locked = flags.Locked, Replaceable = flags.Replaceable,
        };
        if (wording != clause.Wording) Add(new(EditionOp.Reword, row.Clause, after));
        else if (after != ClauseDraft.Of(clause)) Add(new(EditionOp.Mark, row.Clause, after));
    }

    private void TakeOut(ComparedClause row)
    {
        // What goes with one above it that the edition does not have either need not be taken out by name.
        if (work.Find(row.Clause) is not { } clause || clause.StruckWith == row.Clause) return;
        if (clause.StruckWith is { } with && byKey.GetValueOrDefault(with) is { Now: null }) return;
        Add(new(EditionOp.Strike, row.Clause));
    }
}
