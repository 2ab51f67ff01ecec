using System.Collections.Immutable;

namespace PcnAgreements.Domain.Text;

/// <summary>
/// The ordered tree of an agreement's clauses: main clauses, then schedules, each with those below it. Immutable: every change gives a new
/// tree, and what is computed from one (order and numbers, text hash) is computed when first asked for, once. Struck-out clauses keep their
/// place and take no number.
/// </summary>
public sealed class ClauseTree
{
    private readonly ImmutableDictionary<ClauseKey, Clause> clauses;
    private readonly ImmutableDictionary<ClauseKey, ImmutableList<ClauseKey>> below;
    private readonly ImmutableList<ClauseKey> main;
    private readonly ImmutableList<ClauseKey> schedules;
    private Printing? printing;
    private string? textHash;

    private ClauseTree(
        ImmutableDictionary<ClauseKey, Clause> clauses, ImmutableDictionary<ClauseKey, ImmutableList<ClauseKey>> below,
        ImmutableList<ClauseKey> main, ImmutableList<ClauseKey> schedules, int standing, long bytes)
    {
        (this.clauses, this.below, this.main, this.schedules) = (clauses, below, main, schedules);
        (Standing, Bytes) = (standing, bytes);
    }

    /// <summary>No clauses.</summary>
    public static ClauseTree Empty { get; } = new([], ImmutableDictionary<ClauseKey, ImmutableList<ClauseKey>>.Empty, [], [], 0, 0);

    /// <summary>How many clauses there are, struck-out ones included.</summary>
    public int Count => clauses.Count;

    /// <summary>How many clauses stand, struck-out ones left out.</summary>
    public int Standing { get; }

    /// <summary>How much text stands, in bytes of UTF-8, struck-out clauses left out.</summary>
    public long Bytes { get; }

    /// <summary>The clause with a key, struck out or not; null when there is none.</summary>
    public Clause? Find(ClauseKey key) => clauses.GetValueOrDefault(key);

    /// <summary>The clause with a key that is known to be there.</summary>
    /// <exception cref="KeyNotFoundException">There is no such clause.</exception>
    public Clause this[ClauseKey key] => clauses[key];

    /// <summary>Every clause in reading order, struck-out ones in their old place.</summary>
    public ImmutableArray<Clause> All => Computed.All;

    /// <summary>The text as it reads: every clause that stands, in reading order, with its number.</summary>
    public ImmutableArray<PrintedClause> Printed => Computed.Printed;

    /// <summary>SHA-256 over the text; see <see cref="Text.TextHash"/>.</summary>
    public string TextHash => textHash ??= Text.TextHash.Of(Printed);

    /// <summary>The number of a clause; null when it has none or is struck out.</summary>
    public string? Number(ClauseKey key) => Computed.Numbers.GetValueOrDefault(key);

    /// <summary>
    /// The clauses directly below one, or at the top of the main part or of the schedules, struck-out ones included, in order.
    /// </summary>
    public ImmutableList<ClauseKey> Siblings(ClauseKey? parent, bool schedule) =>
        parent is { } key ? below.GetValueOrDefault(key, []) : schedule ? schedules : main;

    /// <summary>Depth from one.</summary>
    public int Level(ClauseKey key)
    {
        var level = 1;
        for (var parent = clauses[key].Parent; parent is { } above; parent = clauses[above].Parent) level++;
        return level;
    }

    /// <summary>How many levels a clause and what is below it take up: one when nothing is below.</summary>
    public int Depth(ClauseKey key) => 1 + Siblings(key, false).Select(Depth).DefaultIfEmpty(0).Max();

    /// <summary>Whether a clause is a schedule or stands in one.</summary>
    public bool InSchedule(ClauseKey key)
    {
        var clause = clauses[key];
        while (clause.Parent is { } above) clause = clauses[above];
        return clause.Schedule;
    }

    /// <summary>Whether one clause is another or stands somewhere below it.</summary>
    public bool IsWithin(ClauseKey key, ClauseKey ancestor)
    {
        for (ClauseKey? at = key; at is { } here; at = clauses[here].Parent)
        {
            if (here == ancestor) return true;
        }

        return false;
    }

    /// <summary>A clause and all below it, itself first, in reading order.</summary>
    public IEnumerable<Clause> Subtree(ClauseKey key) => Siblings(key, false).SelectMany(Subtree).Prepend(clauses[key]);

    /// <summary>The tree with a clause added under its <see cref="Clause.Parent"/>, after a sibling; first when that is null.</summary>
    public ClauseTree Add(Clause clause, ClauseKey? after) =>
        Place(With(clause), clause, after);

    /// <summary>
    /// The tree with a clause, and all below it, under another parent (null: the top), after a sibling; first when that is null.
    /// </summary>
    public ClauseTree Move(ClauseKey key, ClauseKey? parent, ClauseKey? after, Edit edit)
    {
        var clause = clauses[key];
        var without = WithSiblings(clause.Parent, clause.Schedule, s => s.Remove(key));
        var moved = clause with { Parent = parent, Edit = edit };
        return Place(without.With(moved), moved, after);
    }

    /// <summary>The tree with a clause as given in the place of the one with its key; its parent must be the same.</summary>
    public ClauseTree With(Clause clause) => With([clause]);

    /// <summary>The tree with several clauses as given, each in the place of the one with its key.</summary>
    public ClauseTree With(IEnumerable<Clause> changed)
    {
        var (now, standing, bytes) = (clauses.ToBuilder(), Standing, Bytes);
        foreach (var clause in changed)
        {
            Tally(now.GetValueOrDefault(clause.Key), -1);
            Tally(clause, 1);
            now[clause.Key] = clause;
        }

        return new(now.ToImmutable(), below, main, schedules, standing, bytes);

        void Tally(Clause? clause, int times)
        {
            if (clause is not { Struck: false }) return;
            standing += times;
            bytes += times * clause.Wording.Bytes;
        }
    }

    private static ClauseTree Place(ClauseTree tree, Clause clause, ClauseKey? after) =>
        tree.WithSiblings(clause.Parent, clause.Schedule, s => s.Insert(after is { } sibling ? s.IndexOf(sibling) + 1 : 0, clause.Key));

    private ClauseTree WithSiblings(ClauseKey? parent, bool schedule, Func<ImmutableList<ClauseKey>, ImmutableList<ClauseKey>> change)
    {
        var changed = change(Siblings(parent, schedule));
        if (parent is { } key) return new(clauses, below.SetItem(key, changed), main, schedules, Standing, Bytes);
        return schedule
            ? new(clauses, below, main, changed, Standing, Bytes)
            : new(clauses, below, changed, schedules, Standing, Bytes);
    }

    private Printing Computed => printing ??= Printing.Of(this);

    /// <summary>What is computed from a tree, once.</summary>
    private sealed record Printing(
        ImmutableArray<Clause> All, ImmutableArray<PrintedClause> Printed, IReadOnlyDictionary<ClauseKey, string> Numbers)
    {
        public static Printing Of(ClauseTree tree)
        {
            var all = ImmutableArray.CreateBuilder<Clause>(tree.Count);
            var printed = ImmutableArray.CreateBuilder<PrintedClause>(tree.Count);
            Walk(tree, tree.main, (null, 0, false), all, printed);
            Walk(tree, tree.schedules, (null, 0, true), all, printed);
            var numbers = printed.Where(c => c.Number is not null).ToDictionary(c => c.Key, c => c.Number!);
            return new(all.ToImmutable(), printed.ToImmutable(), numbers);
        }

        private static void Walk(
            ClauseTree tree, ImmutableList<ClauseKey> siblings, (string? Number, int Level, bool Schedule) above,
            ImmutableArray<Clause>.Builder all, ImmutableArray<PrintedClause>.Builder printed)
        {
            var ordinal = 0;
            var level = above.Level + 1;
            foreach (var key in siblings)
            {
                var clause = tree.clauses[key];
                all.Add(clause);
                var numbered = clause is { Numbered: true, Struck: false } && (level == 1 || above.Number is not null);
                var number = !numbered ? null
                    : level == 1 ? Numbering.Top(above.Schedule, ++ordinal)
                    : Numbering.Below(above.Number!, above.Schedule, level, ++ordinal);
                if (!clause.Struck) printed.Add(new(key, number, level, clause.Parent, above.Schedule, clause.Wording, clause.Blank));
                Walk(tree, tree.Siblings(key, false), (number, level, above.Schedule), all, printed);
            }
        }
    }
}
