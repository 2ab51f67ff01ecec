using System.Numerics;
using PcnAgreements.Domain.Rules;

namespace PcnAgreements.Domain.Tests.Rules;

/// <summary>The contract's "How it is counted", sentence by sentence, for the properties to compare with.</summary>
internal static class PlainCount
{
    public static Outcome Outcome(Scenario s)
    {
        var entitled = s.Roll.Where(e => !e.StoodDown).ToList();
        var those = (Choice choice) => entitled.Where(e => s.Choices.TryGetValue(e.Ods, out var c) && c.Choice == choice).ToList();
        var (ayes, noes, abstaining) = (those(Choice.For), those(Choice.Against), those(Choice.Abstain));
        if (s.Rule.Quorum is { } quorum)
        {
            var whole = s.Rule.Conflicted is ConflictedIn.InQuorumBase ? s.Roll.ToList() : entitled;
            List<RollEntry> present = [.. ayes, .. noes, .. s.Rule.AbstentionsInQuorum ? abstaining : []];
            if (quorum.Practices is { } p && IsBelow(present.Count, whole.Count, p)) return Domain.Rules.Outcome.Inquorate;
            if (quorum.Weight is { } w && IsBelow(Weigh(present), Weigh(whole), w)) return Domain.Rules.Outcome.Inquorate;
        }

        if (Weigh(ayes) == 0) return Domain.Rules.Outcome.Lost;
        if (s.Rule.Majority is not Majority.Share share)
        {
            List<RollEntry> mustBeFor = s.Rule.Of switch
            {
                MajorityBase.ForAndAgainst => [.. ayes, .. noes],
                MajorityBase.Cast => [.. ayes, .. noes, .. abstaining],
                _ => entitled,
            };
            return mustBeFor.TrueForAll(ayes.Contains) ? Domain.Rules.Outcome.Carried : Domain.Rules.Outcome.Lost;
        }

        var held = s.Rule.Of switch
        {
            MajorityBase.ForAndAgainst => Weigh(ayes) + Weigh(noes),
            MajorityBase.Cast => Weigh(ayes) + Weigh(noes) + Weigh(abstaining),
            _ => Weigh(entitled),
        };
        if (share.Test is MajorityTest.MoreThan && s.Rule.Of is MajorityBase.ForAndAgainst
            && 2 * (BigInteger)share.Ratio.Numerator == share.Ratio.Denominator && Weigh(ayes) == Weigh(noes))
        {
            return ayes.Exists(e => e.Ods == s.Rule.CastingVote) ? Domain.Rules.Outcome.Carried
                : noes.Exists(e => e.Ods == s.Rule.CastingVote) ? Domain.Rules.Outcome.Lost
                : Domain.Rules.Outcome.Tied;
        }

        var isJust = Weigh(ayes) * share.Ratio.Denominator == held * share.Ratio.Numerator;
        var isBelow = IsBelow(Weigh(ayes), held, share.Ratio);
        return !isBelow && (share.Test is MajorityTest.AtLeast || !isJust) ? Domain.Rules.Outcome.Carried : Domain.Rules.Outcome.Lost;
    }

    private static bool IsBelow(BigInteger part, BigInteger whole, Ratio ratio) => part * ratio.Denominator < whole * ratio.Numerator;

    private static BigInteger Weigh(IEnumerable<RollEntry> entries) => entries.Aggregate(BigInteger.Zero, (sum, e) => sum + e.Weight);
}
