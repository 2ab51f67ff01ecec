using System.Text.Json.Serialization;

namespace PcnAgreements.Domain.Rules;

/// <summary>
/// How one matter is decided, as Schedule 1 of an agreement says: no national majority, quorum or weighting exists. What is not said
/// is as the contract's defaults. In JSON it is always written whole, every default spelt out.
/// </summary>
/// <param name="Majority">How much must be for the motion; the one part without a default.</param>
[JsonConverter(typeof(DecisionRuleJson))]
public sealed record DecisionRule(Majority Majority)
{
    /// <summary>The rule for clauses where an agreement says none: every voting party on the roll must be for.</summary>
    public static DecisionRule UnanimousOfEntitled { get; } = new(Majority.Unanimous) { Of = MajorityBase.Entitled };

    /// <summary>What each vote weighs.</summary>
    public Weighting Weight { get; init; } = Weighting.OnePerPractice;

    /// <summary>What the weight for the motion is held against.</summary>
    public MajorityBase Of { get; init; } = MajorityBase.ForAndAgainst;

    /// <summary>Who must take part; null where nobody need.</summary>
    public Quorum? Quorum { get; init; }

    /// <summary>The practice whose own vote decides a tie; null where a tie stays one.</summary>
    public OdsCode? CastingVote { get; init; }

    /// <summary>Whether a practice may let another vote for it.</summary>
    public Proxies Proxies { get; init; } = Proxies.None;

    /// <summary>What ends a ballot under this rule.</summary>
    public Closing Closes { get; init; } = Closing.AtDeadline;

    /// <summary>Whether a vote may be changed or withdrawn until the ballot closes.</summary>
    public bool Changes { get; init; } = true;

    /// <summary>Whether those who abstain count as taking part when the quorum is judged.</summary>
    public bool AbstentionsInQuorum { get; init; } = true;

    /// <summary>Where a practice that stood down for a conflict of interest still counts.</summary>
    public ConflictedIn Conflicted { get; init; } = ConflictedIn.Out;

    /// <summary>Whether it is the one kind of rule under which a vote can tie: more than one half of those for and against.</summary>
    [JsonIgnore]
    public bool KnowsTies =>
        Of is MajorityBase.ForAndAgainst && Majority is Majority.Share { Test: MajorityTest.MoreThan, Ratio.IsHalf: true };
}

/// <summary>Who must take part for a ballot to count; where both are asked for, both must be met.</summary>
/// <param name="Practices">At least this share of the practices; null where their number does not matter.</param>
/// <param name="Weight">At least this share of the weight; null where it does not matter.</param>
public sealed record Quorum(Ratio? Practices, Ratio? Weight);

/// <summary>Whether a practice may let another party's voter vote for it.</summary>
/// <param name="Allowed">Whether any may.</param>
/// <param name="PerHolder">How many one holder may hold, at least 1; null for any number.</param>
public sealed record Proxies(bool Allowed, int? PerHolder)
{
    /// <summary>No proxies.</summary>
    public static Proxies None { get; } = new(false, null);
}

/// <summary>What ends a ballot.</summary>
[JsonConverter(typeof(SnakeCase<Closing>))]
public enum Closing
{
    /// <summary>Its deadline, and nothing else.</summary>
    AtDeadline,

    /// <summary>The last vote, or its deadline.</summary>
    WhenAllVoted,

    /// <summary>The vote after which no other can change the outcome, or its deadline; only where votes cannot be changed.</summary>
    WhenDecided,
}

/// <summary>Where a practice that stood down still counts: it never votes, and never counts as taking part.</summary>
[JsonConverter(typeof(SnakeCase<ConflictedIn>))]
public enum ConflictedIn
{
    /// <summary>Nowhere: it leaves the roll, the denominator and the quorum's base.</summary>
    Out,

    /// <summary>In the number, and weight, that the quorum is a share of.</summary>
    InQuorumBase,
}
