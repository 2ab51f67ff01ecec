using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Text;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Adding_a_clause
{
    private static AddClause Add(Place at = default, string body = "Four.") => new(null, body, at);

    private static readonly ClauseAdded Fourth = Clause(4, "Four.", 3);

    [Fact]
    public void puts_it_last_unless_said_otherwise() => Given(InReview).When(Editor, Add()).Then(Fourth).Decided.Made.ShouldBe("c4");

    [Fact]
    public void puts_it_first_when_it_follows_nothing() =>
        Given(InDrafting).When(Editor, Add(new(default, (ClauseKey?)null))).Then(Fourth with { After = null });

    [Fact]
    public void puts_it_behind_a_sibling() => Given(InDrafting).When(Editor, Add(Place.Of(null, C1))).Then(Fourth with { After = C1 });

    [Fact]
    public void puts_it_beside_the_sibling_it_follows_where_no_parent_is_said() =>
        Given(InDrafting).And(Below(1, 4, "x")).When(Editor, Add(new(default, ClauseKey.Local(4))))
            .Then(Below(1, 5, "Four.", 4));

    [Fact]
    public void puts_a_schedule_among_the_schedules() =>
        Given(InDrafting).When(Editor, new AddClause("Money", "", default, Blank: true, Schedule: true)).Then(
            new ClauseAdded(ClauseKey.Local(4), null, null, true, true, true, "Money", "", Wording.Of("Money", "").Hash));

    [Fact]
    public void never_takes_a_key_again() =>
        Given(InDrafting).And(new ClauseStruck(C3)).When(Editor, Add()).Then(Fourth);

    [Fact]
    public void is_refused_in_signing() =>
        Given(InReview).And(new SigningOpened(1, "t", "s", null, null)).When(Editor, Add()).ThenRefused<Refusal.WrongState>();

    [Fact]
    public void needs_a_parent_that_stands()
    {
        Given(InDrafting).When(Editor, Add(Place.Last(ClauseKey.Local(9)))).ThenInvalid("/parent");
        Given(InDrafting).And(new ClauseStruck(C1)).When(Editor, Add(Place.Last(C1))).ThenInvalid("/parent");
    }

    [Fact]
    public void needs_a_sibling_where_it_is_put()
    {
        Given(InDrafting).When(Editor, Add(Place.Of(C1, C2))).ThenInvalid("/after");
        Given(InDrafting).When(Editor, Add(new(default, ClauseKey.Local(9)))).ThenInvalid("/after");
        Given(InDrafting).When(Editor, new AddClause(null, "", Place.Of(null, C1), Schedule: true)).ThenInvalid("/after");
    }

    [Fact]
    public void takes_a_schedule_only_at_the_top() =>
        Given(InDrafting).When(Editor, new AddClause(null, "", Place.Last(C1), Schedule: true)).ThenInvalid("/schedule");

    [Fact]
    public void goes_no_deeper_than_six_levels()
    {
        var deep = Given(InDrafting).And(Below(1, 4, "2"), Below(4, 5, "3"), Below(5, 6, "4"), Below(6, 7, "5"));
        deep.When(Editor, Add(Place.Last(ClauseKey.Local(7)))).Then(Below(7, 8, "Four.")).Recorded(Editor);
        deep.When(Editor, Add(Place.Last(ClauseKey.Local(8)))).ThenInvalid("/parent");
    }

    [Fact]
    public void stops_at_two_thousand()
    {
        var full = Given(Drafted).And(Enumerable.Range(1, 2_000).Select(n => Clause(n, "", n == 1 ? null : n - 1)));
        full.When(Editor, Add()).ThenInvalid("");
        full.And(new ClauseStruck(C1)).When(Editor, Add()).Then(Clause(2_001, "Four.", 2_000)).Recorded(Editor);
        full.When(Editor, new RestoreClause(C1, Fresh)).ThenInvalid("");
    }
}

public sealed class Moving_a_clause
{
    private static MoveClause Move(ClauseKey clause, Place to, EditTags? ifMatch = null) => new(clause, ifMatch ?? Fresh, to);

    [Fact]
    public void renumbers_and_lapses_nothing()
    {
        var moved = Given(AllApproved).When(Editor, Move(C3, new(default, (ClauseKey?)null))).Then(new ClauseMoved(C3, null, null))
            .Recorded(Editor);
        moved.Agreement.Text.Printed.Select(c => (c.Key, c.Number)).ShouldBe([(C3, "1"), (C1, "2"), (C2, "3")]);
        moved.Agreement.Text.Printed.ShouldAllBe(c => moved.Agreement.SettledBy(c.Key) == SettledBy.Stances);
    }

    [Fact]
    public void takes_along_what_is_below() =>
        Given(InDrafting).And(Below(1, 4, "x")).When(Editor, Move(C1, Place.Last(C2))).Then(new ClauseMoved(C1, C2, null)).Recorded(Editor)
            .Agreement.Text.Printed.Select(c => c.Number).ShouldBe(["1", "1.1", "1.1(a)", "2"]);

    [Fact]
    public void stays_under_its_parent_where_none_is_said() =>
        Given(InDrafting).And(Below(1, 4, "x"), Below(1, 5, "y", 4)).When(Editor, Move(ClauseKey.Local(4), default))
            .Then(new ClauseMoved(ClauseKey.Local(4), C1, ClauseKey.Local(5)));

    [Fact]
    public void to_where_it_stands_changes_nothing()
    {
        Given(InDrafting).When(Editor, Move(C2, Place.Of(null, C1))).ThenNothing();
        Given(InDrafting).When(Editor, Move(C3, default)).ThenNothing();
        Given(InDrafting).When(Editor, Move(C1, Place.Of(null, null))).ThenNothing();
    }

    [Fact]
    public void below_itself_is_invalid()
    {
        Given(InDrafting).And(Below(1, 4, "x")).When(Editor, Move(C1, Place.Last(ClauseKey.Local(4)))).ThenInvalid("/parent");
        Given(InDrafting).When(Editor, Move(C1, Place.Last(C1))).ThenInvalid("/parent");
        Given(InDrafting).When(Editor, Move(C1, Place.Of(null, C1))).ThenInvalid("/after");
    }

    [Fact]
    public void keeps_what_is_below_within_six_levels()
    {
        var deep = Given(InDrafting).And(Below(1, 4, "2"), Below(4, 5, "3"), Below(5, 6, "4"), Below(2, 7, "2"), Below(7, 8, "3"));
        deep.When(Editor, Move(C2, Place.Last(ClauseKey.Local(6)))).ThenInvalid("/parent");
        deep.When(Editor, Move(C2, Place.Last(ClauseKey.Local(5)))).Decided.Refusal.ShouldBeNull();
    }

    [Fact]
    public void keeps_schedules_and_the_main_part_apart()
    {
        var both = Given(InDrafting).And(Clause(4, "S") with { Schedule = true });
        both.When(Editor, Move(ClauseKey.Local(4), Place.Last(C1))).ThenInvalid("/parent");
        both.When(Editor, Move(ClauseKey.Local(4), Place.Of(null, C1))).ThenInvalid("/after");
        both.When(Editor, Move(C1, Place.Of(null, ClauseKey.Local(4)))).ThenInvalid("/after");
        both.When(Editor, Move(C1, Place.Last(ClauseKey.Local(4)))).Then(new ClauseMoved(C1, ClauseKey.Local(4), null));
    }

    [Fact]
    public void is_refused_for_what_is_locked_struck_out_stale_or_gone()
    {
        Given(FromTemplate).When(Editor, Move(N1, default)).ThenRefused<Refusal.WrongState>();
        Given(FromTemplate).When(Editor, Move(ClauseKey.Parse("n3"), Place.Of(null, null))).ThenRefused<Refusal.WrongState>();
        Given(InDrafting).And(new ClauseStruck(C1)).When(Editor, Move(C1, default)).ThenRefused<Refusal.WrongState>();
        Given(InDrafting).And(new ClauseMoved(C1, null, C2)).When(Editor, Move(C1, default, Tag(C1, 2)))
            .ThenRefused<Refusal.PreconditionFailed>();
        Given(InDrafting).When(Editor, Move(ClauseKey.Local(9), default)).ThenRefused<Refusal.NotFound>();
        Given(InReview).And(new SigningOpened(1, "t", "s", null, null)).When(Editor, Move(C1, default)).ThenRefused<Refusal.WrongState>();
    }
}

public sealed class Striking_out_a_clause
{
    private static StrikeClause Strike(ClauseKey clause, EditTags? ifMatch = null) => new(clause, ifMatch ?? Fresh);

    [Fact]
    public void takes_along_what_is_below_and_its_number()
    {
        var struck = Given(InDrafting).And(Below(1, 4, "x")).When(Editor, Strike(C1)).Then(new ClauseStruck(C1)).Recorded(Editor);
        struck.Agreement.Text.Printed.Select(c => (c.Key, c.Number)).ShouldBe([(C2, "1"), (C3, "2")]);
        struck.Agreement.Text.All.Count(c => c.Struck).ShouldBe(2);
    }

    [Fact]
    public void is_allowed_where_others_refer_to_it() => Given(InReview).When(Editor, Strike(C1)).Then(new ClauseStruck(C1));

    [Fact]
    public void a_second_time_changes_nothing() => Given(InReview).And(new ClauseStruck(C1)).When(Editor, Strike(C1)).ThenNothing();

    [Fact]
    public void is_refused_for_what_is_locked_or_has_something_locked_below_or_is_stale_or_gone()
    {
        Given(FromTemplate).When(Editor, Strike(N1)).ThenRefused<Refusal.WrongState>();
        Given(FromTemplate).When(Editor, Strike(ClauseKey.Parse("n3"))).ThenRefused<Refusal.WrongState>();
        Given(InReview).And(Reworded(C1, 2, "x")).When(Editor, Strike(C1, Tag(C1, 2))).ThenRefused<Refusal.PreconditionFailed>();
        Given(InReview).When(Editor, Strike(ClauseKey.Local(9))).ThenRefused<Refusal.NotFound>();
        Given(InReview).And(new SigningOpened(1, "t", "s", null, null)).When(Editor, Strike(C1)).ThenRefused<Refusal.WrongState>();
    }
}

public sealed class Restoring_a_clause
{
    private static RestoreClause Restore(ClauseKey clause, EditTags? ifMatch = null) => new(clause, ifMatch ?? Fresh);

    private static IEnumerable<DomainEvent> StruckOneAfterTheOther =>
        [.. InDrafting, Below(1, 4, "x"), Below(1, 5, "y", 4), new ClauseStruck(ClauseKey.Local(4)), new ClauseStruck(C1)];

    [Fact]
    public void brings_back_only_what_went_with_it() =>
        Given(StruckOneAfterTheOther).When(Editor, Restore(C1)).Then(new ClauseRestored(C1)).Recorded(Editor)
            .Agreement.Text.Printed.Select(c => c.Key).ShouldBe([C1, ClauseKey.Local(5), C2, C3]);

    [Fact]
    public void keeps_the_stances_on_its_words() =>
        Given(AllApproved).And(new ClauseStruck(C1), new ClauseRestored(C1)).Agreement.SettledBy(C1).ShouldBe(SettledBy.Stances);

    [Fact]
    public void a_second_time_changes_nothing() => Given(InReview).When(Editor, Restore(C1)).ThenNothing();

    [Fact]
    public void is_refused_below_what_is_still_struck_out()
    {
        Given(StruckOneAfterTheOther).When(Editor, Restore(ClauseKey.Local(4))).ThenRefused<Refusal.WrongState>();
        Given(StruckOneAfterTheOther).When(Editor, Restore(ClauseKey.Local(5))).ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void is_refused_for_what_is_stale_or_gone_or_frozen()
    {
        Given(InReview).And(new ClauseStruck(C1)).When(Editor, Restore(C1, Tag(C1, 2))).ThenRefused<Refusal.PreconditionFailed>();
        Given(InReview).When(Editor, Restore(ClauseKey.Local(9))).ThenRefused<Refusal.NotFound>();
        Given(InReview).And(new ClauseStruck(C1), new SigningOpened(1, "t", "s", null, null)).When(Editor, Restore(C1))
            .ThenRefused<Refusal.WrongState>();
    }
}
