using System.Collections.Immutable;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// What a command comes to: events to record, or a refusal. No events and no refusal means that what was asked is already so.
/// </summary>
public sealed record Decision
{
    private Decision(Refusal? refusal, ImmutableArray<Decided> events) => (Refusal, Events) = (refusal, events);

    /// <summary>What was asked is already so: nothing is recorded.</summary>
    public static Decision Nothing { get; } = new(null, []);

    /// <summary>Why not; null when it is carried out.</summary>
    public Refusal? Refusal { get; }

    /// <summary>What is to be recorded, in order.</summary>
    public ImmutableArray<Decided> Events { get; }

    /// <summary>What must be recorded in other streams in the same transaction, such as <c>variation_opened</c> in the parent.</summary>
    public ImmutableArray<(StreamId Stream, Decided Event)> Elsewhere { get; init; } = [];

    /// <summary>The last moment, by the database's clock, at which the events may be written; null when there is none.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>
    /// What the command made, for its answer: the key of a new clause, ballot, comment or amendment; null when nothing has a key.
    /// </summary>
    public string? Made { get; init; }

    /// <summary>To record events in the caller's name.</summary>
    public static Decision Of(params IEnumerable<DomainEvent> events) => new(null, [.. events.Select(e => new Decided(e))]);

    /// <summary>To record events, some of them the service's own doing.</summary>
    public static Decision Of(IEnumerable<Decided> events) => new(null, [.. events]);

    /// <summary>This decision with further events that follow from it and are the service's own doing.</summary>
    public Decision Then(params IEnumerable<DomainEvent> events) =>
        new(Refusal, Events.AddRange(events.Select(e => new Decided(e, BySystem: true))))
            { Elsewhere = Elsewhere, NotAfter = NotAfter, Made = Made };

    /// <summary>This decision with what another recorded before it; not to be written after a moment (null: any).</summary>
    internal Decision After(Decision before, DateTimeOffset? notAfter) => new(Refusal, before.Events.AddRange(Events))
    {
        Elsewhere = before.Elsewhere.AddRange(Elsewhere), NotAfter = NotAfter < notAfter ? NotAfter : notAfter ?? NotAfter, Made = Made,
    };

    /// <summary>Not carried out.</summary>
    public static implicit operator Decision(Refusal refusal) => new(refusal, []);

    /// <summary>Carried out by one event.</summary>
    public static implicit operator Decision(DomainEvent happened) => Of(happened);
}

/// <summary>An event that is to be recorded.</summary>
/// <param name="Event">What happens.</param>
/// <param name="BySystem">Whether the service does it by itself, not the caller.</param>
public sealed record Decided(DomainEvent Event, bool BySystem = false);
