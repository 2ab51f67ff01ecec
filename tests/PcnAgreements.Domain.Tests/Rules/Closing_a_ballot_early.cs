using FsCheck;
using FsCheck.Fluent;
using PcnAgreements.Domain.Rules;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Rules.Choice;

namespace PcnAgreements.Domain.Tests.Rules;

public sealed class Closing_a_ballot_early
{
    private static readonly DecisionRule Half =
        new(Majority.MoreThan(Ratio.Parse("1/2"))) { Closes = Closing.WhenDecided, Changes = false };

    [Fact]
    public void Waits_until_nothing_that_can_still_happen_changes_the_outcome() =>
        Prop.ForAll(RuleGenerators.Scenarios(5), scenario => Decided.IsDecided(scenario.Rule, scenario.Roll, scenario.Choices)
            == (Completions(scenario).Select(PlainCount.Outcome).Distinct().Count() == 1))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Is_not_undone_by_a_practice_that_stands_down_before_it_votes() =>
        Prop.ForAll(RuleGenerators.Scenarios(7), scenario => !Decided.IsDecided(scenario.Rule, scenario.Roll, scenario.Choices)
            || Unvoted(scenario).All(entry => StandDown(scenario, entry).Outcome == OfFirm(scenario).Outcome))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Is_decided_once_one_side_holds_more_than_all_that_is_left()
    {
        Decided.IsDecided(Half, Roll(1, 1, 1, 1), Votes(For, For)).ShouldBeFalse();
        Decided.IsDecided(Half, Roll(1, 1, 1, 1, 1), Votes(For, For, For)).ShouldBeTrue();
        Decided.IsDecided(Half, Roll(1_000_000_000_000, 1, 1), Votes(Against)).ShouldBeTrue();
    }

    [Fact]
    public void Is_decided_by_a_casting_vote_that_would_win_the_only_tie()
    {
        var roll = Roll(1, 1, 1, 1);
        Decided.IsDecided(Half, roll, Votes(For, For)).ShouldBeFalse();
        Decided.IsDecided(Half with { CastingVote = roll[0].Ods }, roll, Votes(For, For)).ShouldBeTrue();
        Decided.IsDecided(Half with { CastingVote = roll[3].Ods }, roll, Votes(For, For)).ShouldBeFalse();
    }

    [Fact]
    public void Is_not_decided_while_the_quorum_is_open()
    {
        var rule = Half with { Quorum = new(Ratio.Parse("4/5"), null) };
        Decided.IsDecided(rule, Roll(1, 1, 1, 1, 1), Votes(For, For, For)).ShouldBeFalse();
        Decided.IsDecided(rule, Roll(1, 1, 1, 1, 1), Votes(For, For, For, Abstain)).ShouldBeTrue();
    }

    [Fact]
    public void Is_quick_for_a_hundred_practices_of_the_largest_weight() => Decided.IsDecided(
        Half, Roll([.. Enumerable.Repeat(Weighting.Largest, 100)]), Votes([.. Enumerable.Repeat(For, 51)])).ShouldBeTrue();

    [Fact]
    public void Is_never_done_by_what_was_recorded_on_behalf_and_not_confirmed()
    {
        var roll = Roll(1, 1);
        var votes = Votes(For, For);
        votes[roll[1].Ods] = new(For, OnBehalf: true);
        Decided.AllVoted(roll, votes).ShouldBeFalse();
        Decided.IsDecided(Half, roll, votes).ShouldBeFalse();
        votes[roll[1].Ods] = new(For, OnBehalf: true, Confirmed: true);
        Decided.AllVoted(roll, votes).ShouldBeTrue();
        Decided.IsDecided(Half, roll, votes).ShouldBeTrue();
    }

    [Fact]
    public void Does_not_wait_for_who_stood_down()
    {
        var roll = Roll(1, 1);
        roll[1] = roll[1] with { StoodDown = true };
        Decided.AllVoted(roll, Votes(For)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(Closing.AtDeadline, 5, false, false)]
    [InlineData(Closing.AtDeadline, 3, false, false)]
    [InlineData(Closing.WhenAllVoted, 3, false, true)]
    [InlineData(Closing.WhenAllVoted, 5, true, true)]
    [InlineData(Closing.WhenDecided, 2, false, false)]
    [InlineData(Closing.WhenDecided, 3, true, true)]
    public void Is_as_the_rule_says(Closing closes, int votesFor, bool closesEarly, bool byHand)
    {
        var roll = Roll(1, 1, 1, 1, 1);
        var votes = Votes([.. Enumerable.Repeat(For, votesFor)]);
        Decided.ClosesEarly(Half with { Closes = closes }, roll, votes).ShouldBe(closesEarly);
        Decided.MayCloseByHand(Half with { Closes = closes }, roll, votes).ShouldBe(byHand);
    }

    private static IEnumerable<RollEntry> Unvoted(Scenario scenario) =>
        scenario.Roll.Where(entry => !entry.StoodDown && !(scenario.Choices.TryGetValue(entry.Ods, out var choice) && choice.IsFirm));

    private static Scenario OfFirm(Scenario scenario) =>
        scenario with { Choices = scenario.Choices.Where(c => c.Value.IsFirm).ToDictionary(c => c.Key, c => c.Value) };

    private static Scenario StandDown(Scenario scenario, RollEntry entry) =>
        OfFirm(scenario) with { Roll = [.. scenario.Roll.Select(e => e == entry ? e with { StoodDown = true } : e)] };

    private static IEnumerable<Scenario> Completions(Scenario scenario) => Unvoted(scenario).Aggregate(
        new[] { OfFirm(scenario) }.AsEnumerable(),
        (so, entry) => so.SelectMany(s => Enum.GetValues<Choice>().Select(choice => s.With(entry.Ods, choice)).Append(s)));

    private static RollEntry[] Roll(params long[] weights) =>
        [.. weights.Select((weight, n) => new RollEntry(RuleGenerators.Practice(n), $"Surgery {n + 1}", weight))];

    private static Dictionary<OdsCode, CountedChoice> Votes(params Choice[] votes) =>
        votes.Select((vote, n) => (vote, n)).ToDictionary(v => RuleGenerators.Practice(v.n), v => new CountedChoice(v.vote));
}
