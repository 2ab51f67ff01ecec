using FsCheck;
using FsCheck.Fluent;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Text;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Editing_any_text
{
    private static Agreement Begun => Scenario.Given(InDrafting).And(Network.Circulated).Agreement;

    [Fact]
    public void keeps_every_clause_once_within_six_levels_under_what_stands() => Prop.ForAll(AnyEdits.Arbitrary, edits =>
        edits.On(Begun, (_, _, after) => ShouldBeSound(after.Text)).Version >= 5).QuickCheckThrowOnFailure();

    [Fact]
    public void numbers_what_stands_without_a_gap_and_never_twice() => Prop.ForAll(AnyEdits.Arbitrary, edits =>
    {
        var text = edits.On(Begun).Text;
        var numbers = text.Printed.Where(c => c.Number is not null).Select(c => c.Number!).ToList();
        numbers.ShouldBeUnique();
        foreach (var group in text.Printed.Where(c => c.Number is not null).GroupBy(c => (c.Parent, Top: c.Level == 1 && c.Schedule)))
        {
            var ordinals = Enumerable.Range(1, group.Count());
            var (parent, first) = (group.Key.Parent is { } key ? text.Number(key) : null, group.First());
            group.Select(c => c.Number)
                .ShouldBe(
                    ordinals.Select(
                        n => parent is null ? Numbering.Top(first.Schedule, n) : Numbering.Below(parent, first.Schedule, first.Level, n)));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void changes_no_words_but_by_rewording() => Prop.ForAll(AnyEdits.Arbitrary, edits => edits.On(Begun, (before, command, after) =>
    {
        foreach (var clause in before.Text.All.Where(c => command is not RewordClause r || r.Clause != c.Key))
            (after.Text[clause.Key].Wording.Hash, after.Text[clause.Key].Revision).ShouldBe((clause.Wording.Hash, clause.Revision));
    }).Version > 0).QuickCheckThrowOnFailure();

    [Fact]
    public void changes_the_edit_tag_of_what_is_edited_and_of_nothing_that_is_not() =>
        Prop.ForAll(AnyEdits.Arbitrary, edits => edits.On(Begun, (before, command, after) =>
    {
        if (after.Version == before.Version || command is not ClauseEdit edit) return;
        EditTag.Of(after.Text[edit.Clause]).ShouldNotBe(EditTag.Of(before.Text[edit.Clause]));
        foreach (var clause in before.Text.All.Where(c => !before.Text.IsWithin(c.Key, edit.Clause)))
            after.Text[clause.Key].ShouldBe(clause);
    }).Version > 0).QuickCheckThrowOnFailure();

    [Fact]
    public void lapses_no_stance_by_moving_and_renumbering() => Prop.ForAll(AnyEdits.Arbitrary, AnyEdits.Arbitrary, (first, then) =>
    {
        var text = first.On(Begun);
        var approved = text.Text.All.SelectMany(
            c => new[] { North, South, East }.Select(p => new ClauseApproved(c.Key, c.Revision, c.Wording.Hash, p)))
            .Aggregate(text, (a, e) => a.Evolve(new(a.Version + 1, Scenario.Moment, Approver(e.Party), e)));
        var after = then.On(approved);
        foreach (var clause in approved.Text.All.Where(c => after.Text[c.Key].Revision == c.Revision))
            after.SettledBy(clause.Key).ShouldBe(after.Text[clause.Key].Struck ? SettledBy.NotNeeded : SettledBy.Stances);
    }).QuickCheckThrowOnFailure();

    internal static void ShouldBeSound(ClauseTree text)
    {
        text.All.Select(c => c.Key).ShouldBeUnique();
        text.All.Length.ShouldBe(text.Count);
        text.Printed.Select(c => c.Key).ShouldBe(text.All.Where(c => !c.Struck).Select(c => c.Key));
        text.Standing.ShouldBe(text.Printed.Length);
        text.Bytes.ShouldBe(text.Printed.Sum(c => (long)c.Wording.Bytes));
        foreach (var clause in text.All)
        {
            text.Level(clause.Key).ShouldBeInRange(1, Numbering.DeepestLevel);
            text.Siblings(clause.Parent, clause.Schedule).ShouldContain(clause.Key);
            if (clause.Schedule) clause.Parent.ShouldBeNull();
            if (clause.Parent is { } parent && !clause.Struck) text[parent].Struck.ShouldBeFalse();
            if (clause.StruckWith is { } with) text.IsWithin(clause.Key, with).ShouldBeTrue();
        }
    }
}
