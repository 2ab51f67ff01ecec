namespace PcnAgreements.Domain.Rules;

/// <summary>
/// Counts a roll by a rule, in exact whole numbers: first the quorum, then the majority, then a casting vote in a tie. Choices of who
/// is not on the roll, or stood down, are not looked at.
/// </summary>
public static class Tally
{
    /// <summary>The whole result, with its sum in words.</summary>
    public static TallyResult Of(DecisionRule rule, IReadOnlyList<RollEntry> roll, IReadOnlyDictionary<OdsCode, CountedChoice> choices)
    {
        var count = Count.Of(rule, roll, entry => ChoiceOf(choices, entry));
        var outcome = count.Outcome(rule);
        return new(
            outcome,
            count.Weight.For,
            count.Weight.Against,
            count.Weight.Abstain,
            count.Entitled.Weight,
            count.Threshold(rule),
            count.Quorum(rule),
            [.. roll.Select(entry => Line(entry, choices))],
            Explanation.Of(rule, roll, count, Sum(roll, choices), outcome));
    }

    /// <summary>The outcome alone, for those who ask it of many clauses; null is who has not chosen.</summary>
    public static Outcome OutcomeOf(DecisionRule rule, IReadOnlyList<RollEntry> roll, Func<RollEntry, Choice?> choice) =>
        Count.Of(rule, roll, choice).Outcome(rule);

    /// <summary>The running sum, which knows no rule.</summary>
    public static Sums Sum(IReadOnlyList<RollEntry> roll, IReadOnlyDictionary<OdsCode, CountedChoice> choices)
    {
        Amounts weight = default, heads = default, onBehalf = default;
        var anyOnBehalf = false;
        foreach (var entry in roll)
        {
            if (entry.StoodDown || !choices.TryGetValue(entry.Ods, out var counted)) continue;
            weight = weight.Plus(counted.Choice, entry.Weight);
            heads = heads.Plus(counted.Choice, 1);
            if (!counted.OnBehalf) continue;
            onBehalf = onBehalf.Plus(counted.Choice, entry.Weight);
            anyOnBehalf = true;
        }

        return new(weight.For, weight.Against, weight.Abstain, heads, anyOnBehalf ? onBehalf : null);
    }

    private static Choice? ChoiceOf(IReadOnlyDictionary<OdsCode, CountedChoice> choices, RollEntry entry) =>
        choices.TryGetValue(entry.Ods, out var counted) ? counted.Choice : null;

    private static PracticeResult Line(RollEntry entry, IReadOnlyDictionary<OdsCode, CountedChoice> choices)
    {
        if (entry.StoodDown) return new(entry.Ods, entry.Weight, RollChoice.StoodDown);
        if (!choices.TryGetValue(entry.Ods, out var counted)) return new(entry.Ods, entry.Weight, RollChoice.None);
        var choice = counted.Choice switch
        {
            Choice.For => RollChoice.For,
            Choice.Against => RollChoice.Against,
            _ => RollChoice.Abstain,
        };
        return new(entry.Ods, entry.Weight, choice, counted.OnBehalf);
    }
}
