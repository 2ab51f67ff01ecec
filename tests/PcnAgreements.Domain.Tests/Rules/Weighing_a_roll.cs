using System.Collections.Immutable;
using PcnAgreements.Domain.Rules;
using Shouldly;
using Xunit;

namespace PcnAgreements.Domain.Tests.Rules;

public sealed class Weighing_a_roll
{
    private static readonly DateOnly January = new(2021, 1, 1);
    private static readonly DateOnly April = new(2021, 4, 1);
    private static readonly Voter High = new(RuleGenerators.Practice(0), "High Street Surgery", [new(April, 7_999), new(January, 8_200)]);
    private static readonly Voter Mill = new(RuleGenerators.Practice(1), "Mill Lane", [new(January, 640)]);
    private static readonly Voter New = new(RuleGenerators.Practice(2), "New Practice", []);

    [Fact]
    public void Gives_one_to_each_practice_and_looks_at_no_list() => Weigh(Weighting.OnePerPractice, High, New).Practices
        .ShouldBe([new(High.Ods, High.Name, 1, null), new(New.Ods, New.Name, 1, null)]);

    [Fact]
    public void Takes_the_newest_list_size_and_says_of_which_date() => Weigh(Weighting.ByNewestListSize, High, Mill).Practices
        .ShouldBe([new(High.Ods, High.Name, 7_999, April), new(Mill.Ods, Mill.Name, 640, January)]);

    [Fact]
    public void Takes_the_newest_list_size_on_or_before_a_stated_date()
    {
        Weigh(new Weighting.ListSizeAsAt(April.AddDays(-1)), High).Practices.Single().ShouldBe(new(High.Ods, High.Name, 8_200, January));
        Weigh(new Weighting.ListSizeAsAt(April), High).Practices.Single().ListSizeAsAt.ShouldBe(April);
    }

    [Fact]
    public void Takes_the_later_record_of_two_for_one_date() =>
        Weigh(Weighting.ByNewestListSize, High with { ListSizes = [new(April, 1), new(April, 2)] }).Practices.Single().Weight.ShouldBe(2);

    [Fact]
    public void Gives_one_for_each_full_band_and_at_least_one() => Weigh(new Weighting.Banded(1_000), High, Mill).Practices
        .ShouldBe([new(High.Ods, High.Name, 7, April), new(Mill.Ods, Mill.Name, 1, January)]);

    [Fact]
    public void Gives_the_given_weights() => Weigh(Given(3, 0), High, Mill).Practices
        .ShouldBe([new(High.Ods, High.Name, 3, null), new(Mill.Ods, Mill.Name, 0, null)]);

    [Fact]
    public void Names_the_practices_without_a_list_size()
    {
        foreach (var weighting in new[] { Weighting.ByNewestListSize, new Weighting.Banded(1_000) })
        {
            var weights = Weigh(weighting, High, New);
            weights.Without.ShouldBe([New.Ods]);
            weights.Problem(weighting).ShouldBe("No list size is recorded for Y99903.");
        }
    }

    [Fact]
    public void Names_the_practices_without_a_list_size_that_early()
    {
        var weighting = new Weighting.ListSizeAsAt(January.AddDays(-1));
        Weigh(weighting, High, New).Problem(weighting).ShouldBe("No list size is recorded at or before 2020-12-31 for Y99901, Y99903.");
    }

    [Fact]
    public void Names_the_practices_that_given_weights_leave_out() =>
        Weigh(Given(3, 0), High, Mill, New).Problem(Given(3, 0)).ShouldBe("No weight is given for Y99903.");

    [Fact]
    public void Has_no_problem_when_everybody_has_a_weight() =>
        Weigh(Weighting.OnePerPractice, High, Mill, New).Problem(Weighting.OnePerPractice).ShouldBeNull();

    private static Weights Weigh(Weighting weighting, params Voter[] voters) => Weights.Of(weighting, voters);

    private static Weighting.Given Given(params long[] weights) =>
        new(weights.Select((weight, n) => (weight, n)).ToImmutableSortedDictionary(w => RuleGenerators.Practice(w.n), w => w.weight));
}
