using PcnAgreements.Domain.Rules;

namespace PcnAgreements.Domain.Agreements;

/// <summary>A ballot in the terms of the rules: its roll, and the choices that count.</summary>
public static class BallotArithmetic
{
    /// <summary>The roll as it was fixed, with who has stood down and who votes for whom.</summary>
    public static IReadOnlyList<RollEntry> Roll(this Ballot ballot) =>
    [
        .. ballot.Opened.Roll.Select(r => new RollEntry(r.Ods, r.Name, r.Weight)
        {
            StoodDown = ballot.Conflicts.ContainsKey(r.Ods),
            ProxyHolder = ballot.Proxies.TryGetValue(r.Ods, out var holder) ? holder : null,
        }),
    ];

    /// <summary>Each party's last vote that was not taken back.</summary>
    public static IReadOnlyDictionary<OdsCode, CountedChoice> Choices(this Ballot ballot) => ballot.Votes
        .Where(v => !v.Superseded)
        .ToDictionary(v => v.Party, v => new CountedChoice(v.Choice, v.OnBehalf is not null, v.Confirmed is not null));

    /// <summary>The sum as it stands; of a ballot that was called off, as it stood then.</summary>
    public static Sums Sums(this Ballot ballot) => Tally.Sum(ballot.Roll(), ballot.Choices());

    /// <summary>What the rule would make of the votes as they stand, with the sum in words.</summary>
    public static TallyResult Count(this Ballot ballot) => Tally.Of(ballot.Opened.Rule, ballot.Roll(), ballot.Choices());

    /// <summary>Whether all have voted or the outcome cannot change, and the rule closes the ballot then; null when it goes on.</summary>
    internal static ClosedHow? EndsEarly(this Ballot ballot) =>
        !Rules.Decided.ClosesEarly(ballot.Opened.Rule, ballot.Roll(), ballot.Choices()) ? null
        : ballot.Opened.Rule.Closes == Closing.WhenAllVoted ? ClosedHow.AllVoted
        : ClosedHow.Decided;

    /// <summary>Whether an editor may close it now.</summary>
    public static bool MayCloseByHand(this Ballot ballot) =>
        Rules.Decided.MayCloseByHand(ballot.Opened.Rule, ballot.Roll(), ballot.Choices());
}
