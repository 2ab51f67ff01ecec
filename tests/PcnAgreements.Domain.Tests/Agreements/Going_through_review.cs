using System.Collections.Immutable;
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
            new TitleChanged("Vaccination site 2"), new EffectiveDateChanged(new(2020, 4, 1)), new DeadlineChanged(Deadline.ReviewBy, Later),
            new DeadlineChanged(Deadline.SignBy, Later));

    [Fact]
    public void to_what_they_are_changes_nothing()
    {
        Given(InReview).When(Editor, new ChangeTerms { Title = Drafted.Title, ReviewBy = Network.Circulated.ReviewBy, SignBy = (DateTimeOffset?)null }).ThenNothing();
        Given(InDrafting).When(Editor, new ChangeTerms { Rules = AgreementRules.Of(null, null) }).ThenNothing();
        Given(InReview).At(Network.Circulated.ReviewBy.AddDays(1)).When(Editor, new ChangeTerms { ReviewBy = Network.Circulated.ReviewBy }).ThenNothing();
    }

    [Fact]
    public void takes_a_deadline_away() =>
        Given(InReview).When(Editor, new ChangeTerms { ReviewBy = (DateTimeOffset?)null }).Then(new DeadlineChanged(Deadline.ReviewBy, null));

    [Fact]
    public void changes_the_rules_in_drafting_only()
    {
        var rules = AgreementRules.Of(new(Majority.MoreThan(Ratio.Parse("1/2"))), null, adoptBallot: true);
        Given(InDrafting).When(Editor, new ChangeTerms { Rules = rules }).Then(new RulesChanged(rules));
        Given(Drafted with { Rules = rules }).When(Editor, new ChangeTerms { Rules = (AgreementRules?)null }).Then(new RulesChanged(Network.Rules));
        Given(InReview).When(Editor, new ChangeTerms { Rules = rules }).ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void is_refused_once_signing_is_open() =>
        Given(AllApproved).And(new SigningOpened(1, "t", "s", null, null)).When(Editor, new ChangeTerms { Title = "x" }).ThenRefused<Refusal.WrongState>();

    [Fact]
    public void is_refused_to_who_has_read_another_version()
    {
        Given(InReview).When(Editor, new ChangeTerms(4) { Title = "x" }).ThenRefused<Refusal.PreconditionFailed>().Clause.ShouldBeNull();
        Given(InReview).When(Editor, new ChangeTerms(5) { Title = "x" }).Then(new TitleChanged("x"));
    }

    [Fact]
    public void takes_no_deadline_that_has_passed_and_no_title_that_says_nothing() =>
        Given(InDrafting).When(Editor, new ChangeTerms { ReviewBy = Moment, SignBy = Moment.AddDays(-1), Title = (string?)null })
            .ThenRefused<Refusal.Invalid>().Errors.Keys.ShouldBe(["/reviewBy", "/signBy", "/title"]);
}

public sealed class Changing_the_parties
{
    private static readonly OdsCode West = OdsCode.Parse("Y99904");
    private static readonly PartyDraft Joining = new(West, PartyRole.Core, null, []);
    private static readonly PartyTerms Terms = Practice(West, "WEST SURGERY");

    private static Scenario In(IEnumerable<DomainEvent> events) => Given(events)
        .Knowing(Organisation(West, "WEST SURGERY")).Knowing(Organisation(North, "NORTH SURGERY")).Knowing(Organisation(Federation, "FEDERATION"));

    [Fact]
    public void adds_one_that_is_not_there() => In(InDrafting).When(Editor, new SetParty(Joining)).Then(new PartyAdded(Terms, null));

    [Fact]
    public void in_review_fixes_the_weight_of_one_that_joins() =>
        In(InReview).When(Editor, new SetParty(Joining)).Then(new PartyAdded(Terms, new(West, "WEST SURGERY", 1, null))).Recorded(Editor)
            .Agreement.Parties[West].Weight.ShouldBe(1);

    [Fact]
    public void in_review_leaves_the_weight_that_was_fixed()
    {
        var heavy = Network.Circulated with { Weights = [new(North, "NORTH SURGERY", 7, null)] };
        In([.. InDrafting, heavy]).When(Editor, new SetParty(new(North, PartyRole.Core, null, [new(Person(9), "partner")])))
            .Then(new PartyChanged(Practice(North, "NORTH SURGERY") with { Signatories = [new(Person(9), "partner")] }, null)).Recorded(Editor)
            .Agreement.Parties[North].Weight.ShouldBe(7);
    }

    [Fact]
    public void in_review_asks_for_the_list_size_that_its_weight_is_read_from()
    {
        var byList = Drafted with { Rules = AgreementRules.Of(DecisionRule.UnanimousOfEntitled with { Weight = Weighting.ByNewestListSize }, null) };
        In([byList, Network.Circulated]).When(Editor, new SetParty(Joining)).ThenInvalid("");
        In([byList]).When(Editor, new SetParty(Joining)).Then(new PartyAdded(Terms, null));
    }

    [Fact]
    public void one_that_loses_its_vote_loses_its_weight() =>
        In(InReview).When(Editor, new SetParty(new(North, PartyRole.Core, false, [])))
            .Then(new PartyChanged(Practice(North, "NORTH SURGERY") with { Votes = false }, null)).Recorded(Editor)
            .Agreement.Parties[North].Weight.ShouldBeNull();

    [Fact]
    public void to_what_they_are_changes_nothing()
    {
        In(InReview).When(Editor, new SetParty(new(North, PartyRole.Core, true, []))).ThenNothing();
        var named = new PartyDraft(North, PartyRole.Core, null, [new(Person(9), "partner")]);
        In(InReview).When(Editor, new SetParty(named)).Recorded(Editor).When(Editor, new SetParty(named)).ThenNothing();
    }

    [Fact]
    public void is_refused_for_whom_nobody_knows_and_in_signing_and_to_who_has_read_another_version()
    {
        Given(InDrafting).When(Editor, new SetParty(Joining)).ThenRefused<Refusal.NotFound>();
        In([.. InReview, new SigningOpened(1, "t", "s", null, null)]).When(Editor, new SetParty(Joining)).ThenRefused<Refusal.WrongState>();
        In(InReview).When(Editor, new SetParty(Joining, 2)).ThenRefused<Refusal.PreconditionFailed>();
    }

    [Fact]
    public void stops_at_a_hundred()
    {
        var parties = Enumerable.Range(0, 100).Select(n => Practice(OdsCode.Parse($"A{10000 + n}"), "A")).ToImmutableArray();
        In([Drafted with { Parties = parties }]).When(Editor, new SetParty(Joining)).ThenInvalid("");
    }

    [Fact]
    public void an_editor_takes_one_out_until_it_has_been_asked_anything()
    {
        Given(InDrafting).When(Editor, new RemoveParty(North)).Then(new PartyRemoved(North));
        Given(InReview).When(Editor, new RemoveParty(North)).ThenRefused<Refusal.NotEntitled>();
        Given(InReview).And(new Recalled("x", Status.Drafting)).When(Editor, new RemoveParty(North)).ThenRefused<Refusal.NotEntitled>();
    }

    [Fact]
    public void one_leaves_by_its_own_signatory()
    {
        Given(InReview).When(Signatory(North), new RemoveParty(North)).Then(new PartyRemoved(North)).Recorded(Signatory(North))
            .When(Signatory(North), new RemoveParty(North)).ThenRefused<Refusal.NotFound>();
        Given(InReview).When(Signatory(South), new RemoveParty(North)).ThenRefused<Refusal.NotEntitled>();
        Given(InReview).When(Signatory(North), new RemoveParty(North, 2)).ThenRefused<Refusal.PreconditionFailed>();
        Given(AllApproved).And(new SigningOpened(1, "t", "s", null, null)).When(Signatory(North), new RemoveParty(North))
            .ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void leaves_the_roll_of_a_ballot_that_is_open() =>
        Given(InReview).And(Ballots.Open).When(Signatory(North), new RemoveParty(North)).Recorded(Signatory(North))
            .Agreement.Find(new BallotKey(1))!.OnRoll(North).ShouldBeTrue();
}

public sealed class Circulating
{
    private static readonly Circulate Ask = new(Network.Circulated.ReviewBy);

    [Fact]
    public void asks_the_parties_and_fixes_their_weights() => Given(InDrafting).When(Editor, Ask).Then(
        Network.Circulated with { Weights = [.. Network.Circulated.Weights.OrderBy(w => w.Ods)] });

    [Fact]
    public void keeps_the_first_time_for_ever_and_the_message_of_the_last()
    {
        var again = Given(InReview).And(new Recalled("x", Status.Drafting)).At(Moment.AddDays(1)).When(Editor, Ask with { Message = "Now." }).Recorded(Editor).Agreement;
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
}

public sealed class Recalling
{
    [Fact]
    public void goes_one_step_back()
    {
        Given(InReview).When(Editor, new Recall("Not ready.")).Then(new Recalled("Not ready.", Status.Drafting)).Recorded(Editor)
            .Agreement.Status.ShouldBe(Status.Drafting);
        var signing = Given(AllApproved).And(new SigningOpened(1, "t", "s", null, null)).When(Editor, new Recall("A mistake."))
            .Then(new Recalled("A mistake.", Status.InReview)).Recorded(Editor).Agreement;
        (signing.Status, signing.Round, signing.SettledBy(C1)).ShouldBe((Status.InReview, null, SettledBy.Stances));
    }

    [Fact]
    public void to_drafting_calls_off_the_ballots() =>
        Given(InReview).And(Ballots.Open).When(Editor, new Recall("Not ready."))
            .Then(new Recalled("Not ready.", Status.Drafting), new BallotCancelled(new(1), "The agreement was recalled to drafting."))
            .Decided.Events[1].BySystem.ShouldBeTrue();

    [Fact]
    public void is_refused_where_nothing_is_asked_of_anyone() => Given(InDrafting).When(Editor, new Recall("x")).ThenRefused<Refusal.WrongState>();

    [Fact]
    public void needs_a_reason() => Given(InReview).When(Editor, new Recall("")).ThenInvalid("/reason");
}

public sealed class Ending
{
    private static IEnumerable<DomainEvent> InForce => [.. AllApproved, new SigningOpened(1, "t", "s", null, null), new CameIntoForce(new(2020, 12, 4))];

    private static readonly AgreementId Variation = new(Guid.Parse("0190a1b2-c3d4-7e5f-8a6b-000000000002"));

    private static Agreement VariationFrom(DateOnly day) => Given(
        Drafted with { Agreement = Variation, VariationOf = Id }, Network.Circulated, new SigningOpened(1, "t", "s", null, null), new CameIntoForce(day)).Agreement;

    [Fact]
    public void is_withdrawing_before_it_is_in_force()
    {
        Given(InDrafting).When(Editor, new EndAgreement(EndKind.Withdrawn, "x")).Then(new Ended(EndKind.Withdrawn, "x"));
        Given(InReview).And(Ballots.Open).When(Editor, new EndAgreement(EndKind.Withdrawn, "x"))
            .Then(new Ended(EndKind.Withdrawn, "x"), new BallotCancelled(new(1), "The agreement was ended."));
        Given(InReview).When(Editor, new EndAgreement(EndKind.Terminated, "x")).ThenRefused<Refusal.WrongState>();
    }

    [Theory, InlineData(EndKind.Terminated), InlineData(EndKind.Expired)]
    public void is_terminating_or_expiring_once_it_is(EndKind kind)
    {
        Given(InForce).When(Editor, new EndAgreement(kind, "x")).Then(new Ended(kind, "x")).Recorded(Editor)
            .When(Editor, new EndAgreement(kind, "x")).ThenRefused<Refusal.WrongState>();
        Given(InForce).When(Editor, new EndAgreement(EndKind.Withdrawn, "x")).ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void needs_a_reason_and_a_kind_that_can_be_chosen()
    {
        Given(InForce).When(Editor, new EndAgreement(EndKind.Terminated, " ")).ThenInvalid("/reason");
        Given(InForce).When(Editor, new EndAgreement(EndKind.Superseded, "x")).ThenInvalid("/kind");
    }

    [Fact]
    public void comes_by_itself_on_the_day_a_variation_takes_effect()
    {
        var superseded = Given(InForce).Knowing(VariationFrom(new(2020, 12, 4))).When(Actor.System, new EndSuperseded(Variation))
            .Then(new Ended(EndKind.Superseded, null, Variation)).ThenElsewhere(StreamId.Of(Variation), new ParentSuperseded(Id));
        superseded.Recorded(Actor.System).Agreement.End!.SupersededBy.ShouldBe(Variation);
        Given(InForce).Knowing(VariationFrom(new(2020, 12, 5))).When(Actor.System, new EndSuperseded(Variation)).ThenRefused<Refusal.WrongState>();
        Given(InForce).When(Actor.System, new EndSuperseded(Variation)).ThenRefused<Refusal.NotFound>();
    }

    [Fact]
    public void by_a_variation_is_noted_once()
    {
        var variation = VariationFrom(new(2020, 12, 4));
        Given(InForce).And(new Ended(EndKind.Terminated, "x")).Knowing(variation).When(Actor.System, new EndSuperseded(Variation))
            .Then().ThenElsewhere(StreamId.Of(Variation), new ParentAlreadyEnded(Id));
        Given(InForce).Knowing(variation with { ParentIsOver = true }).When(Actor.System, new EndSuperseded(Variation)).ThenNothing();
    }
}

internal static class Ballots
{
    public static readonly BallotOpened Open = new(
        new(1), 1, null, "Shall we?", null, DecisionRule.UnanimousOfEntitled, Network.Circulated.Weights, "t", null, null, Moment.AddDays(1));
}
