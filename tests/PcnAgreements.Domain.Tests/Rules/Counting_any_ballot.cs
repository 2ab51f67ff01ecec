using FsCheck;
using FsCheck.Fluent;
using PcnAgreements.Domain.Rules;
using Xunit;
using Outcome = PcnAgreements.Domain.Rules.Outcome;

namespace PcnAgreements.Domain.Tests.Rules;

public sealed class Counting_any_ballot
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2_000);

    [Fact]
    public void Comes_out_as_the_contract_says() =>
        Check(scenario => scenario.Outcome == PlainCount.Outcome(scenario));

    [Fact]
    public void Never_turns_carried_into_anything_else_by_one_more_for() =>
        Check(scenario => scenario.Outcome is not Outcome.Carried
            || scenario.Roll.All(entry => scenario.With(entry.Ods, Choice.For).Outcome is Outcome.Carried));

    [Fact]
    public void Never_turns_lost_into_anything_else_by_one_more_against() =>
        Check(scenario => scenario.Outcome is not Outcome.Lost
            || scenario.Roll.All(entry => scenario.With(entry.Ods, Choice.Against).Outcome is Outcome.Lost));

    [Fact]
    public void Does_not_depend_on_the_order_of_the_roll() =>
        Check(scenario => scenario.Outcome == (scenario with { Roll = [.. scenario.Roll.Reverse()] }).Outcome);

    [Fact]
    public void Does_not_depend_on_the_unit_of_the_weights() => Check(scenario => scenario.Outcome
        == (scenario with { Roll = [.. scenario.Roll.Select(entry => entry with { Weight = entry.Weight * 1_000 })] }).Outcome);

    [Fact]
    public void Shows_numbers_from_which_the_outcome_follows() => Check(scenario =>
    {
        var result = Tally.Of(scenario.Rule, scenario.Roll, scenario.Choices);
        if (result.Outcome is Outcome.Inquorate) return result.Quorum is { Met: false };
        if (result.Quorum is { Met: false }) return false;
        var enough = result.Threshold.Needed is { } needed && result.For >= needed && result.For > 0;
        return result.Threshold.Unanimous || result.Outcome is Outcome.Tied || Casting(scenario, result)
            || enough == result.Outcome is Outcome.Carried;
    });

    [Fact]
    public void Adds_up_by_practice_to_its_sums() => Check(scenario =>
    {
        var result = Tally.Of(scenario.Rule, scenario.Roll, scenario.Choices);
        long Of(params RollChoice[] choices) => result.ByPractice.Where(p => choices.Contains(p.Choice)).Sum(p => p.Weight);
        var sums = Tally.Sum(scenario.Roll, scenario.Choices);
        return Of(RollChoice.For) == result.For && Of(RollChoice.Against) == result.Against && Of(RollChoice.Abstain) == result.Abstain
            && result.Entitled == result.For + result.Against + result.Abstain + Of(RollChoice.None)
            && (sums.For, sums.Against, sums.Abstain, sums.Heads) == (result.For, result.Against, result.Abstain, result.Heads)
            && result.Explanation.EndsWith($"{result.Outcome}.", StringComparison.OrdinalIgnoreCase);
    });

    private static bool Casting(Scenario scenario, TallyResult result) => scenario.Rule.KnowsTies && result.For == result.Against;

    private static void Check(Func<Scenario, bool> holds) => Prop.ForAll(RuleGenerators.Scenarios(7), holds).Check(Many);
}
