using PcnAgreements.Domain.Rules;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Rules.Choice;

namespace PcnAgreements.Domain.Tests.Rules;

public sealed class Explaining_a_count
{
    private static readonly DecisionRule Half = new(Majority.MoreThan(Ratio.Parse("1/2")));

    [Fact]
    public void Says_quorum_sum_and_need() => Explain(
        Half with { Quorum = new(Ratio.Parse("2/3"), null) }, [12_000, 9_000, 2_451, 10_200, 5_000, 700], For, For, For, Against)
        .ShouldBe("4 of 6 practices took part (quorum: 4). For: 23,451 (3 practices); against: 10,200 (1 practice). "
            + "More than 1/2 of 33,651 for and against is needed, that is 16,826: carried.");

    [Fact]
    public void Says_only_one_number_where_every_practice_weighs_one() => Explain(
        new(Majority.AtLeast(Ratio.Parse("3/4"))) { Of = MajorityBase.Entitled }, [1, 1, 1, 1], For, For, Abstain)
        .ShouldBe("3 of 4 practices took part. For: 2; against: 0; abstaining: 1. "
            + "At least 3/4 of 4 entitled to vote is needed, that is 3: lost.");

    [Fact]
    public void Says_what_was_short_of_the_quorum() => Explain(
        Half with { Quorum = new(Ratio.Parse("1/2"), Ratio.Parse("2/3")), AbstentionsInQuorum = false }, [5, 3, 1], For, Abstain)
        .ShouldBe("1 of 3 practices took part, not counting 1 that abstained (quorum: 2), weighing 5 of 9 (quorum: 6). "
            + "For: 5 (1 practice); against: 0 (0 practices); abstaining: 3 (1 practice). The quorum was not met: inquorate.");

    [Fact]
    public void Says_who_decided_a_tie()
    {
        Explain(Half, [1, 1], For, Against).ShouldEndWith("that is 2; for and against weigh the same: tied.");
        Explain(Half with { CastingVote = RuleGenerators.Practice(0) }, [1, 1], For, Against)
            .ShouldEndWith("that is 2; for and against weigh the same, and the casting vote of Surgery 1 (Y99901) was for: carried.");
        Explain(Half with { CastingVote = RuleGenerators.Practice(1) }, [1, 1], For, Against)
            .ShouldEndWith("for and against weigh the same, and the casting vote of Surgery 2 (Y99902) was against: lost.");
        Explain(Half with { CastingVote = RuleGenerators.Practice(2) }, [1, 1, 1], For, Against)
            .ShouldEndWith("the same, and Surgery 3 (Y99903), which has the casting vote, voted neither for nor against: tied.");
    }

    [Fact]
    public void Says_what_unanimity_asks()
    {
        Explain(DecisionRule.UnanimousOfEntitled, [1, 1, 1], For, For)
            .ShouldBe("2 of 3 practices took part. For: 2; against: 0. All 3 practices entitled to vote must be for; 2 are: lost.");
        Explain(new(Majority.Unanimous), [1, 1, 1], For, For, Against)
            .ShouldEndWith("None may be against and at least one must be for; 2 for, 1 against: lost.");
        Explain(new(Majority.Unanimous) { Of = MajorityBase.Cast }, [1, 1], For, Abstain)
            .ShouldEndWith("All votes cast must be for, with no abstention; 1 for, 0 against, 1 abstaining: lost.");
    }

    [Fact]
    public void Says_when_nothing_was_cast() => Explain(Half, [1, 1], Abstain)
        .ShouldBe("1 of 2 practices took part. For: 0; against: 0; abstaining: 1. Nothing was cast for or against: lost.");

    [Fact]
    public void Says_who_stood_down()
    {
        var roll = Roll(1, 1, 1);
        roll[2] = roll[2] with { StoodDown = true };
        Tally.Of(Half, roll, Votes(For, For)).Explanation.ShouldStartWith("2 of 2 practices took part; 1 more stood down. For: 2;");
        Tally.Of(Half with { Quorum = new(Ratio.Parse("1/2"), null), Conflicted = ConflictedIn.InQuorumBase }, roll, Votes(For, For))
            .Explanation.ShouldStartWith("2 of 3 practices took part (quorum: 2); 1 of the 3 stood down. For: 2;");
    }

    [Fact]
    public void Says_how_much_was_recorded_on_behalf_of_practices()
    {
        var votes = Votes(For, Against, For);
        votes[RuleGenerators.Practice(0)] = new(For, OnBehalf: true);
        Tally.Of(Half, Roll(3, 2, 4), votes).Explanation
            .ShouldContain("For: 7 (2 practices); against: 2 (1 practice) (of this, recorded on behalf of practices: for 3, against 0).");
    }

    private static string Explain(DecisionRule rule, long[] weights, params Choice[] votes) =>
        Tally.Of(rule, Roll(weights), Votes(votes)).Explanation;

    private static RollEntry[] Roll(params long[] weights) =>
        [.. weights.Select((weight, n) => new RollEntry(RuleGenerators.Practice(n), $"Surgery {n + 1}", weight))];

    private static Dictionary<OdsCode, CountedChoice> Votes(params Choice[] votes) =>
        votes.Select((vote, n) => (vote, n)).ToDictionary(v => RuleGenerators.Practice(v.n), v => new CountedChoice(v.vote));
}
