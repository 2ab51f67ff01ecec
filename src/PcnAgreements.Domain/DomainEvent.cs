namespace PcnAgreements.Domain;

/// <summary>Something that was decided and is recorded for ever. The closed lists stand beside each aggregate.</summary>
public abstract record DomainEvent;

/// <summary>Who made an event happen: names no one, only opaque ids and codes.</summary>
/// <param name="Person">The person; null for what the service does by itself.</param>
/// <param name="Organisation">The organisation they acted for; null for the service and for operators.</param>
/// <param name="Authority">The authority they used there: <c>editor</c>, <c>approver</c>, …, <c>operator</c> or <c>system</c>.</param>
/// <param name="OnBehalfOf">The practice for which an editor of the convenor recorded it; else null.</param>
public sealed record Actor(PersonId? Person, OdsCode? Organisation, string Authority, OdsCode? OnBehalfOf = null)
{
    /// <summary>The service itself: a ballot closed at its deadline, an agreement coming into force.</summary>
    public static Actor System { get; } = new(null, null, "system");
}

/// <summary>An event as a fold meets it.</summary>
/// <param name="Version">Its place in its stream, from one.</param>
/// <param name="At">When it was written, by the database's clock, UTC.</param>
/// <param name="Actor">Who made it happen.</param>
/// <param name="Event">What happened.</param>
public sealed record Recorded(long Version, DateTimeOffset At, Actor Actor, DomainEvent Event);

/// <summary>
/// Names the stream of events of one aggregate: <c>agreement-…</c>, <c>organisation-A81001</c>, <c>template-…</c>, <c>person-…</c>.
/// </summary>
/// <param name="Value">The plain text.</param>
public readonly record struct StreamId(string Value)
{
    /// <summary>The stream of an agreement.</summary>
    public static StreamId Of(AgreementId id) => new($"agreement-{id}");

    /// <summary>The stream of an organisation.</summary>
    public static StreamId Of(OdsCode ods) => new($"organisation-{ods}");

    /// <summary>The stream of a template edition.</summary>
    public static StreamId Of(TemplateId id) => new($"template-{id}");

    /// <summary>The stream of a person.</summary>
    public static StreamId Of(PersonId id) => new($"person-{id}");

    /// <summary>Which kind of aggregate it is: the part before the first hyphen.</summary>
    public string Kind => Value[..Value.IndexOf('-', StringComparison.Ordinal)];

    /// <summary>Which one of its kind: the part after the first hyphen.</summary>
    public string Key => Value[(Value.IndexOf('-', StringComparison.Ordinal) + 1)..];

    /// <inheritdoc/>
    public override string ToString() => Value;
}
