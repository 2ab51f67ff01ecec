using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.People;
using PcnAgreements.Domain.Templates;

namespace PcnAgreements.Store;

/// <summary>How each kind of stream is folded into its state: the one place that knows which state belongs to which kind.</summary>
public static class Fold
{
    /// <summary>The state of a stream nothing has been written to.</summary>
    /// <exception cref="ArgumentException">No such kind of stream.</exception>
    public static object Empty(StreamId stream) => stream.Kind switch
    {
        "agreement" => new Agreement { Id = new(Guid.Parse(stream.Key)) },
        "organisation" => new Organisation { Ods = OdsCode.Parse(stream.Key) },
        "template" => new Template { Id = TemplateId.Parse(stream.Key) },
        "person" => new Person { Id = new(Guid.Parse(stream.Key)) },
        _ => throw new ArgumentException($"There is no kind of stream '{stream.Kind}'.", nameof(stream)),
    };

    /// <summary>A state after one more event of its stream.</summary>
    public static object Evolve(object state, Recorded recorded) => state switch
    {
        Agreement agreement => agreement.Evolve(recorded),
        Organisation organisation => organisation.Evolve(recorded),
        Template template => template.Evolve(recorded),
        Person person => person.Evolve(recorded),
        _ => throw new ArgumentException($"{state.GetType().Name} is no state of a stream.", nameof(state)),
    };

    /// <summary>The version of its stream a state was folded to.</summary>
    public static long VersionOf(object state) => state switch
    {
        Agreement agreement => agreement.Version,
        Organisation organisation => organisation.Version,
        Template template => template.Version,
        Person person => person.Version,
        _ => throw new ArgumentException($"{state.GetType().Name} is no state of a stream.", nameof(state)),
    };

    /// <summary>The last event of its stream a state was folded from, by which it is known whether the log still holds it.</summary>
    public static StreamEnd EndOf(object state) => new(VersionOf(state), state switch
    {
        Agreement agreement => agreement.ChangedAt,
        Organisation organisation => organisation.ChangedAt,
        Template template => template.ChangedAt,
        Person person => person.ChangedAt,
        _ => throw new ArgumentException($"{state.GetType().Name} is no state of a stream.", nameof(state)),
    });

    /// <summary>A state after more events of its stream.</summary>
    public static object Evolve(object state, IEnumerable<LoggedEvent> events) => events.Aggregate(state, (s, e) => Evolve(s, e.Recorded));
}
