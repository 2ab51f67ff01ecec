namespace PcnAgreements.Domain.Rules;

/// <summary>
/// Whether a ballot may end before its deadline. Votes are taken as given, also under a rule that lets them be changed; what was
/// recorded on behalf of a practice and not confirmed counts as not voted here.
/// </summary>
public static class Decided
{
    /// <summary>Whether the ballot ends of itself with the choices as they stand.</summary>
    public static bool ClosesEarly(DecisionRule rule, IReadOnlyList<RollEntry> roll, IReadOnlyDictionary<OdsCode, CountedChoice> choices) =>
        rule.Closes switch
        {
            Closing.WhenAllVoted => AllVoted(roll, choices),
            Closing.WhenDecided => IsDecided(rule, roll, choices),
            _ => false,
        };

    /// <summary>Whether an editor may end it: once all have voted or the outcome cannot change, never under <c>at_deadline</c>.</summary>
    public static bool MayCloseByHand(
        DecisionRule rule, IReadOnlyList<RollEntry> roll, IReadOnlyDictionary<OdsCode, CountedChoice> choices) =>
        rule.Closes is not Closing.AtDeadline && IsDecided(rule, roll, choices);

    /// <summary>Whether everybody on the roll who has not stood down has voted.</summary>
    public static bool AllVoted(IReadOnlyList<RollEntry> roll, IReadOnlyDictionary<OdsCode, CountedChoice> choices) =>
        roll.All(entry => entry.StoodDown || FirmChoice(choices, entry) is not null);

    /// <summary>
    /// Whether the outcome is the same whatever those who have not voted do: vote for, against, abstain, stay away or stand down. It is so
    /// once everybody has voted.
    /// </summary>
    public static bool IsDecided(DecisionRule rule, IReadOnlyList<RollEntry> roll, IReadOnlyDictionary<OdsCode, CountedChoice> choices)
    {
        // Three ends of the range are enough. Taking part only helps the quorum: least when all stay away, most when all vote. With the
        // quorum safe, each move of one practice from against over none or abstain to for only helps the motion, so all against and all
        // for are its ends. Where these agree nothing between differs, ties included: a tie strictly between has a win on either side.
        var outcome = With(null);
        return With(Choice.For) == outcome && With(Choice.Against) == outcome;

        Outcome With(Choice? rest) => Count.Of(rule, roll, entry => FirmChoice(choices, entry) ?? rest).Outcome(rule);
    }

    private static Choice? FirmChoice(IReadOnlyDictionary<OdsCode, CountedChoice> choices, RollEntry entry) =>
        choices.TryGetValue(entry.Ods, out var counted) && counted.IsFirm ? counted.Choice : null;
}
