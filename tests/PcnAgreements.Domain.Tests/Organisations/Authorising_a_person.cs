using System.Collections.Immutable;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Organisations.OrganisationScenario;

namespace PcnAgreements.Domain.Tests.Organisations;

public sealed class Authorising_a_person
{
    private static readonly PersonId Ann = new(Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"));

    private static readonly AuthorisePerson Signs =
        new(Ann, "Ann Example", [Authority.Signatory, Authority.Viewer], Evidence: "Letter of 3 January");

    private static readonly PersonAuthorised Signing = new(Ann, [Authority.Signatory, Authority.Viewer], null, null, "Letter of 3 January");

    [Fact]
    public void records_what_for_and_on_what_evidence_and_names_nobody()
    {
        Given(Practice).When(Signs).Then(Signing);
        Stored(Signing).ShouldNotContain("Example");
    }

    [Fact]
    public void a_second_time_changes_nothing() => Given(Practice, Signing).When(Signs).ThenNothing();

    [Fact]
    public void in_another_order_changes_nothing() =>
        Given(Practice, Signing).When(Signs with { Authorities = [Authority.Viewer, Authority.Signatory] }).ThenNothing();

    [Fact]
    public void with_other_authorities_replaces_what_was_held()
    {
        var scenario = Given(Practice, Signing, Signing with { Authorities = [Authority.Voter], Until = Day(2022, 1, 31) });
        scenario.Organisation.AuthoritiesOf(Ann, Day(2022, 1, 31)).ShouldBe([Authority.Voter]);
        scenario.Organisation.AuthoritiesOf(Ann, Day(2022, 2)).ShouldBeEmpty();
        scenario.When(Signs).Then(Signing);
    }

    [Fact]
    public void who_was_revoked_records_it_anew() => Given(Practice, Signing, new PersonRevoked(Ann)).When(Signs).Then(Signing);

    [Fact]
    public void at_an_organisation_that_is_not_registered_finds_nothing() =>
        About(Code("Y99901")).When(Signs).ThenRefused<Refusal.NotFound>();

    [Fact]
    public void says_everything_that_is_wrong_at_once() => Given(Practice)
        .When(new AuthorisePerson(Ann, "", [Authority.Voter, Authority.Voter], Day(2022), Day(2021), "\u0007"))
        .ThenInvalid("/name", "/authorities/1", "/until", "/evidence");

    [Fact]
    public void with_no_authority_is_invalid() =>
        Given(Practice).When(Signs with { Authorities = ImmutableArray<Authority>.Empty }).ThenInvalid("/authorities");

    [Fact]
    public void may_be_ended_at_once_whatever_its_period()
    {
        Given(Practice, Signing).When(new RevokePerson(Ann)).Then(new PersonRevoked(Ann));
        Given(Practice, Signing, new PersonRevoked(Ann)).Organisation.AuthoritiesOf(Ann, Day(2022)).ShouldBeEmpty();
    }

    [Fact]
    public void once_ended_a_second_ending_changes_nothing() =>
        Given(Practice, Signing, new PersonRevoked(Ann)).When(new RevokePerson(Ann)).ThenNothing();

    [Fact]
    public void cannot_be_ended_for_someone_who_never_held_any() =>
        Given(Practice).When(new RevokePerson(Ann)).ThenRefused<Refusal.NotFound>();
}
