using System.Text.Json.Serialization;

namespace PcnAgreements.Domain.Rules;

/// <summary>How a count came out.</summary>
[JsonConverter(typeof(SnakeCase<Outcome>))]
public enum Outcome
{
    /// <summary>The quorum was met and the majority reached.</summary>
    Carried,

    /// <summary>The quorum was met, the majority was not reached, and it was no tie.</summary>
    Lost,

    /// <summary>Too few took part for the votes to count.</summary>
    Inquorate,

    /// <summary>For and against weigh the same, and no casting vote decided it.</summary>
    Tied,
}

/// <summary>For, against and abstaining, in heads or in weight.</summary>
/// <param name="For">For the motion.</param>
/// <param name="Against">Against the motion.</param>
/// <param name="Abstain">Abstaining.</param>
public readonly record struct Amounts(long For, long Against, long Abstain)
{
    /// <summary>All that was cast.</summary>
    [JsonIgnore]
    public long Total => For + Against + Abstain;

    /// <summary>The amounts with one choice's amount raised.</summary>
    internal Amounts Plus(Choice choice, long amount) => choice switch
    {
        Choice.For => this with { For = checked(For + amount) },
        Choice.Against => this with { Against = checked(Against + amount) },
        _ => this with { Abstain = checked(Abstain + amount) },
    };
}

/// <summary>A ballot's running sum: by weight, and in <paramref name="Heads"/> by practices.</summary>
/// <param name="For">The weight for.</param>
/// <param name="Against">The weight against.</param>
/// <param name="Abstain">The weight abstaining.</param>
/// <param name="Heads">The same in practices.</param>
/// <param name="OnBehalf">How much of the weight an editor recorded on behalf of practices; null where none was.</param>
public sealed record Sums(
    long For,
    long Against,
    long Abstain,
    Amounts Heads,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Amounts? OnBehalf);

/// <summary>A number needed and the number there was.</summary>
/// <param name="Needed">The smallest that is enough.</param>
/// <param name="Present">What there was.</param>
public sealed record Measure(long Needed, long Present)
{
    /// <summary>Whether there was enough.</summary>
    [JsonIgnore]
    public bool IsMet => Present >= Needed;
}

/// <summary>The quorum, as it was judged.</summary>
/// <param name="Practices">Practices needed and taking part; null where the rule does not ask.</param>
/// <param name="Weight">Weight needed and taking part; null where the rule does not ask.</param>
/// <param name="Met">Whether all that is asked was there.</param>
public sealed record QuorumCount(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] Measure? Practices,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] Measure? Weight,
    bool Met);

/// <summary>The majority, as it was judged: a share with its test, or unanimity.</summary>
/// <param name="Ratio">The share; null when unanimity was needed.</param>
/// <param name="Test">Its test; null when unanimity was needed.</param>
/// <param name="Unanimous">Whether unanimity was needed.</param>
/// <param name="Of">What the weight for was held against.</param>
/// <param name="Base">How much that weighs.</param>
/// <param name="Needed">The smallest weight for that is enough; null when the base is 0.</param>
public sealed record Threshold(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Ratio? Ratio,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] MajorityTest? Test,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Unanimous,
    MajorityBase Of,
    long Base,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? Needed);

/// <summary>What one practice on the roll did.</summary>
/// <param name="Ods">Who it is.</param>
/// <param name="Weight">What its vote weighs.</param>
/// <param name="Choice">What it did.</param>
/// <param name="OnBehalf">Whether that was recorded on its behalf, confirmed since or not.</param>
public sealed record PracticeResult(
    OdsCode Ods,
    long Weight,
    RollChoice Choice,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool OnBehalf = false);

/// <summary>A ballot's result with the whole sum, so that anyone can check it by hand.</summary>
/// <param name="Outcome">How it came out.</param>
/// <param name="For">The weight for.</param>
/// <param name="Against">The weight against.</param>
/// <param name="Abstain">The weight abstaining.</param>
/// <param name="Entitled">The weight of everybody on the roll who did not stand down.</param>
/// <param name="Threshold">The majority that was needed; judged only if the quorum was met, but always said.</param>
/// <param name="Quorum">The quorum that was needed; null where the rule has none.</param>
/// <param name="ByPractice">What each practice did, in the order of the roll.</param>
/// <param name="Explanation">The sum in plain words.</param>
public sealed record TallyResult(
    Outcome Outcome,
    long For,
    long Against,
    long Abstain,
    long Entitled,
    Threshold Threshold,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] QuorumCount? Quorum,
    IReadOnlyList<PracticeResult> ByPractice,
    string Explanation)
{
    /// <summary>For, against and abstaining in practices.</summary>
    [JsonIgnore]
    public Amounts Heads => new(
        ByPractice.Count(p => p.Choice is RollChoice.For),
        ByPractice.Count(p => p.Choice is RollChoice.Against),
        ByPractice.Count(p => p.Choice is RollChoice.Abstain));

    /// <inheritdoc/>
    public bool Equals(TallyResult? other) => other is not null
        && (Outcome, For, Against, Abstain, Entitled, Explanation)
            == (other.Outcome, other.For, other.Against, other.Abstain, other.Entitled, other.Explanation)
        && Threshold == other.Threshold && Quorum == other.Quorum && ByPractice.SequenceEqual(other.ByPractice);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Outcome, For, Against, Abstain, Entitled, Threshold, ByPractice.Count);
}
