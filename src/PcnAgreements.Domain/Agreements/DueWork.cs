namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// What an agreement must do by itself at a certain time. Derived from the state alone, so that nothing is lost with a message or a
/// process; a message or a timer only wakes <see cref="DoDueWork"/>.
/// </summary>
public static class DueWork
{
    /// <summary>Each thing due, now or later, under a key of its own, with the time; no order. It is gone once it has been done.</summary>
    public static IEnumerable<(string Key, DateTimeOffset At)> Of(Agreement agreement)
    {
        foreach (var ballot in agreement.Ballots.Where(b => b.Status == BallotStatus.Open))
            yield return ($"ballot {ballot.Key}", ballot.ClosesAt);
        if (agreement is { Status: Status.InReview, ReviewBy: { } reviewBy } && !agreement.Passed.Contains(Deadline.ReviewBy))
            yield return ("review_by", reviewBy);
        if (agreement is { Status: Status.Signing, SignBy: { } signBy } && !agreement.Passed.Contains(Deadline.SignBy))
            yield return ("sign_by", signBy);
        if (ComingIntoForce.TakesEffectAt(agreement) is { } effect) yield return ("supersede", effect);
    }
}
