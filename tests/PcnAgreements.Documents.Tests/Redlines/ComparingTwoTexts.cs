using PcnAgreements.Documents.Redlines;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Text;
using static PcnAgreements.Documents.Tests.Texts;

namespace PcnAgreements.Documents.Tests.Redlines;

public sealed class Comparing_two_texts
{
    private static readonly PrintedClause[] Earlier =
    [
        Clause("c1", "1", "First", "one"), Clause("c2", "1.1", null, "sub", 2, "c1"), Clause("c3", "2", "Second", "two"),
        Clause("c4", "3", "Third", "three"),
        Clause("c5", "4", "Fourth", "four"),
    ];

    [Fact]
    public void finds_nothing_in_the_same_text() => Redline.Between(Earlier, Earlier).ShouldAllBe(c => c.Changes == ClauseChanges.None);

    [Fact]
    public void tells_added_struck_and_reworded()
    {
        var later = new[]
        {
            Earlier[0], Earlier[1], Clause("c6", "2", "New", "new"), Clause("c4", "3", "Third", "three and more"), Earlier[4],
        };
        var redline = Redline.Between(Earlier, later);
        redline.Select(c => (c.Clause.Key.ToString(), c.Changes)).ShouldBe(
        [
            ("c1", ClauseChanges.None), ("c2", ClauseChanges.None), ("c3", ClauseChanges.Struck), ("c6", ClauseChanges.Added),
            ("c4", ClauseChanges.Reworded),
            ("c5", ClauseChanges.None),
        ]);
        redline[2].Body.ShouldBe([new(ChangeOp.Delete, "two")]);
        redline[4].Body.ShouldBe([new(ChangeOp.Equal, "three"), new(ChangeOp.Insert, " and more")]);
    }

    [Fact]
    public void calls_moved_only_what_moved_and_not_what_got_another_number()
    {
        var later = new[] { Earlier[4] with { Number = "1" }, Earlier[0] with { Number = "2" }, Earlier[1], Earlier[2], Earlier[3] };
        Redline.Between(Earlier, later).Where(c => c.Changes == ClauseChanges.Moved).Select(c => c.Clause.Key).ShouldBe([Key("c5")]);
        Redline.Between(Earlier, later).Count(c => c.Changes != ClauseChanges.None).ShouldBe(1);
    }

    [Fact]
    public void calls_moved_what_stands_under_another_clause()
    {
        var later = Earlier.Select(c => c.Key == Key("c2") ? c with { Parent = Key("c3") } : c).ToArray();
        Redline.Between(Earlier, later).Single(c => c.Changes != ClauseChanges.None).Changes.ShouldBe(ClauseChanges.Moved);
    }

    [Fact]
    public void calls_restored_what_had_been_struck_and_is_back()
    {
        var before = Earlier.Where(c => c.Key != Key("c4") && c.Key != Key("c5")).ToList();
        var redline = Redline.Between(before, Earlier, new HashSet<ClauseKey> { Key("c4") }).Where(c => c.Changes != ClauseChanges.None);
        redline.Select(c => (c.Clause.Key, c.Changes)).ShouldBe([(Key("c4"), ClauseChanges.Restored), (Key("c5"), ClauseChanges.Added)]);
    }

    [Fact]
    public void keeps_struck_clauses_at_their_old_place_with_all_below_them()
    {
        var later = new[] { Earlier[2], Earlier[4] };
        Redline.Between(Earlier, later).Select(c => c.Clause.Key.ToString()).ShouldBe(["c1", "c2", "c3", "c4", "c5"]);
        Redline.Between(Earlier, []).Select(c => c.Clause.Key.ToString()).ShouldBe(["c1", "c2", "c3", "c4", "c5"]);
    }
}
