namespace PcnAgreements.Domain.Rules;

/// <summary>What is wrong with a rule of the right form, each problem by the JSON pointer of its place, from the rule's root.</summary>
public static class RuleProblems
{
    private const string InRange = "A ratio lies above 0 and at most 1.";

    /// <summary>Every problem of the rule; none when it may be adopted. Whether it fits a roll is for <see cref="Weights"/>.</summary>
    public static IReadOnlyDictionary<string, string[]> Problems(this DecisionRule rule) =>
        Find(rule).ToDictionary(p => p.At, p => new[] { p.Message }, StringComparer.Ordinal);

    private static IEnumerable<(string At, string Message)> Find(DecisionRule rule)
    {
        foreach (var problem in OfWeight(rule.Weight)) yield return problem;
        if (rule.Majority is Majority.Share share)
        {
            if (!share.Ratio.IsInRange) yield return ("/majority/ratio", InRange);
            else if (share is { Test: MajorityTest.MoreThan, Ratio.IsWhole: true })
                yield return ("/majority/ratio", "Nothing is more than the whole: with more_than the ratio lies below 1.");
        }

        if (rule.Quorum?.Practices is { IsInRange: false }) yield return ("/quorum/practices", InRange);
        if (rule.Quorum?.Weight is { IsInRange: false }) yield return ("/quorum/weight", InRange);
        if (rule.Proxies.PerHolder is < 1 or > 999_999_999) yield return ("/proxies/perHolder", "One holder may hold at least 1 proxy.");
        if (rule is { Closes: Closing.WhenDecided, Changes: true })
            yield return ("/closes", "when_decided asks for changes: false, as a vote that can be changed decides nothing yet.");
    }

    private static IEnumerable<(string At, string Message)> OfWeight(Weighting weight)
    {
        if (weight is Weighting.Banded { Per: < 1 or > Weighting.Largest }) yield return ("/weight/per", "A band is 1 to 10¹² patients.");
        if (weight is not Weighting.Given given) yield break;
        if (given.Weights.Values.All(w => w == 0)) yield return ("/weight/given", "Somebody needs a weight above 0.");
        foreach (var (ods, _) in given.Weights.Where(w => w.Value is < 0 or > Weighting.Largest))
            yield return ($"/weight/given/{ods}", "A weight is 0 to 10¹².");
    }
}
