using System.Text.Json;
using PcnAgreements.Domain.Rules;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Rules.Choice;

namespace PcnAgreements.Domain.Tests.Rules;

/// <summary>The sentences of the contract's "How it is counted", one by one.</summary>
public sealed class Counting_a_ballot
{
    private static readonly DecisionRule Half = new(Majority.MoreThan(Ratio.Parse("1/2")));
    private static readonly DecisionRule ThreeQuarters = new(Majority.AtLeast(Ratio.Parse("3/4")));
    private static readonly DecisionRule Unanimous = new(Majority.Unanimous);

    [Fact]
    public void Is_inquorate_short_of_the_practices_needed_however_they_voted()
    {
        var rule = Half with { Quorum = new(Ratio.Parse("2/3"), null) };
        Count(rule, 6, For, For, For).Outcome.ShouldBe(Outcome.Inquorate);
        Count(rule, 6, For, For, For, Against).Outcome.ShouldBe(Outcome.Carried);
    }

    [Fact]
    public void Is_inquorate_short_of_the_weight_needed()
    {
        var rule = Half with { Quorum = new(null, Ratio.Parse("1/2")) };
        Count(rule, [5, 3, 3], For).Outcome.ShouldBe(Outcome.Inquorate);
        Count(rule, [6, 3, 3], For).Outcome.ShouldBe(Outcome.Carried);
    }

    [Fact]
    public void Needs_both_quorums_where_both_are_asked_for()
    {
        var result = Count(Half with { Quorum = new(Ratio.Parse("2/3"), Ratio.Parse("1/2")) }, [9, 1, 1], For);
        result.Outcome.ShouldBe(Outcome.Inquorate);
        result.Quorum.ShouldBe(new(new(2, 1), new(6, 9), Met: false));
    }

    [Fact]
    public void Counts_abstentions_to_the_quorum_unless_the_rule_says_not()
    {
        var rule = Half with { Quorum = new(Ratio.Parse("1/2"), null) };
        Count(rule, 4, For, Abstain).Outcome.ShouldBe(Outcome.Carried);
        Count(rule with { AbstentionsInQuorum = false }, 4, For, Abstain).Outcome.ShouldBe(Outcome.Inquorate);
    }

    [Fact]
    public void Holds_the_weight_for_against_for_and_against()
    {
        var result = Count(ThreeQuarters, [30, 10, 60], For, Against, Abstain);
        result.Outcome.ShouldBe(Outcome.Carried);
        result.Threshold.ShouldBe(new(Ratio.Parse("3/4"), MajorityTest.AtLeast, false, MajorityBase.ForAndAgainst, 40, 30));
    }

    [Fact]
    public void Holds_the_weight_for_against_all_that_was_cast()
    {
        var result = Count(ThreeQuarters with { Of = MajorityBase.Cast }, [30, 10, 1, 60], For, Against, Abstain);
        result.Outcome.ShouldBe(Outcome.Lost);
        result.Threshold.ShouldBe(new(Ratio.Parse("3/4"), MajorityTest.AtLeast, false, MajorityBase.Cast, 41, 31));
    }

    [Fact]
    public void Holds_the_weight_for_against_the_whole_roll()
    {
        var result = Count(ThreeQuarters with { Of = MajorityBase.Entitled }, [30, 10], For);
        result.Outcome.ShouldBe(Outcome.Carried);
        result.Threshold.ShouldBe(new(Ratio.Parse("3/4"), MajorityTest.AtLeast, false, MajorityBase.Entitled, 40, 30));
        Count(ThreeQuarters with { Of = MajorityBase.Entitled }, [30, 11], For).Outcome.ShouldBe(Outcome.Lost);
    }

    [Fact]
    public void Tells_just_the_share_from_more_than_it()
    {
        Count(new(Majority.AtLeast(Ratio.Parse("2/3"))), 3, For, For, Against).Outcome.ShouldBe(Outcome.Carried);
        var result = Count(new(Majority.MoreThan(Ratio.Parse("2/3"))), 3, For, For, Against);
        result.Outcome.ShouldBe(Outcome.Lost);
        result.Threshold.Needed.ShouldBe(3);
    }

    [Fact]
    public void Is_unanimous_of_those_for_and_against_with_none_against_and_at_least_one_for()
    {
        Count(Unanimous, 3, For, Abstain).Outcome.ShouldBe(Outcome.Carried);
        Count(Unanimous, 3, For, For, Against).Outcome.ShouldBe(Outcome.Lost);
        Count(Unanimous, 3, Abstain, Abstain, Abstain).Outcome.ShouldBe(Outcome.Lost);
        Count(Unanimous, 3, For, Abstain).Threshold.ShouldBe(new(null, null, true, MajorityBase.ForAndAgainst, 1, 1));
    }

    [Fact]
    public void Is_unanimous_of_those_cast_with_no_abstention_either()
    {
        var rule = Unanimous with { Of = MajorityBase.Cast };
        Count(rule, 3, For, For).Outcome.ShouldBe(Outcome.Carried);
        Count(rule, 3, For, Abstain).Outcome.ShouldBe(Outcome.Lost);
        Count(rule, 3, For, Against).Outcome.ShouldBe(Outcome.Lost);
    }

    [Fact]
    public void Is_unanimous_of_those_entitled_with_all_on_the_roll_for()
    {
        Count(DecisionRule.UnanimousOfEntitled, 3, For, For, For).Outcome.ShouldBe(Outcome.Carried);
        Count(DecisionRule.UnanimousOfEntitled, 3, For, For).Outcome.ShouldBe(Outcome.Lost);
        Count(DecisionRule.UnanimousOfEntitled, 3, For, For, Abstain).Outcome.ShouldBe(Outcome.Lost);
    }

    [Fact]
    public void Is_not_unanimous_without_a_practice_whose_vote_weighs_nothing()
    {
        Count(Unanimous, [5, 0], For, Against).Outcome.ShouldBe(Outcome.Lost);
        Count(Unanimous with { Of = MajorityBase.Cast }, [5, 0], For, Abstain).Outcome.ShouldBe(Outcome.Lost);
        Count(DecisionRule.UnanimousOfEntitled, [5, 0], For).Outcome.ShouldBe(Outcome.Lost);
    }

    [Fact]
    public void Is_lost_with_nothing_for()
    {
        foreach (var of in Enum.GetValues<MajorityBase>())
        {
            foreach (var rule in new[] { Half, ThreeQuarters, Unanimous })
            {
                Count(rule with { Of = of }, 3).Outcome.ShouldBe(Outcome.Lost);
                Count(rule with { Of = of }, [0, 0], For).Outcome.ShouldBe(Outcome.Lost);
            }
        }
    }

    [Fact]
    public void Needs_no_number_when_there_is_no_base()
    {
        var result = Count(Half, 3, Abstain);
        result.Threshold.ShouldBe(new(Ratio.Parse("1/2"), MajorityTest.MoreThan, false, MajorityBase.ForAndAgainst, 0, null));
        Count(Unanimous, 3).Threshold.Needed.ShouldBeNull();
    }

    [Fact]
    public void Is_tied_when_both_sides_weigh_the_same_under_more_than_one_half_of_for_and_against()
    {
        Count(Half, [5, 3, 2, 7], For, Against, Against, Abstain).Outcome.ShouldBe(Outcome.Tied);
        Count(new(Majority.MoreThan(Ratio.Parse("2/4"))), 2, For, Against).Outcome.ShouldBe(Outcome.Tied);
    }

    [Fact]
    public void Is_never_tied_under_any_other_majority()
    {
        Count(new(Majority.AtLeast(Ratio.Parse("1/2"))), 2, For, Against).Outcome.ShouldBe(Outcome.Carried);
        Count(new(Majority.MoreThan(Ratio.Parse("1/3"))), 2, For, Against).Outcome.ShouldBe(Outcome.Carried);
        Count(ThreeQuarters, 2, For, Against).Outcome.ShouldBe(Outcome.Lost);
        Count(Half with { Of = MajorityBase.Cast }, 2, For, Against).Outcome.ShouldBe(Outcome.Lost);
        Count(Half with { Of = MajorityBase.Entitled }, 2, For, Against).Outcome.ShouldBe(Outcome.Lost);
        Count(Unanimous, 2, For, Against).Outcome.ShouldBe(Outcome.Lost);
    }

    [Fact]
    public void Lets_the_casting_vote_decide_a_tie_by_how_it_was_voted()
    {
        Count(Half with { CastingVote = RuleGenerators.Practice(0) }, 3, For, Against).Outcome.ShouldBe(Outcome.Carried);
        Count(Half with { CastingVote = RuleGenerators.Practice(1) }, 3, For, Against).Outcome.ShouldBe(Outcome.Lost);
    }

    [Fact]
    public void Stays_tied_when_the_casting_vote_was_not_for_or_against()
    {
        var rule = Half with { CastingVote = RuleGenerators.Practice(2) };
        Count(rule, 3, For, Against).Outcome.ShouldBe(Outcome.Tied);
        Count(rule, 3, For, Against, Abstain).Outcome.ShouldBe(Outcome.Tied);
        Count(rule with { CastingVote = RuleGenerators.Practice(50) }, 3, For, Against).Outcome.ShouldBe(Outcome.Tied);
        var roll = Roll([1, 1, 1]);
        roll[2] = roll[2] with { StoodDown = true };
        Tally.Of(rule, roll, Votes(For, Against, For)).Outcome.ShouldBe(Outcome.Tied);
    }

    [Fact]
    public void Gives_the_casting_vote_no_say_where_there_is_no_tie() =>
        Count(Half with { CastingVote = RuleGenerators.Practice(0) }, 3, Against, For, For).Outcome.ShouldBe(Outcome.Carried);

    [Fact]
    public void Leaves_out_who_stood_down_of_roll_denominator_and_quorum()
    {
        var roll = Roll([1, 1, 1, 1]);
        roll[3] = roll[3] with { StoodDown = true };
        var result = Tally.Of(
            new(Majority.AtLeast(Ratio.Parse("1/1"))) { Of = MajorityBase.Entitled, Quorum = new(Ratio.Parse("1/1"), Ratio.Parse("1/1")) },
            roll, Votes(For, For, For, Against));
        result.Outcome.ShouldBe(Outcome.Carried);
        result.Entitled.ShouldBe(3);
        result.Against.ShouldBe(0);
        result.Quorum.ShouldBe(new(new(3, 3), new(3, 3), Met: true));
        result.ByPractice[3].Choice.ShouldBe(RollChoice.StoodDown);
    }

    [Fact]
    public void Keeps_who_stood_down_in_the_quorum_base_where_the_rule_says_so()
    {
        var roll = Roll([1, 1, 1, 1]);
        roll[3] = roll[3] with { StoodDown = true };
        var rule = Half with { Quorum = new(Ratio.Parse("1/1"), null), Conflicted = ConflictedIn.InQuorumBase };
        var result = Tally.Of(rule, roll, Votes(For, For, For));
        result.Outcome.ShouldBe(Outcome.Inquorate);
        result.Quorum.ShouldBe(new(new(4, 3), null, Met: false));
        result.Entitled.ShouldBe(3);
    }

    [Fact]
    public void Counts_a_vote_by_proxy_with_the_weight_of_who_gave_it()
    {
        var roll = Roll([1, 5, 4]);
        roll[1] = roll[1] with { ProxyHolder = roll[0].Ods };
        Tally.Of(Half, roll, Votes(For, For, Against)).For.ShouldBe(6);
    }

    [Fact]
    public void Is_exact_where_floating_point_is_not()
    {
        // 1/3 of three times 10¹² is 10¹² to the unit.
        long[] weights = [Weighting.Largest, Weighting.Largest, Weighting.Largest];
        var third = Ratio.Parse("333333333/999999999");
        Count(new(Majority.AtLeast(third)) { Of = MajorityBase.Entitled }, weights, For).Outcome.ShouldBe(Outcome.Carried);
        Count(new(Majority.MoreThan(third)) { Of = MajorityBase.Entitled }, weights, For).Outcome.ShouldBe(Outcome.Lost);
    }

    [Fact]
    public void Does_not_look_at_choices_of_who_is_not_on_the_roll() =>
        Count(Half, 1, For, Against, Against).Outcome.ShouldBe(Outcome.Carried);

    [Fact]
    public void Answers_as_the_contract_has_it()
    {
        var roll = Roll([3, 2, 1, 1]);
        roll[3] = roll[3] with { StoodDown = true };
        var votes = Votes(For, Against);
        votes[roll[1].Ods] = new(Against, OnBehalf: true);
        var result = Tally.Of(Half with { Quorum = new(Ratio.Parse("2/3"), null) }, roll, votes);
        var json = JsonSerializer.Serialize(result, EventJson.Options);
        json.ShouldBe("""
            {"outcome":"carried","for":3,"against":2,"abstain":0,"entitled":6,
            "threshold":{"ratio":"1/2","test":"more_than","of":"for_and_against","base":5,"needed":3},
            "quorum":{"practices":{"needed":2,"present":2},"weight":null,"met":true},
            "byPractice":[{"ods":"Y99901","weight":3,"choice":"for"},{"ods":"Y99902","weight":2,"choice":"against","onBehalf":true},
            {"ods":"Y99903","weight":1,"choice":"none"},{"ods":"Y99904","weight":1,"choice":"stood_down"}],
            "explanation":
            """.ReplaceLineEndings("") + JsonSerializer.Serialize(result.Explanation, EventJson.Options) + "}");
        JsonSerializer.Deserialize<TallyResult>(json, EventJson.Options).ShouldBe(result);
    }

    [Fact]
    public void Answers_unanimity_as_the_contract_has_it() => JsonSerializer
        .Serialize(Count(DecisionRule.UnanimousOfEntitled, 2, For).Threshold, EventJson.Options)
        .ShouldBe("""{"unanimous":true,"of":"entitled","base":2,"needed":2}""");

    [Fact]
    public void Gives_a_running_sum_that_shows_what_was_recorded_on_behalf()
    {
        var roll = Roll([3, 2, 1]);
        var votes = Votes(For, Against);
        JsonSerializer.Serialize(Tally.Sum(roll, votes), EventJson.Options)
            .ShouldBe("""{"for":3,"against":2,"abstain":0,"heads":{"for":1,"against":1,"abstain":0}}""");
        votes[roll[0].Ods] = new(For, OnBehalf: true, Confirmed: true);
        Tally.Sum(roll, votes).OnBehalf.ShouldBe(new Amounts(3, 0, 0));
    }

    private static TallyResult Count(DecisionRule rule, int practices, params Choice[] votes) =>
        Count(rule, [.. Enumerable.Repeat(1L, practices)], votes);

    private static TallyResult Count(DecisionRule rule, long[] weights, params Choice[] votes) =>
        Tally.Of(rule, Roll(weights), Votes(votes));

    private static RollEntry[] Roll(long[] weights) =>
        [.. weights.Select((weight, n) => new RollEntry(RuleGenerators.Practice(n), $"Surgery {n + 1}", weight))];

    private static Dictionary<OdsCode, CountedChoice> Votes(params Choice[] votes) =>
        votes.Select((vote, n) => (vote, n)).ToDictionary(v => RuleGenerators.Practice(v.n), v => new CountedChoice(v.vote));
}
