using System.Collections.Immutable;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Rules;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Changing_the_parties
{
    private static readonly OdsCode West = OdsCode.Parse("Y99904");
    private static readonly PartyDraft Joining = new(West, PartyRole.Core, null, []);
    private static readonly PartyTerms Terms = Practice(West, "WEST SURGERY");

    private static Scenario In(IEnumerable<DomainEvent> events) => Given(events)
        .Knowing(Organisation(West, "WEST SURGERY")).Knowing(Organisation(North, "NORTH SURGERY"))
            .Knowing(Organisation(Federation, "FEDERATION"));

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
            .Then(new PartyChanged(Practice(North, "NORTH SURGERY") with { Signatories = [new(Person(9), "partner")] }, null))
                .Recorded(Editor)
            .Agreement.Parties[North].Weight.ShouldBe(7);
    }

    [Fact]
    public void in_review_asks_for_the_list_size_that_its_weight_is_read_from()
    {
        var byList = Drafted with
        {
            Rules = AgreementRules.Of(DecisionRule.UnanimousOfEntitled with { Weight = Weighting.ByNewestListSize }, null)
        };
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
        In(InReview).When(Editor, new SetParty(Joining, new(2, 1))).ThenRefused<Refusal.PreconditionFailed>();
    }

    [Fact]
    public void takes_no_local_medical_committee_which_advises_and_audits()
    {
        var committee = OdsCode.Parse("LMC-DEMO");
        Given(InReview).Knowing(Organisation(committee, "COMMITTEE") with { Kind = OrganisationKind.Lmc })
            .When(Editor, new SetParty(new(committee, PartyRole.Partner, false, []))).ThenInvalid("");
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
        Given(InReview).When(Signatory(North), new RemoveParty(North, new(2, 1))).ThenRefused<Refusal.PreconditionFailed>();
        Given(AllApproved).And(new SigningOpened(1, "t", "s", null, null)).When(Signatory(North), new RemoveParty(North))
            .ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void leaves_the_roll_of_a_ballot_that_is_open() =>
        Given(InReview).And(Ballots.Open).When(Signatory(North), new RemoveParty(North)).Recorded(Signatory(North))
            .Agreement.Find(new BallotKey(1))!.OnRoll(North).ShouldBeTrue();
}
