using System.Collections.Immutable;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Rules;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Circulating
{
    private static readonly Circulate Ask = new(Network.Circulated.ReviewBy);

    [Fact]
    public void asks_the_parties_and_fixes_their_weights() => Given(InDrafting).When(Editor, Ask).Then(
        Network.Circulated with { Weights = [.. Network.Circulated.Weights.OrderBy(w => w.Ods)] });

    [Fact]
    public void keeps_the_first_time_for_ever_and_the_message_of_the_last()
    {
        var again = Given(InReview).And(new Recalled("x", Status.Drafting)).At(Moment.AddDays(1))
            .When(Editor, Ask with { Message = "Now." }).Recorded(Editor).Agreement;
        (again.FirstCirculated!.At, again.Message, again.Status).ShouldBe((Moment, "Now.", Status.InReview));
    }

    [Fact]
    public void is_refused_once_it_has_been() => Given(InReview).When(Editor, Ask).ThenRefused<Refusal.WrongState>();

    [Fact]
    public void needs_somebody_to_be_sent_to() =>
        Given(Drafted with { Parties = [] }).When(Editor, Ask).ThenRefused<Refusal.WrongState>();

    [Fact]
    public void takes_no_deadline_that_has_passed_and_no_message_that_is_too_long()
    {
        Given(InDrafting).When(Editor, new Circulate(Moment)).ThenInvalid("/reviewBy");
        Given(InDrafting).When(Editor, Ask with { Message = new('a', 10_001) }).ThenInvalid("/message");
    }

    [Fact]
    public void names_who_has_no_list_size_under_a_rule_that_weighs_by_it()
    {
        var byList = AgreementRules.Of(DecisionRule.UnanimousOfEntitled with { Weight = Weighting.ByNewestListSize }, null);
        Given(InDrafting).And(new RulesChanged(byList)).When(Editor, Ask).ThenRefused<Refusal.Invalid>().Errors[""].Length.ShouldBe(3);
    }

    [Fact]
    public void is_refused_under_rules_that_give_a_part_to_who_is_no_party()
    {
        var half = new DecisionRule(new Majority.Share(Ratio.Parse("1/2"), MajorityTest.MoreThan));
        var (casting, given) =
            (half with { CastingVote = Pcn },
                half with { Weight = new Weighting.Given(new[] { North, South, East, Pcn }.ToImmutableSortedDictionary(o => o, _ => 1L)) });
        foreach (var rules in new[] { AgreementRules.Of(casting, half), AgreementRules.Of(half, casting), AgreementRules.Of(given, half),
            AgreementRules.Of(half, given) })
            Given(InDrafting).And(new RulesChanged(rules)).When(Editor, Ask).ThenRefused<Refusal.Invalid>().Errors[""]
                .ShouldHaveSingleItem().ShouldContain($"{Pcn}");
        Given(InDrafting).And(new RulesChanged(AgreementRules.Of(half with { CastingVote = North }, null)))
            .When(Editor, Ask).Decided.Refusal.ShouldBeNull();
    }
}
