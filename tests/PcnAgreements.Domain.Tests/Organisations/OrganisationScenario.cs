using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Templates;
using Shouldly;

namespace PcnAgreements.Domain.Tests.Organisations;

/// <summary>Given what happened to one organisation, when an operator or administrator asks, then this is recorded, or refused.</summary>
public sealed class OrganisationScenario
{
    private readonly OdsCode ods;
    private readonly List<Recorded> history = [];
    private Decision? decision;

    private OrganisationScenario(OdsCode ods) => this.ods = ods;

    public static readonly DateTimeOffset Moment = new(2022, 1, 20, 9, 0, 0, TimeSpan.Zero);

    public static readonly Actor Operator = new(new PersonId(Guid.Parse("7d444840-9dc0-41d1-b245-5ffdce74fad2")), null, "operator");

    public static OdsCode Code(string code) => OdsCode.Parse(code);

    public static DateOnly Day(int year, int month = 1, int day = 1) => new(year, month, day);

    public static Membership In(string code, DateOnly? from = null, DateOnly? until = null) => new(Code(code), from, until);

    public static readonly OrganisationRegistered Practice = new(Code("Y99901"), "NORTH SURGERY", OrganisationKind.Practice, null);

    public static OrganisationScenario Given(params IEnumerable<OrganisationEvent> events) => About(Practice.Ods, events);

    public static OrganisationScenario About(OdsCode ods, params IEnumerable<OrganisationEvent> events)
    {
        var scenario = new OrganisationScenario(ods);
        foreach (var e in events) scenario.history.Add(new(scenario.history.Count + 1, Moment, Operator, e));
        return scenario;
    }

    public Organisation Organisation => history.Aggregate(new Organisation { Ods = ods }, (o, r) => o.Evolve(r));

    public OrganisationScenario When(OrganisationCommand command)
    {
        decision = command.Decide(Organisation, new(Operator, Moment, new Nothing()));
        return this;
    }

    public OrganisationScenario Then(params IEnumerable<DomainEvent> events)
    {
        Decided.Refusal.ShouldBeNull();
        Decided.Events.Select(e => Stored(e.Event)).ShouldBe(events.Select(Stored));
        return this;
    }

    /// <summary>What was decided added to the history.</summary>
    public OrganisationScenario Recorded()
    {
        Decided.Refusal.ShouldBeNull();
        foreach (var e in Decided.Events) history.Add(new(history.Count + 1, Moment, Operator, e.Event));
        return this;
    }

    /// <summary>The same command again on what it led to.</summary>
    public void AndAgainNothing(OrganisationCommand command) => Recorded().When(command).ThenNothing();

    public void ThenNothing() => Then();

    public void ThenRefused<TRefusal>() where TRefusal : Refusal => Decided.Refusal.ShouldBeOfType<TRefusal>();

    public void ThenInvalid(params IEnumerable<string> pointers) =>
        Decided.Refusal.ShouldBeOfType<Refusal.Invalid>().Errors.Keys.ShouldBe(pointers, ignoreOrder: true);

    public static string Stored(DomainEvent happened) => $"{EventJson.NameOf(happened)} {EventJson.Write(happened)}";

    private Decision Decided => decision.ShouldNotBeNull();

    private sealed class Nothing : IDirectory
    {
        public Organisation? Organisation(OdsCode ods) => null;

        public Template? Template(TemplateId id) => null;

        public Agreement? Agreement(AgreementId id) => null;
    }
}
