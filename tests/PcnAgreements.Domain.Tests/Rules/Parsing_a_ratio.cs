using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using PcnAgreements.Domain.Rules;
using Shouldly;
using Xunit;

namespace PcnAgreements.Domain.Tests.Rules;

public sealed class Parsing_a_ratio
{
    [Theory]
    [InlineData("1/2")]
    [InlineData("2/4")]
    [InlineData("999999999/999999999")]
    [InlineData("0/5")]
    [InlineData("3/2")]
    [InlineData("1/0")]
    public void Keeps_it_as_it_was_written(string text) => Ratio.Parse(text).ToString().ShouldBe(text);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("/")]
    [InlineData("1/")]
    [InlineData("/2")]
    [InlineData("1/2/3")]
    [InlineData(" 1/2")]
    [InlineData("1 /2")]
    [InlineData("1/2\n")]
    [InlineData("-1/2")]
    [InlineData("+1/2")]
    [InlineData("1/-2")]
    [InlineData("0.5/1")]
    [InlineData("0.5")]
    [InlineData("50%")]
    [InlineData("1e1/20")]
    [InlineData("1,000/2,000")]
    [InlineData("1234567890/1234567890")]
    [InlineData("1/1234567890")]
    [InlineData("١/٢")]
    public void Refuses_any_other_form(string? text) => Ratio.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("1/2", true)]
    [InlineData("1/1", true)]
    [InlineData("1/999999999", true)]
    [InlineData("0/1", false)]
    [InlineData("0/0", false)]
    [InlineData("1/0", false)]
    [InlineData("3/2", false)]
    public void Leaves_the_range_to_be_checked(string text, bool inRange) => Ratio.Parse(text).IsInRange.ShouldBe(inRange);

    [Fact]
    public void Does_not_reduce_it() => Ratio.Parse("2/4").ShouldNotBe(Ratio.Parse("1/2"));

    [Theory]
    [InlineData("1/2", true)]
    [InlineData("499999999/999999998", true)]
    [InlineData("499999999/999999999", false)]
    [InlineData("0/0", false)]
    public void Knows_one_half_however_it_is_written(string text, bool half) => Ratio.Parse(text).IsHalf.ShouldBe(half);

    [Fact]
    public void Compares_exactly_with_the_largest_weights() => Prop.ForAll(
        RuleGenerators.Ratios.ToArbitrary(), Weights, Weights, (ratio, part, whole) =>
            ratio.Compare(part, whole) == (new BigInteger(part) * ratio.Denominator).CompareTo(new BigInteger(whole) * ratio.Numerator))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Gives_the_least_number_that_is_enough() => Prop.ForAll(RuleGenerators.Ratios.ToArbitrary(), Weights, (ratio, whole) =>
    {
        var reaching = ratio.LeastReaching(whole);
        var exceeding = ratio.LeastExceeding(whole);
        return ratio.Compare(reaching, whole) >= 0 && ratio.Compare(reaching - 1, whole) < 0
            && ratio.Compare(exceeding, whole) > 0 && ratio.Compare(exceeding - 1, whole) <= 0;
    }).QuickCheckThrowOnFailure();

    // Up to a hundred parties of the largest weight.
    private static Arbitrary<long> Weights => Gen.OneOf(
        Gen.Choose(0, 30).Select(n => (long)n),
        from high in Gen.Choose(0, 100_000)
        from low in Gen.Choose(0, 999_999_999)
        select high * 1_000_000_000L + low).ToArbitrary();
}
