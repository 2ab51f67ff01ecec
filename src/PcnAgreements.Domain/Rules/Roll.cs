using System.Text.Json.Serialization;

namespace PcnAgreements.Domain.Rules;

/// <summary>One practice on a ballot's roll, as it was fixed when the ballot opened.</summary>
/// <param name="Ods">Who it is.</param>
/// <param name="Name">What it was called then.</param>
/// <param name="Weight">What its vote weighs; never negative.</param>
public sealed record RollEntry(OdsCode Ods, string Name, long Weight)
{
    /// <summary>Whether it declared a conflict of interest and so does not vote; a choice it made before no longer counts.</summary>
    public bool StoodDown { get; init; }

    /// <summary>The party whose voter may vote for it; null where it votes itself. It votes with its own weight either way.</summary>
    public OdsCode? ProxyHolder { get; init; }
}

/// <summary>What a practice can vote; for a clause, <c>approve</c> is for and <c>object</c> is against.</summary>
[JsonConverter(typeof(SnakeCase<Choice>))]
public enum Choice
{
    /// <summary>For the motion.</summary>
    For,

    /// <summary>Against the motion.</summary>
    Against,

    /// <summary>Neither, on purpose.</summary>
    Abstain,
}

/// <summary>A practice's choice as it stands, and whose hand recorded it.</summary>
/// <param name="Choice">What it chose.</param>
/// <param name="OnBehalf">Whether an editor recorded it for the practice: it counts, and every sum says so, confirmed or not.</param>
/// <param name="Confirmed">Whether the practice has since confirmed what was recorded for it.</param>
public readonly record struct CountedChoice(Choice Choice, bool OnBehalf = false, bool Confirmed = false)
{
    /// <summary>Whether it may help to close a ballot early: what was recorded on behalf of a practice may only once confirmed.</summary>
    public bool IsFirm => !OnBehalf || Confirmed;

    /// <summary>A choice that the practice made itself.</summary>
    public static implicit operator CountedChoice(Choice choice) => new(choice);
}

/// <summary>What a practice on the roll did, in the end.</summary>
[JsonConverter(typeof(SnakeCase<RollChoice>))]
public enum RollChoice
{
    /// <summary>It voted for.</summary>
    For,

    /// <summary>It voted against.</summary>
    Against,

    /// <summary>It abstained.</summary>
    Abstain,

    /// <summary>It did not vote.</summary>
    None,

    /// <summary>It stood down for a conflict of interest.</summary>
    StoodDown,
}
