using System.Collections.Immutable;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Rules;
using PcnAgreements.Domain.Templates;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Drafting_an_agreement
{
    private static readonly Template Edition = new()
    {
        Id = TemplateId.Parse("network-1"), Version = 1, Title = "Network agreement", Kind = AgreementKind.Network, Edition = "1",
        Clauses = [new(N1, null, "Parties", "National.", Locked: true)],
    };

    private static Scenario Registered => Given()
        .Knowing(Organisation(Pcn, "DEMO PCN")).Knowing(Organisation(North, "NORTH SURGERY")).Knowing(Organisation(South, "SOUTH SURGERY"))
        .Knowing(Organisation(East, "EAST SURGERY")).Knowing(Organisation(Federation, "FEDERATION", LegalForm.Company)).Knowing(Edition);

    private static readonly ImmutableArray<PartyDraft> Asked =
    [
        new(North, PartyRole.Core, null, []), new(South, PartyRole.Core, null, []), new(East, PartyRole.Core, null, []),
        new(Federation, PartyRole.Partner, null, []),
    ];

    private static readonly DraftAgreement Draft = new(Id, "Vaccination site", AgreementKind.Collaboration, Pcn, Asked);

    [Fact]
    public void writes_down_the_parties_as_they_are_now_and_lets_core_parties_vote() =>
        Registered.When(Editor, Draft).Then(Drafted).Decided.Made.ShouldBe(Id.ToString());

    [Fact]
    public void gives_a_vote_as_it_is_said() =>
        Registered.When(
            Editor, Draft with { Parties = [new(North, PartyRole.Core, false, []), new(Federation, PartyRole.Partner, true, [])] })
            .Recorded(Editor).Agreement.Voters.Select(v => v.Ods).ShouldBe([Federation]);

    [Fact]
    public void from_a_template_takes_its_clauses_and_fixes_the_edition() =>
        Registered.When(Editor, Draft with { Template = Edition.Id })
            .Then(Drafted with { Template = Edition.Id, Clauses = Edition.Clauses })
            .ThenElsewhere(StreamId.Of(Edition.Id), new TemplateTakenIntoUse(Id));

    [Fact]
    public void from_a_template_that_is_in_use_says_nothing_there() =>
        Registered.Knowing(Edition with { InUse = true })
            .When(Editor, Draft with { Template = Edition.Id }).Decided.Elsewhere.ShouldBeEmpty();

    [Fact]
    public void a_second_time_is_refused() => Registered.And(Drafted).When(Editor, Draft).ThenRefused<Refusal.WrongState>();

    [Fact]
    public void needs_a_title_of_one_line()
    {
        Registered.When(Editor, Draft with { Title = " " }).ThenInvalid("/title");
        Registered.When(Editor, Draft with { Title = "a\nb" }).ThenInvalid("/title");
        Registered.When(Editor, Draft with { Title = new('a', 301) }).ThenInvalid("/title");
    }

    [Fact]
    public void takes_only_what_is_on_record_and_says_all_that_is_not()
    {
        var unknown = OdsCode.Parse("A99999");
        var asked = Draft with
        {
            Convenor = unknown, Template = TemplateId.Parse("none"), Parties = [.. Asked, new(unknown, PartyRole.Core, null, [])]
        };
        Registered.When(Editor, asked).ThenRefused<Refusal.Invalid>().Errors.Keys.ShouldBe(["/convenor", "/parties/4/ods", "/template"]);
    }

    [Fact]
    public void takes_each_party_once_and_at_most_a_hundred()
    {
        Registered.When(Editor, Draft with { Parties = [.. Asked, Asked[1]] }).ThenInvalid("/parties/4/ods");
        Registered.When(Editor, Draft with { Parties = [.. Enumerable.Repeat(Asked[0], 101)] }).ThenInvalid("/parties");
        Registered.Knowing(Organisation(East, "COMMITTEE") with { Kind = OrganisationKind.Lmc }).When(Editor, Draft)
            .ThenInvalid("/parties/2/ods");
    }

    [Fact]
    public void asks_a_partnership_for_its_partners_or_the_reason_why_not()
    {
        var partnership = Registered.Knowing(Organisation(North, "NORTH SURGERY", LegalForm.Partnership));
        partnership.When(Editor, Draft).ThenInvalid("/parties/0/signatories");
        partnership.When(Editor, Draft with { Parties = [Asked[0] with { Waiver = " " }] }).ThenInvalid("/parties/0/waiver");
        partnership.When(Editor, Draft with { Parties = [Asked[0] with { Waiver = "One holds power of attorney." }] }).Recorded(Editor);
        Registered.Knowing(Organisation(North, "NORTH SURGERY", LegalForm.Partnership))
            .When(Editor, Draft with { Parties = [Asked[0] with { Signatories = [new(Person(7), "partner")] }] }).Recorded(Editor)
            .Agreement.Parties[North].Terms.LegalForm.ShouldBe(LegalForm.Partnership);
    }

    [Fact]
    public void names_each_signatory_once_and_as_what_they_sign()
    {
        Registered.When(
            Editor, Draft with { Parties = [Asked[0] with { Signatories = [new(Person(7), "partner"), new(Person(7), "partner")] }] })
            .ThenInvalid("/parties/0/signatories/1/email");
        Registered.When(Editor, Draft with { Parties = [Asked[0] with { Signatories = [new(Person(7), "")] }] })
            .ThenInvalid("/parties/0/signatories/0/capacity");
    }

    [Fact]
    public void takes_no_rule_that_cannot_be_counted()
    {
        var never = new DecisionRule(Majority.MoreThan(Ratio.Parse("1/1")));
        Registered.When(Editor, Draft with { Rules = AgreementRules.Of(never, null) })
            .ThenRefused<Refusal.Invalid>().Errors.Keys.ShouldBe(["/rules/clause/majority/ratio"]);
        Registered.When(Editor, Draft with { Rules = AgreementRules.Of(null, never) }).ThenInvalid("/rules/adopt/majority/ratio");
    }
}

public sealed class Opening_a_variation
{
    private static readonly AgreementId New = new(Guid.Parse("0190a1b2-c3d4-7e5f-8a6b-000000000002"));
    private static readonly OpenVariation Open = new(New, Id);

    private static IEnumerable<DomainEvent> InForce =>
    [
        .. AllApproved, new ClauseStruck(C2), new SigningOpened(1, "t", "s", null, null), new CameIntoForce(new(2020, 12, 4))
    ];

    private static Scenario Over(IEnumerable<DomainEvent> parent) => Given().Knowing(Given(parent).Agreement);

    private static AgreementDrafted Copy => Drafted with
    {
        Agreement = New, VariationOf = Id, NextClause = 4, Parties = [.. Parties.OrderBy(p => p.Ods)],
        Clauses = [new(C1, null, null, "One."), new(C3, null, null, "Three, see [[c1]].")],
    };

    [Fact]
    public void starts_from_the_text_that_stands_under_the_same_keys() =>
        Over(InForce).When(Editor, Open).Then(Copy).ThenElsewhere(StreamId.Of(Id), new VariationOpened(New));

    [Fact]
    public void may_have_a_title_of_its_own() =>
        Over(InForce).When(Editor, Open with { Title = "Variation 1" }).Then(Copy with { Title = "Variation 1" });

    [Fact]
    public void takes_what_was_left_alone_as_settled_until_somebody_objects()
    {
        var weights = Network.Circulated.Weights;
        var review = Given(Copy, Network.Circulated with { Weights = weights });
        review.Agreement.SettledBy(C1).ShouldBe(SettledBy.Parent);
        review.And(new ClauseObjected(C1, 1, "h", North, "No.")).Agreement.SettledBy(C1).ShouldBeNull();
        review.And(Reworded(C3, 2, "Three.")).Agreement.SettledBy(C3).ShouldBeNull();
    }

    [Fact]
    public void is_refused_where_nothing_is_in_force()
    {
        Over(AllApproved).When(Editor, Open).ThenRefused<Refusal.WrongState>();
        Over([.. InForce, new Ended(EndKind.Terminated, "x")]).When(Editor, Open).ThenRefused<Refusal.WrongState>();
        Given().When(Editor, Open).ThenRefused<Refusal.NotFound>();
    }

    [Fact]
    public void a_second_time_is_refused() => Over(InForce).And(Copy).When(Editor, Open).ThenRefused<Refusal.WrongState>();

    [Fact]
    public void needs_a_title_that_says_something_if_any() => Over(InForce).When(Editor, Open with { Title = "" }).ThenInvalid("/title");
}
