using PcnAgreements.Faults.Mutants;
using Shouldly;
using Xunit;

namespace PcnAgreements.Faults.Tests;

public sealed class Reading_what_is_asked
{
    [Theory]
    [InlineData("", 3)]
    [InlineData("--minutes 0.5", 0.5)]
    [InlineData("--full --minutes 90", 90)]
    public void takes_so_many_minutes(string words, double minutes) => Rounds.Until(Of(words)).ShouldBe(TimeSpan.FromMinutes(minutes));

    [Theory]
    [InlineData("--full")]
    [InlineData("--operations 1000")]
    public void takes_as_long_as_it_needs_for_so_much(string words) => Rounds.Until(Of(words)).ShouldBe(TimeSpan.MaxValue);

    [Theory]
    [InlineData("--operations")]
    [InlineData("--minutes soon")]
    [InlineData("name")]
    public void takes_nothing_else(string words) =>
        Asked.Read(["--checkout", "/", "--folder", "/", .. words.Split(' ')]).ShouldBeNull();

    [Fact]
    public void names_the_words_that_fit_no_mistake()
    {
        var all = Mutant.All(Surroundings.Checkout);
        var (mutants, unknown) = Hunt.Named(all, ["key-", "TYPO"]);

        mutants.ShouldAllBe(m => m.Name.Contains("key-", StringComparison.Ordinal));
        mutants.ShouldNotBeEmpty();
        unknown.ShouldBe(["TYPO"]);
        Hunt.Named(all, []).Mutants.ShouldBe(all);
    }

    private static Asked Of(string words) =>
        Asked.Read(["--checkout", "/", "--folder", "/", .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)])!;
}
