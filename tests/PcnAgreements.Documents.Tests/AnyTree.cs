using FsCheck;
using FsCheck.Fluent;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Tests;

/// <summary>Whole texts with clauses on every level, schedules, recitals and blanks, in any words.</summary>
internal static class AnyTree
{
    public static Arbitrary<IReadOnlyList<PrintedClause>> Arbitrary { get; } = Make().ToArbitrary();

    public static ClauseTree Plant(IEnumerable<(int Level, bool Schedule, bool Numbered, bool Blank, Wording Wording)> shapes)
    {
        var tree = ClauseTree.Empty;
        var open = new List<ClauseKey>();
        var last = new Dictionary<(ClauseKey?, bool), ClauseKey>();
        var n = 0;
        foreach (var shape in shapes)
        {
            var level = Math.Min(shape.Level, open.Count + 1);
            open.RemoveRange(level - 1, open.Count - level + 1);
            ClauseKey? parent = level == 1 ? null : open[^1];
            n++;
            var key = n % 7 == 0 ? ClauseKey.Parse($"n{n}.{n + 1}") : ClauseKey.Local(n);
            var schedule = shape.Schedule && level == 1;
            var clause = new Clause
            {
                Key = key, Parent = parent, Schedule = schedule, Numbered = shape.Numbered, Blank = shape.Blank, Wording = shape.Wording
            };
            tree = tree.Add(clause, last.TryGetValue((parent, schedule), out var after) ? after : null);
            last[(parent, schedule)] = key;
            open.Add(key);
        }

        return tree;
    }

    private static Gen<IReadOnlyList<PrintedClause>> Make()
    {
        var shape = Gen.Choose(1, 6).SelectMany(level => Gen.Choose(0, 9).SelectMany(flags => AnyText.Wordings.Select(words =>
            (level, flags % 3 == 0, flags != 5, flags > 7, Short(words)))));
        return shape.ListOf().Select(shapes => (IReadOnlyList<PrintedClause>)Plant(shapes).Printed);
    }

    private static Wording Short(Wording words) =>
        words.Heading is { Length: > 300 } heading ? Wording.Of(string.Concat(heading.EnumerateRunes().Take(100)), words.Body) : words;
}
