using System.Diagnostics;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PcnAgreements.Domain.Rules;
using Shouldly;
using Xunit;
using Outcome = PcnAgreements.Domain.Rules.Outcome;

namespace PcnAgreements.Domain.Tests.Rules;

public sealed class Previewing_a_rule
{
    private static readonly DecisionRule Half = new(Majority.MoreThan(Ratio.Parse("1/2")));

    [Fact]
    public void Agrees_with_every_way_to_vote() => Prop.ForAll(RuleGenerators.Scenarios(6), scenario =>
    {
        var preview = RulePreview.Of(scenario.Rule, Voters([.. scenario.Roll.Select(entry => entry.Weight)]));
        var roll = scenario.Roll.Select(entry => entry with { StoodDown = false }).ToList();
        var nobody = new Scenario(scenario.Rule, roll, new Dictionary<OdsCode, CountedChoice>());
        var ways = roll.Aggregate(new[] { nobody }.AsEnumerable(), (so, entry) =>
            so.SelectMany(s => new[] { s.With(entry.Ods, Choice.For), s.With(entry.Ods, Choice.Against) }));
        var canTie = ways.Any(way => PlainCount.Outcome(way) is Outcome.Tied);
        var tooLarge = scenario.Rule.KnowsTies && roll.TrueForAll(e => e.Ods != scenario.Rule.CastingVote)
            && roll.Sum(e => e.Weight) > EvenSplit.Largest;
        Scenario All(Choice choice) => roll.Aggregate(nobody, (s, entry) => s.With(entry.Ods, choice));
        Scenario Without(Scenario s, OdsCode ods) => s with { Choices = s.Choices.Where(c => c.Key != ods).ToDictionary() };
        var carry = roll.Select(e => e.Ods).Where(ods => PlainCount.Outcome(All(Choice.Against).With(ods, Choice.For)) is Outcome.Carried);
        var block = roll.Select(e => e.Ods).Where(ods =>
            new[] { All(Choice.For).With(ods, Choice.Against), All(Choice.For).With(ods, Choice.Abstain), Without(All(Choice.For), ods) }
                .Any(s => PlainCount.Outcome(s) is not Outcome.Carried));
        return preview.CanTie == (tooLarge ? null : canTie) && preview.CarryAlone.SequenceEqual(carry)
            && preview.BlockAlone.SequenceEqual(block);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Shows_who_holds_too_much()
    {
        var preview = RulePreview.Of(Half with { Quorum = new(Ratio.Parse("2/3"), Ratio.Parse("1/2")) }, Voters(12_000, 6_000, 3_000));
        JsonSerializer.Serialize(preview, EventJson.Options).ShouldBe("""
            {"entitled":3,"weight":21000,
            "practices":[{"ods":"Y99901","weight":12000},{"ods":"Y99902","weight":6000},{"ods":"Y99903","weight":3000}],
            "quorum":{"practices":2,"weight":10500},"canTie":false,"carryAlone":["Y99901"],"blockAlone":["Y99901"]}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public void Has_no_quorum_where_the_rule_has_none() => RulePreview.Of(Half, Voters(1, 1)).Quorum.ShouldBeNull();

    [Fact]
    public void Says_that_an_even_number_of_equal_practices_can_tie_and_an_odd_one_cannot()
    {
        RulePreview.Of(Half, Voters(1, 1, 1, 1)).CanTie.ShouldBe(true);
        RulePreview.Of(Half, Voters(1, 1, 1)).CanTie.ShouldBe(false);
    }

    [Fact]
    public void Knows_no_tie_where_a_casting_vote_is_on_the_roll()
    {
        RulePreview.Of(Half with { CastingVote = RuleGenerators.Practice(1) }, Voters(1, 1)).CanTie.ShouldBe(false);
        RulePreview.Of(Half with { CastingVote = RuleGenerators.Practice(9) }, Voters(1, 1)).CanTie.ShouldBe(true);
    }

    [Fact]
    public void Does_not_say_whether_weights_above_a_hundred_million_in_all_can_tie()
    {
        RulePreview.Of(Half, Voters(50_000_000, 50_000_000)).CanTie.ShouldBe(true);
        RulePreview.Of(Half, Voters(50_000_001, 50_000_001)).CanTie.ShouldBeNull();
        RulePreview.Of(new(Majority.Unanimous), Voters(50_000_001, 50_000_001)).CanTie.ShouldBe(false);
    }

    [Fact]
    public void Is_quick_for_a_hundred_practices_at_the_limit()
    {
        // All are multiples of four and half their sum is not, so that every weight is gone through without an early way out.
        long[] weights = [.. Enumerable.Range(0, 99).Select(n => 990_000L + 4 * n), 990_400];
        var watch = Stopwatch.StartNew();
        RulePreview.Of(Half, Voters(weights)).CanTie.ShouldBe(false);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Shows_that_staying_away_can_stop_a_motion_where_the_quorum_needs_everybody() =>
        RulePreview.Of(Half with { Quorum = new(Ratio.Parse("1/1"), null) }, Voters(1, 1, 1)).BlockAlone.Count.ShouldBe(3);

    private static WeighedVoter[] Voters(params long[] weights) =>
        [.. weights.Select((weight, n) => new WeighedVoter(RuleGenerators.Practice(n), $"Surgery {n + 1}", weight, null))];
}
