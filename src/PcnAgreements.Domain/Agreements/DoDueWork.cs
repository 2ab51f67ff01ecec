namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// The service records what time has brought: ballots past their deadline are closed and counted, passed deadlines noted, a varied
/// agreement ended. Nothing is recorded when nothing is due, so it may be asked at any time, any number of times.
/// </summary>
public sealed record DoDueWork : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        var ahead = agreement;
        var events = new List<DomainEvent>();
        var past = agreement.Ballots.Where(b => b.Status == BallotStatus.Open && b.ClosesAt <= context.Now).OrderBy(b => b.ClosesAt);
        foreach (var ballot in past) Record(ahead.Closing(context, ballot.Key, ClosedHow.Deadline));
        if (ahead is { Status: Status.InReview, ReviewBy: { } reviewBy } && Passes(Deadline.ReviewBy, reviewBy))
            Record([new DeadlinePassed(Deadline.ReviewBy, reviewBy)]);
        if (ahead is { Status: Status.Signing, SignBy: { } signBy } && Passes(Deadline.SignBy, signBy))
            Record([new DeadlinePassed(Deadline.SignBy, signBy)]);
        return Decision.Nothing.Then(events).WithParentOver(ahead, context);

        bool Passes(Deadline deadline, DateTimeOffset at) => at <= context.Now && !ahead.Passed.Contains(deadline);

        void Record(IReadOnlyList<DomainEvent> recorded)
        {
            events.AddRange(recorded);
            ahead = ahead.Ahead(context with { Actor = Actor.System }, recorded);
        }
    }
}
