namespace PcnAgreements.Domain.Agreements;

/// <summary>Refusals that the commands on ballots share.</summary>
internal static class BallotGuards
{
    /// <summary>
    /// The refusal of a change to a ballot that takes none any more; null while it is open. Its deadline counts, not whether it has been
    /// closed yet; the decision itself says <see cref="Decision.NotAfter"/>, so that the database's clock has the last word.
    /// </summary>
    public static Refusal.WrongState? NotOpen(this Ballot ballot, Context context) => ballot.Status switch
    {
        BallotStatus.Closed => new(
            $"Ballot {ballot.Key} is closed, {Outcome(ballot)}; a lost, tied or inquorate one can be reopened as a new ballot."),
        BallotStatus.Cancelled => new($"Ballot {ballot.Key} was called off; open a new one."),
        _ when ballot.ClosesAt <= context.Now => new(
            $"Ballot {ballot.Key} closed at {ballot.ClosesAt:yyyy-MM-ddTHH:mm:ssZ}; nothing can be changed since."),
        _ => null,
    };

    /// <summary>The refusal of what only somebody on the roll may do; null for somebody on it.</summary>
    public static Refusal.NotEntitled? NotOnRoll(this Ballot ballot, OdsCode party) => ballot.OnRoll(party)
        ? null
        : new($"{party} is not on the roll of ballot {ballot.Key}, which was fixed when it opened.");

    /// <summary>The refusal of what nobody who stood down may do; null for the others.</summary>
    public static Refusal.WrongState? StoodDown(this Ballot ballot, OdsCode party) => ballot.Conflicts.ContainsKey(party)
        ? new($"{party} declared a conflict of interest and stood down from ballot {ballot.Key}.")
        : null;

    /// <summary>The refusal of a second thought where the rule takes none.</summary>
    public static Refusal.WrongState NoChanges(this Ballot ballot, OdsCode party) =>
        new($"{party} has voted in ballot {ballot.Key}, whose rule lets no vote be changed or withdrawn.");

    private static string Outcome(Ballot ballot) => ballot.Result!.Outcome.ToString().ToLowerInvariant();
}
