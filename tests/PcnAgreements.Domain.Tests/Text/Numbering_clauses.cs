using PcnAgreements.Domain.Text;
using Shouldly;
using Xunit;

namespace PcnAgreements.Domain.Tests.Text;

public sealed class Numbering_clauses
{
    [Theory, InlineData(1, "a"), InlineData(26, "z"), InlineData(27, "aa"), InlineData(28, "bb"), InlineData(52, "zz"),
    InlineData(53, "aaa")]
    public void goes_on_after_z_with_doubled_letters(int ordinal, string letters) => Numbering.Letters(ordinal).ShouldBe(letters);

    [Theory, InlineData(1, "i"), InlineData(4, "iv"), InlineData(9, "ix"), InlineData(14, "xiv"), InlineData(40, "xl"),
        InlineData(90, "xc"),
     InlineData(444, "cdxliv"), InlineData(999, "cmxcix"), InlineData(1999, "mcmxcix")]
    public void writes_Roman_numerals_as_Romans_did_at_last(int ordinal, string numeral) => Numbering.Roman(ordinal).ShouldBe(numeral);

    [Fact]
    public void has_a_form_for_each_level_of_the_main_part() =>
        Numbers(Chain(false)).ShouldBe(["1", "1.1", "1.1(a)", "1.1(a)(i)", "1.1(a)(i)(A)", "1.1(a)(i)(A)(1)"]);

    [Fact]
    public void has_a_form_for_each_level_of_a_schedule() => Numbers(Chain(true)).ShouldBe(
        ["Schedule 1", "Schedule 1, 1", "Schedule 1, 1.1", "Schedule 1, 1.1(a)", "Schedule 1, 1.1(a)(i)", "Schedule 1, 1.1(a)(i)(A)"]);

    [Fact]
    public void counts_the_main_part_and_the_schedules_each_by_itself() =>
        Numbers([Top(1), Top(2, schedule: true), Top(3), Top(4, schedule: true)]).ShouldBe(["1", "2", "Schedule 1", "Schedule 2"]);

    [Fact]
    public void gives_none_to_what_takes_none_and_to_all_below_it() =>
        Numbers([Top(1, numbered: false), Below(2, 1), Below(3, 2), Top(4)]).ShouldBe([null, null, null, "1"]);

    [Fact]
    public void passes_over_what_was_struck_out()
    {
        var tree = ClauseDraft.TreeOf([Top(1), Top(2), Top(3)]);
        tree = tree.With(tree[ClauseKey.Local(2)] with { StruckWith = ClauseKey.Local(2) });
        tree.Printed.Select(c => c.Number).ShouldBe(["1", "2"]);
        tree.Number(ClauseKey.Local(2)).ShouldBeNull();
        (tree.Count, tree.Standing).ShouldBe((3, 2));
    }

    private static IEnumerable<string?> Numbers(IEnumerable<ClauseDraft> clauses) =>
        ClauseDraft.TreeOf(clauses).Printed.Select(c => c.Number);

    private static IEnumerable<ClauseDraft> Chain(bool schedule) =>
        Enumerable.Range(1, 6).Select(n => n == 1 ? Top(1, schedule) : Below(n, n - 1));

    private static ClauseDraft Top(int n, bool schedule = false, bool numbered = true) =>
        new(ClauseKey.Local(n), null, null, "x", schedule, numbered);

    private static ClauseDraft Below(int n, int parent) => new(ClauseKey.Local(n), ClauseKey.Local(parent), null, "x");
}
