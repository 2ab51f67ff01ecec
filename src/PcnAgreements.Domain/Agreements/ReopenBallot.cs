using PcnAgreements.Domain.Rules;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// An editor puts a motion again that was lost, tied or inquorate: the same rule, with roll and text fixed anew, as a new ballot of the
/// next round. The rounds before stay as they were.
/// </summary>
/// <param name="Ballot">The ballot of the round before.</param>
/// <param name="ClosesAt">When the new one closes.</param>
public sealed record ReopenBallot(BallotKey Ballot, DateTimeOffset ClosesAt) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Find(Ballot) is not { } ballot) return agreement.No(Ballot);
        if (agreement.Status != Status.InReview) return agreement.Not("reopening a ballot", Status.InReview);
        if (ballot.Result is not { Outcome: not Outcome.Carried })
            return new Refusal.WrongState($"Ballot {Ballot} can be reopened once it is closed and was lost, tied or inquorate.");
        if (agreement.Ballots.Find(b => b.Opened.Previous == Ballot && b.Status != BallotStatus.Cancelled) is { } next)
            return new Refusal.WrongState($"Ballot {Ballot} has been reopened as {next.Key}.");
        var subject = ballot.Opened.Subject;
        if (subject?.Party is { } party && !agreement.Parties.ContainsKey(party))
            return new Refusal.WrongState($"{party} is not a party any more.");
        // Rules change in drafting only; an adoption goes by the agreement's own rule, whatever it was before.
        var rule = subject?.Adopt is not null ? agreement.Rules.Adopt : ballot.Opened.Rule;
        var opening = new BallotOpening(ballot.Opened.Motion, subject, rule, ClosesAt, ballot);
        return opening.InConflict(agreement) is { } conflict ? conflict : opening.Decide(agreement, context, new());
    }
}
