namespace PcnAgreements.Domain.People;

/// <summary>
/// What decisions need to know of a person: a fold of their stream, which begins only when something is decided about them.
/// </summary>
public sealed record Person
{
    /// <summary>Who.</summary>
    public PersonId Id { get; init; }

    /// <summary>The version of the stream this state was folded to; 0 while nothing was decided about them.</summary>
    public long Version { get; init; }

    /// <summary>When the last of its events was recorded.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>When their personal data were erased; null while they are there.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>The person after one more event.</summary>
    public Person Evolve(Recorded recorded) => (recorded.Event switch
    {
        PersonErased => this with { ErasedAt = recorded.At },
        _ => this,
    }) with { Version = recorded.Version, ChangedAt = recorded.At };
}
