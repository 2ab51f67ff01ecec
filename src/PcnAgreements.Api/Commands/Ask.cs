using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Store;

namespace PcnAgreements.Api.Commands;

/// <summary>One command on its way to one stream.</summary>
/// <param name="Stream">The stream it is about.</param>
/// <param name="Rule">May the caller, and what does it come to? Called again whenever what it rested on has changed.</param>
/// <param name="RequestId">The id of the request, kept with its events.</param>
internal sealed record Ask(StreamId Stream, Func<Facts, Moment, Ruling> Rule, string? RequestId)
{
    /// <summary>The key under which the answer is kept, with the hash of the request's body; null when the caller sent none.</summary>
    public (IdempotencyKey Key, string BodyHash)? Key { get; init; }

    /// <summary>The status of the answer when it succeeds; kept with the key, for the record.</summary>
    public int Status { get; init; } = 200;

    /// <summary>People the command names by e-mail address, with the name to enter for them (null: leave it).</summary>
    public IReadOnlyDictionary<string, string?> People { get; init; } = new Dictionary<string, string?>();

    /// <summary>Whether those names replace the ones on record; else they are only for people who have none.</summary>
    public bool Renames { get; init; } = true;
}

/// <summary>What the server knows at the moment of deciding.</summary>
/// <param name="Now">The database's clock, as well as this process knows it, UTC.</param>
/// <param name="People">The ids of the people the command names by e-mail address.</param>
internal sealed record Moment(DateTimeOffset Now, IReadOnlyDictionary<string, PersonId> People);

/// <summary>What a command comes to, and in whose name.</summary>
/// <param name="Actor">The caller, as the events name them.</param>
/// <param name="Decision">The events, or the refusal.</param>
internal sealed record Ruling(Actor Actor, Decision Decision)
{
    /// <summary>
    /// An answer that no state shows, such as an import's report, as JSON that names nobody; kept with the key. Else null.
    /// </summary>
    public string? Body { get; init; }

    /// <summary>Whether it was only tried: nothing is kept, its answer neither.</summary>
    public bool IsTrial { get; init; }

    /// <summary>Changes of who people are, beside entering those the command names; written with the events.</summary>
    public IReadOnlyList<PersonChange> People { get; init; } = [];

    /// <summary>A refusal before anybody acted.</summary>
    public static implicit operator Ruling(Refusal refusal) => new(Actor.System, refusal);
}

/// <summary>What became of a command.</summary>
internal abstract record Outcome
{
    private Outcome() { }

    /// <summary>Carried out and durable, or already so.</summary>
    /// <param name="State">The stream's state right after it.</param>
    /// <param name="Made">The key of what it made; null when nothing has one.</param>
    /// <param name="Body">The answer that no state shows; else null.</param>
    /// <param name="LogIndex">The index in the proof log of the last event recorded; null when none was.</param>
    public sealed record Done(
        object State, string? Made, string? Body = null, long? LogIndex = null) : Outcome;

    /// <summary>Its key was used before.</summary>
    public sealed record Repeated(KeptAnswer Answer) : Outcome;

    /// <summary>Not carried out; <paramref name="State"/> is what that was judged on.</summary>
    public sealed record Refused(Refusal Refusal, object? State) : Outcome;

    /// <summary>It kept losing the race against others.</summary>
    public sealed record Conflict : Outcome;
}
