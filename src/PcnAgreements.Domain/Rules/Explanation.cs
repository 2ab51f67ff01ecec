using System.Globalization;

namespace PcnAgreements.Domain.Rules;

/// <summary>The sum in words: who took part, how much was for and against, what was needed, and so the outcome.</summary>
internal static class Explanation
{
    public static string Of(DecisionRule rule, IReadOnlyList<RollEntry> roll, Count count, Sums sums, Outcome outcome)
    {
        var verdict = outcome is Outcome.Inquorate ? "The quorum was not met: inquorate." : Verdict(rule, roll, count, outcome);
        return $"{TakingPart(rule, count)} {Sum(roll, count, sums)} {verdict}";
    }

    private static string TakingPart(DecisionRule rule, Count count)
    {
        var quorum = count.Quorum(rule);
        // The heads shown are those the quorum is judged by, so that each number printed can be compared with the one beside it.
        var present = quorum is null ? (Practices: count.Heads.Total, Weight: count.Weight.Total) : count.Present(rule);
        var whole = quorum is null ? count.Entitled : count.QuorumBase(rule);
        var text = $"{Number(present.Practices)} of {Plural(whole.Practices, "practice")} took part";
        if (quorum is not null && !rule.AbstentionsInQuorum && count.Heads.Abstain > 0)
            text += $", not counting {Number(count.Heads.Abstain)} that abstained";
        if (quorum?.Practices is { } practices) text += $" (quorum: {Number(practices.Needed)})";
        if (quorum?.Weight is { } weight)
            text += $", weighing {Number(present.Weight)} of {Number(whole.Weight)} (quorum: {Number(weight.Needed)})";
        if (count.StoodDown.Practices > 0) text += $"; {Number(count.StoodDown.Practices)} {StoodDown(count, whole.Practices)} stood down";
        return text + ".";
    }

    private static string StoodDown(Count count, int whole) => whole == count.Entitled.Practices ? "more" : $"of the {Number(whole)}";

    private static string Sum(IReadOnlyList<RollEntry> roll, Count count, Sums sums)
    {
        var weighted = roll.Any(entry => entry.Weight != 1);
        var text = $"For: {Amount(count.Weight.For, count.Heads.For)}; against: {Amount(count.Weight.Against, count.Heads.Against)}";
        if (count.Heads.Abstain > 0) text += $"; abstaining: {Amount(count.Weight.Abstain, count.Heads.Abstain)}";
        if (sums.OnBehalf is { } onBehalf)
        {
            text += $" (of this, recorded on behalf of practices: for {Number(onBehalf.For)}, against {Number(onBehalf.Against)}";
            text += onBehalf.Abstain > 0 ? $", abstaining {Number(onBehalf.Abstain)})" : ")";
        }

        return text + ".";

        string Amount(long weight, long heads) => weighted ? $"{Number(weight)} ({Plural(heads, "practice")})" : Number(weight);
    }

    private static string Verdict(DecisionRule rule, IReadOnlyList<RollEntry> roll, Count count, Outcome outcome)
    {
        var word = outcome switch { Outcome.Carried => "carried", Outcome.Tied => "tied", _ => "lost" };
        if (rule.Majority is not Majority.Share) return Unanimity(rule.Of, count, word);
        var threshold = count.Threshold(rule);
        if (threshold.Needed is not { } needed) return $"{NoBaseInWords(rule.Of)}: {word}.";
        var test = threshold.Test is MajorityTest.AtLeast ? "At least" : "More than";
        var text = $"{test} {threshold.Ratio} of {Number(threshold.Base)}{BaseInWords(rule.Of)} is needed, that is {Number(needed)}";
        if (!rule.KnowsTies || count.Weight.For != count.Weight.Against) return $"{text}: {word}.";
        return $"{text}; for and against weigh the same{CastingVote(rule, roll, count)}: {word}.";
    }

    private static string BaseInWords(MajorityBase of) => of switch
    {
        MajorityBase.ForAndAgainst => " for and against",
        MajorityBase.Cast => " cast, abstentions included,",
        _ => " entitled to vote",
    };

    private static string NoBaseInWords(MajorityBase of) => of switch
    {
        MajorityBase.ForAndAgainst => "Nothing was cast for or against",
        MajorityBase.Cast => "Nothing was cast",
        _ => "No weight is entitled to vote",
    };

    private static string CastingVote(DecisionRule rule, IReadOnlyList<RollEntry> roll, Count count)
    {
        if (rule.CastingVote is not { } ods) return "";
        var holder = roll.FirstOrDefault(entry => entry.Ods == ods) is { } entry ? $"{entry.Name} ({ods})" : ods.ToString();
        return count.Casting switch
        {
            Choice.For => $", and the casting vote of {holder} was for",
            Choice.Against => $", and the casting vote of {holder} was against",
            _ => $", and {holder}, which has the casting vote, voted neither for nor against",
        };
    }

    private static string Unanimity(MajorityBase of, Count count, string word)
    {
        var demand = of switch
        {
            MajorityBase.ForAndAgainst => "None may be against and at least one must be for",
            MajorityBase.Cast => "All votes cast must be for, with no abstention",
            _ => $"All {Plural(count.Entitled.Practices, "practice")} entitled to vote must be for",
        };
        var found = of is MajorityBase.Entitled
            ? $"{Number(count.Heads.For)} {(count.Heads.For == 1 ? "is" : "are")}"
            : $"{Number(count.Heads.For)} for, {Number(count.Heads.Against)} against"
                + (of is MajorityBase.Cast ? $", {Number(count.Heads.Abstain)} abstaining" : "");
        return $"{demand}; {found}: {word}.";
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Plural(long number, string noun) => $"{Number(number)} {noun}{(number == 1 ? "" : "s")}";
}
