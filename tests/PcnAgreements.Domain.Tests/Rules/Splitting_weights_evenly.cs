using FsCheck;
using FsCheck.Fluent;
using PcnAgreements.Domain.Rules;
using Shouldly;
using Xunit;

namespace PcnAgreements.Domain.Tests.Rules;

public sealed class Splitting_weights_evenly
{
    [Fact]
    public void Finds_a_split_where_trying_every_side_finds_one() => Prop.ForAll(Weights, weights =>
    {
        var total = weights.Sum();
        var split = total > 0 && Enumerable.Range(0, 1 << weights.Length)
            .Any(side => 2 * weights.Where((_, n) => (side >> n & 1) != 0).Sum() == total);
        return EvenSplit.Exists(weights) == split;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Finds_none_of_nothing()
    {
        EvenSplit.Exists([]).ShouldBe(false);
        EvenSplit.Exists([0, 0]).ShouldBe(false);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(50_000_000)]
    public void Reaches_a_half_at_the_edge_of_a_word_and_of_the_limit(long half)
    {
        EvenSplit.Exists([half, half]).ShouldBe(true);
        EvenSplit.Exists([half - 1, 1, half]).ShouldBe(true);
        EvenSplit.Exists([half - 1, half - 1, 2, 0]).ShouldBe(false);
    }

    [Fact]
    public void Does_not_mistake_a_weight_of_whole_words() => EvenSplit.Exists([64, 65, 127]).ShouldBe(false);

    private static Arbitrary<long[]> Weights => (
        from size in Gen.Choose(0, 8)
        from scale in Gen.Elements(4, 70, 300, 1_000_000)
        from weights in Gen.Choose(0, scale).Select(n => (long)n).ListOf(size)
        select weights.ToArray()).ToArbitrary();
}
