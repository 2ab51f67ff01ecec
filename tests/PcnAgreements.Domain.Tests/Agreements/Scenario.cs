using System.Collections.Immutable;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Templates;
using Shouldly;

namespace PcnAgreements.Domain.Tests.Agreements;

/// <summary>Given what happened, when somebody asks, then this is recorded, or refused. Events are compared as they are stored.</summary>
public sealed class Scenario
{
    private readonly List<Recorded> history = [];
    private readonly Known directory = new();
    private Agreement folded = new();
    private DateTimeOffset now = Moment;
    private Decision? decision;

    /// <summary>The time it is unless a test says otherwise: Friday 4 December 2020, 09:00 UTC.</summary>
    public static readonly DateTimeOffset Moment = new(2020, 12, 4, 9, 0, 0, TimeSpan.Zero);

    public static Scenario Given(params IEnumerable<DomainEvent> events) => new Scenario().And(events);

    public Agreement Agreement
    {
        get
        {
            foreach (var recorded in history.Skip((int)folded.Version)) folded = folded.Evolve(recorded);
            return folded;
        }
    }

    public DateTimeOffset Now => now;

    public Scenario And(params IEnumerable<DomainEvent> events) => And(Actor.System, events);

    public Scenario And(Actor actor, params IEnumerable<DomainEvent> events)
    {
        foreach (var e in events) history.Add(new(history.Count + 1, now, actor, e));
        return this;
    }

    public Scenario At(DateTimeOffset moment)
    {
        now = moment;
        return this;
    }

    public Scenario Knowing(Organisation organisation)
    {
        directory.Organisations[organisation.Ods] = organisation;
        return this;
    }

    public Scenario Knowing(Template template)
    {
        directory.Templates[template.Id] = template;
        return this;
    }

    public Scenario Knowing(Agreement agreement)
    {
        directory.Agreements[agreement.Id] = agreement;
        return this;
    }

    public Scenario When(Actor actor, AgreementCommand command)
    {
        decision = command.Decide(Agreement, new Context(actor, now, directory) { Authentication = new("https://issuer.test") });
        return this;
    }

    /// <summary>The same, once all is done that is due, as whoever carries commands out asks it.</summary>
    public Scenario WhenInTime(Actor actor, AgreementCommand command)
    {
        var inTime = DueFirst.Of(Agreement, now, directory);
        decision = inTime.Then(command.Decide(inTime.Agreement, new Context(actor, now, directory)));
        return this;
    }

    /// <summary>The names of the events decided on.</summary>
    public IEnumerable<string> Types => Decided.Events.Select(e => EventJson.NameOf(e.Event));

    public Scenario Then(params IEnumerable<DomainEvent> events)
    {
        Decided.Refusal.ShouldBeNull();
        Decided.Events.Select(e => Stored(e.Event)).ShouldBe(events.Select(Stored));
        return this;
    }

    public Scenario ThenElsewhere(StreamId stream, DomainEvent happened)
    {
        Decided.Elsewhere.Select(e => (e.Stream, Stored(e.Event.Event))).ShouldContain((stream, Stored(happened)));
        return this;
    }

    public void ThenNothing()
    {
        Decided.Refusal.ShouldBeNull();
        Decided.Events.ShouldBeEmpty();
        Decided.Elsewhere.ShouldBeEmpty();
    }

    public TRefusal ThenRefused<TRefusal>() where TRefusal : Refusal => Decided.Refusal.ShouldBeOfType<TRefusal>();

    public void ThenInvalid(string pointer) => ThenRefused<Refusal.Invalid>().Errors.Keys.ShouldContain(pointer);

    /// <summary>The scenario with what was decided added to its history, for a further step.</summary>
    public Scenario Recorded(Actor actor)
    {
        Decided.Refusal.ShouldBeNull();
        foreach (var e in Decided.Events) history.Add(new(history.Count + 1, now, e.BySystem ? Actor.System : actor, e.Event));
        return this;
    }

    public Decision Decided => decision.ShouldNotBeNull();

    private static string Stored(DomainEvent happened) => $"{EventJson.NameOf(happened)} {EventJson.Write(happened)}";

    private sealed class Known : IDirectory
    {
        public Dictionary<OdsCode, Organisation> Organisations { get; } = [];

        public Dictionary<TemplateId, Template> Templates { get; } = [];

        public Dictionary<AgreementId, Agreement> Agreements { get; } = [];

        public Organisation? Organisation(OdsCode ods) => Organisations.GetValueOrDefault(ods);

        public Template? Template(TemplateId id) => Templates.GetValueOrDefault(id);

        public Agreement? Agreement(AgreementId id) => Agreements.GetValueOrDefault(id);
    }
}
