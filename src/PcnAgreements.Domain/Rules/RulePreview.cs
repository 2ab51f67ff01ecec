using System.Text.Json.Serialization;

namespace PcnAgreements.Domain.Rules;

/// <summary>What a rule would mean for a roll, shown before the rule is adopted.</summary>
/// <param name="Entitled">How many practices are entitled to vote.</param>
/// <param name="Weight">What their votes weigh together.</param>
/// <param name="Practices">What each vote weighs, in the order of the roll.</param>
/// <param name="Quorum">What the quorum needs; null where the rule has none.</param>
/// <param name="CanTie">Whether it ends tied in some way for all to vote for or against; null where weights are too large to say.</param>
/// <param name="CarryAlone">Who carries a motion with all others against.</param>
/// <param name="BlockAlone">Who stops a motion with all others for: by voting against or by staying away.</param>
public sealed record RulePreview(
    int Entitled,
    long Weight,
    IReadOnlyList<PracticeWeight> Practices,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] QuorumNeeded? Quorum,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] bool? CanTie,
    IReadOnlyList<OdsCode> CarryAlone,
    IReadOnlyList<OdsCode> BlockAlone)
{
    /// <summary>Looks at a rule on a roll where everybody has a weight.</summary>
    public static RulePreview Of(DecisionRule rule, IReadOnlyList<WeighedVoter> voters)
    {
        RollEntry[] roll = [.. voters.Select(v => new RollEntry(v.Ods, v.Name, v.Weight))];
        var empty = Count.Of(rule, roll, _ => null);
        var quorum = empty.Quorum(rule) is { } needed ? new QuorumNeeded(needed.Practices?.Needed, needed.Weight?.Needed) : null;
        return new(
            roll.Length,
            empty.Entitled.Weight,
            [.. roll.Select(entry => new PracticeWeight(entry.Ods, entry.Weight))],
            quorum,
            CanEndTied(rule, roll),
            [.. roll.Select(entry => entry.Ods).Where(ods => OutcomeWith(ods, Choice.For, Choice.Against) is Outcome.Carried)],
            [.. roll.Select(entry => entry.Ods).Where(Stops)]);

        Outcome OutcomeWith(OdsCode one, Choice? its, Choice others) =>
            Count.Of(rule, roll, entry => entry.Ods == one ? its : others).Outcome(rule);

        // To abstain stops nothing that one of these does not: it helps the motion no less than against, and the quorum no less than away.
        bool Stops(OdsCode ods) => OutcomeWith(ods, Choice.Against, Choice.For) is not Outcome.Carried
            || OutcomeWith(ods, null, Choice.For) is not Outcome.Carried;
    }

    // Where all vote, the quorum is met, and a casting vote on the roll leaves no tie.
    private static bool? CanEndTied(DecisionRule rule, RollEntry[] roll) =>
        rule.KnowsTies && roll.All(entry => entry.Ods != rule.CastingVote)
            ? EvenSplit.Exists([.. roll.Select(entry => entry.Weight)])
            : false;
}

/// <summary>What one practice's vote weighs.</summary>
/// <param name="Ods">Who it is.</param>
/// <param name="Weight">The weight.</param>
public sealed record PracticeWeight(OdsCode Ods, long Weight);

/// <summary>What a quorum needs of the whole roll.</summary>
/// <param name="Practices">How many practices; null where the rule does not ask.</param>
/// <param name="Weight">How much weight; null where the rule does not ask.</param>
public sealed record QuorumNeeded(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? Practices,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? Weight);
