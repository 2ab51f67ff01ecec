using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Rules;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Changing_the_terms
{
    private static readonly DateTimeOffset Later = Moment.AddDays(3);

    [Fact]
    public void records_each_thing_that_is_another_and_no_other() =>
        Given(InReview).When(Editor, new ChangeTerms
        {
            Title = "Vaccination site 2", EffectiveFrom = new DateOnly(2020, 4, 1), ReviewBy = Later, SignBy = Later,
        }).Then(
            new TitleChanged("Vaccination site 2"), new EffectiveDateChanged(new(2020, 4, 1)),
            new DeadlineChanged(Deadline.ReviewBy, Later),
            new DeadlineChanged(Deadline.SignBy, Later));

    [Fact]
    public void to_what_they_are_changes_nothing()
    {
        Given(InReview)
            .When(Editor, new ChangeTerms { Title = Drafted.Title, ReviewBy = Network.Circulated.ReviewBy, SignBy = (DateTimeOffset?)null })
                .ThenNothing();
        Given(InDrafting).When(Editor, new ChangeTerms { Rules = AgreementRules.Of(null, null) }).ThenNothing();
        Given(InReview).At(Network.Circulated.ReviewBy.AddDays(1)).When(Editor, new ChangeTerms { ReviewBy = Network.Circulated.ReviewBy })
            .ThenNothing();
    }

    [Fact]
    public void takes_a_deadline_away() =>
        Given(InReview).When(Editor, new ChangeTerms { ReviewBy = (DateTimeOffset?)null })
            .Then(new DeadlineChanged(Deadline.ReviewBy, null));

    [Fact]
    public void changes_the_rules_in_drafting_only()
    {
        var rules = AgreementRules.Of(new(Majority.MoreThan(Ratio.Parse("1/2"))), null, adoptBallot: true);
        Given(InDrafting).When(Editor, new ChangeTerms { Rules = rules }).Then(new RulesChanged(rules));
        Given(Drafted with { Rules = rules }).When(Editor, new ChangeTerms { Rules = (AgreementRules?)null })
            .Then(new RulesChanged(Network.Rules));
        Given(InReview).When(Editor, new ChangeTerms { Rules = rules }).ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void is_refused_once_signing_is_open() =>
        Given(AllApproved).And(new SigningOpened(1, "t", "s", null, null)).When(Editor, new ChangeTerms { Title = "x" })
            .ThenRefused<Refusal.WrongState>();

    [Fact]
    public void is_refused_to_who_has_read_another_version()
    {
        Given(InReview).When(Editor, new ChangeTerms(new(4, 1)) { Title = "x" }).ThenRefused<Refusal.PreconditionFailed>()
            .Clause.ShouldBeNull();
        Given(InReview).When(Editor, new ChangeTerms(new(5, 1)) { Title = "x" }).Then(new TitleChanged("x"));
    }

    [Fact]
    public void takes_no_deadline_that_has_passed_and_no_title_that_says_nothing() =>
        Given(InDrafting).When(Editor, new ChangeTerms { ReviewBy = Moment, SignBy = Moment.AddDays(-1), Title = (string?)null })
            .ThenRefused<Refusal.Invalid>().Errors.Keys.ShouldBe(["/reviewBy", "/signBy", "/title"]);
}
