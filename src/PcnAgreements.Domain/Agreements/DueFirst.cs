namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// An agreement with all done that is due, whether or not the service has come to record it: what is asked of it is decided on that, and
/// recorded after it. So a deadline counts from when it passes, and nobody calls off a ballot that is over, or changes what it was about.
/// </summary>
public sealed record DueFirst
{
    private readonly Decision due;
    private readonly DateTimeOffset? next;

    private DueFirst(Agreement agreement, Decision due, DateTimeOffset? next) => (Agreement, this.due, this.next) = (agreement, due, next);

    /// <summary>The agreement as it is once that is done.</summary>
    public Agreement Agreement { get; }

    /// <summary>Does what is due at a moment.</summary>
    public static DueFirst Of(Agreement agreement, DateTimeOffset now, IDirectory directory)
    {
        // Times never go back within a stream: what comes next is recorded no earlier than what came last.
        if (now < agreement.ChangedAt) now = agreement.ChangedAt;
        var context = new Context(Actor.System, now, directory);
        var due = new DoDueWork().Decide(agreement, context);
        var after = due.Events.IsEmpty ? agreement : agreement.Ahead(context, due.Events.Select(e => e.Event));
        return new(after, due, DueWork.Of(after).Select(d => (DateTimeOffset?)d.At).Where(at => at > now).Min());
    }

    /// <summary>
    /// A decision on the agreement as it is then, after what was due; and not to be written once more is. One that records nothing leaves
    /// what is due to the service.
    /// </summary>
    public Decision Then(Decision decision) =>
        decision.Refusal is not null || (decision.Events.IsEmpty && decision.Elsewhere.IsEmpty) ? decision : decision.After(due, next);
}
