using System.Collections.Immutable;
using PcnAgreements.Domain.Organisations;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Organisations.OrganisationScenario;

namespace PcnAgreements.Domain.Tests.Organisations;

public sealed class Registering_an_organisation
{
    private static readonly RegisterOrganisation North = new("NORTH SURGERY", OrganisationKind.Practice);

    private static readonly RegisterOrganisation Whole = North with
    {
        LegalForm = LegalForm.Partnership,
        ListSize = new(8_123, Day(2022)),
        Pcns = ImmutableArray.Create(In("U99901", Day(2019, 7))),
        Lmcs = ImmutableArray.Create(In("LMC-DEMO")),
        Icbs = ImmutableArray.Create(In("QZZ", Day(2022, 7)), In("QAA", null, Day(2022, 6, 30))),
    };

    [Fact]
    public void records_each_thing_that_was_said_as_an_event() => About(Code("Y99901")).When(Whole).Then(
        new OrganisationRegistered(Code("Y99901"), "NORTH SURGERY", OrganisationKind.Practice, LegalForm.Partnership),
        new ListSizeRecorded(Day(2022), 8_123),
        new MembershipsRecorded(MembershipKind.Pcn, [In("U99901", Day(2019, 7))]),
        new MembershipsRecorded(MembershipKind.Lmc, [In("LMC-DEMO")]),
        new MembershipsRecorded(MembershipKind.Icb, [In("QAA", null, Day(2022, 6, 30)), In("QZZ", Day(2022, 7))]));

    [Fact]
    public void a_second_time_changes_nothing() => About(Code("Y99901")).When(Whole).AndAgainNothing(Whole);

    [Fact]
    public void leaves_as_it_is_what_is_left_out() =>
        Given(Practice with { LegalForm = LegalForm.Company }, new MembershipsRecorded(MembershipKind.Pcn, [In("U99901")]))
            .When(North with { Name = "NORTH AND SOUTH SURGERY" })
            .Then(new OrganisationChanged("NORTH AND SOUTH SURGERY", OrganisationKind.Practice, LegalForm.Company));

    [Fact]
    public void takes_away_what_is_given_as_nothing() =>
        Given(Practice with { LegalForm = LegalForm.Company }, new MembershipsRecorded(MembershipKind.Pcn, [In("U99901")]))
            .When(North with { LegalForm = new Given<LegalForm?>(null), Pcns = ImmutableArray<Membership>.Empty })
            .Then(new OrganisationChanged("NORTH SURGERY", OrganisationKind.Practice, null),
                new MembershipsRecorded(MembershipKind.Pcn, []));

    [Fact]
    public void keeps_the_list_sizes_of_other_dates()
    {
        var scenario = Given(Practice, new ListSizeRecorded(Day(2021), 8_000), new ListSizeRecorded(Day(2022), 8_123));
        scenario.Organisation.ListSizes.Values.ShouldBe([8_000, 8_123]);
        scenario.When(North with { ListSize = new(8_000, Day(2022)) }).Then(new ListSizeRecorded(Day(2022), 8_000));
        scenario.When(North with { ListSize = new(8_000, Day(2021)) }).ThenNothing();
    }

    [Theory]
    [InlineData("A81001", OrganisationKind.Practice, true)]
    [InlineData("Y99901", OrganisationKind.Practice, true)]
    [InlineData("I81001", OrganisationKind.Practice, false)]
    [InlineData("A8100", OrganisationKind.Practice, false)]
    [InlineData("U12345", OrganisationKind.Pcn, true)]
    [InlineData("U1234", OrganisationKind.Pcn, false)]
    [InlineData("U12345", OrganisationKind.Practice, false)]
    [InlineData("QHM", OrganisationKind.Icb, true)]
    [InlineData("QHMX", OrganisationKind.Icb, false)]
    [InlineData("LMC-DEMO", OrganisationKind.Lmc, true)]
    [InlineData("LMC-DEMO", OrganisationKind.Other, false)]
    [InlineData("LMC", OrganisationKind.Lmc, false)]
    [InlineData("RX1", OrganisationKind.Trust, true)]
    [InlineData("FED01", OrganisationKind.Federation, true)]
    public void needs_a_code_that_fits_its_kind(string code, OrganisationKind kind, bool fits)
    {
        var scenario = About(Code(code)).When(new RegisterOrganisation("NAME", kind));
        if (fits) scenario.Then(new OrganisationRegistered(Code(code), "NAME", kind, null));
        else scenario.ThenInvalid("/kind");
    }

    [Fact]
    public void says_everything_that_is_wrong_at_once() =>
        About(Code("Y99901")).When(new RegisterOrganisation(" ", OrganisationKind.Practice)
    {
        ListSize = new(-1, Day(2022)),
        Pcns = ImmutableArray.Create(In("A81001"), In("U99901", Day(2022), Day(2021)), In("U99902"), In("U99902", Day(2020))),
        Lmcs = ImmutableArray.Create(In("QZZ")),
    }).ThenInvalid("/name", "/listSize/count", "/pcns/0/code", "/pcns/1/until", "/pcns/3", "/lmcs/0/code");

    [Fact]
    public void lets_a_practice_leave_a_network_and_come_back() => Given(Practice)
        .When(North with { Pcns = ImmutableArray.Create(In("U99901", Day(2022)), In("U99901", Day(2019), Day(2020))) })
        .Then(new MembershipsRecorded(MembershipKind.Pcn, [In("U99901", Day(2019), Day(2020)), In("U99901", Day(2022))]));

    [Fact]
    public void says_who_covers_and_who_commissions_it_on_a_day()
    {
        var north = About(Code("Y99901")).When(Whole).Recorded().Organisation;
        Coverage.LmcsOver([north], Day(2022)).ShouldBe([Code("LMC-DEMO")]);
        Coverage.IcbsOf([north], Day(2022, 6, 30)).ShouldBe([Code("QAA")]);
        Coverage.IcbsOf([north, north], Day(2022, 7)).ShouldBe([Code("QZZ")]);
        north.IsCoveredBy(Code("LMC-DEMO"), Day(1999)).ShouldBeTrue();
        north.IsCommissionedBy(Code("QAA"), Day(2022, 7)).ShouldBeFalse();
    }
}
