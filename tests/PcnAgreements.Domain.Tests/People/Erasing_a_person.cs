using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.People;
using PcnAgreements.Domain.Templates;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Organisations.OrganisationScenario;

namespace PcnAgreements.Domain.Tests.People;

public sealed class Erasing_a_person
{
    private static readonly Person Ann = new() { Id = new(Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e")) };

    private static readonly PersonAuthorised Voting = new(Ann.Id, [Authority.Voter], null, null, null);

    private static readonly ErasePerson Command = new("Asked for it.", [Code("Y99901"), Code("Y99902"), Code("Y99903"), Code("Y99901")]);

    [Fact]
    public void ends_every_authority_that_still_stands()
    {
        var decision = Decide(Ann);
        decision.Events.ShouldBe([new(new PersonErased("Asked for it."))]);
        decision.Elsewhere.ShouldBe([(StreamId.Of(Code("Y99901")), new Decided(new PersonRevoked(Ann.Id)))]);
    }

    [Fact]
    public void says_what_stood_for_them_in_the_proof_log_and_nothing_where_nothing_did()
    {
        var hash = new string('a', 64);
        var erased = (Command with { Hash = hash }).Decide(Ann, new(Operator, Moment, new Practices())).Events.ShouldHaveSingleItem().Event;
        EventJson.Write(erased).ShouldBe($"{{\"reason\":\"Asked for it.\",\"hash\":\"{hash}\"}}");
        EventJson.Write(Decide(Ann).Events.ShouldHaveSingleItem().Event).ShouldBe("{\"reason\":\"Asked for it.\"}");
    }

    [Fact]
    public void a_second_time_changes_nothing()
    {
        var decision = Decide(Ann.Evolve(new(1, Moment, Operator, new PersonErased("Asked for it."))));
        decision.Refusal.ShouldBeNull();
        decision.Events.ShouldBeEmpty();
        decision.Elsewhere.ShouldBeEmpty();
    }

    [Fact]
    public void needs_a_reason() => (Command with { Reason = " " }).Decide(Ann, new(Operator, Moment, new Practices()))
        .Refusal.ShouldBeOfType<Refusal.Invalid>().Errors.Keys.ShouldBe(["/reason"]);

    private static Decision Decide(Person person) => Command.Decide(person, new(Operator, Moment, new Practices()));

    /// <summary>One practice where she may vote, one where she might until it was ended; the third is not registered.</summary>
    private sealed class Practices : IDirectory
    {
        public Organisation? Organisation(OdsCode ods) => ods.ToString() switch
        {
            "Y99901" => Given(Practice, Voting).Organisation,
            "Y99902" => About(ods, Practice with { Ods = ods }, Voting, new PersonRevoked(Ann.Id)).Organisation,
            _ => null,
        };

        public Template? Template(TemplateId id) => null;

        public Agreement? Agreement(AgreementId id) => null;
    }
}
