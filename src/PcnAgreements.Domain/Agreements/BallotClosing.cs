using PcnAgreements.Domain.Rules;

namespace PcnAgreements.Domain.Agreements;

/// <summary>Closing a ballot, counting it, and what follows from a carried one at once: the only place where that is decided.</summary>
internal static class BallotClosing
{
    /// <summary>
    /// A decision on an open ballot, which nobody may record after its deadline, and its closing where that is the end of it.
    /// </summary>
    public static Decision InTime(this Decision decision, Agreement agreement, Context context, Ballot ballot)
    {
        var inTime = decision with { NotAfter = ballot.ClosesAt };
        var ahead = agreement.Ahead(context, decision.Events.Select(e => e.Event));
        return ahead.Find(ballot.Key)!.EndsEarly() is { } how ? inTime.Then(ahead.Closing(context, ballot.Key, how)) : inTime;
    }

    /// <summary>The ballot closed and counted, with the consequences of a carried one.</summary>
    public static IReadOnlyList<DomainEvent> Closing(this Agreement agreement, Context context, BallotKey key, ClosedHow how)
    {
        var ballot = agreement.Find(key)!;
        var closed = new BallotClosed(key, how, ballot.Count());
        if (closed.Result.Outcome != Outcome.Carried) return [closed];
        return [closed, .. Consequences(agreement.Ahead(context, closed), context, ballot)];
    }

    private static IEnumerable<DomainEvent> Consequences(Agreement agreement, Context context, Ballot ballot)
    {
        if (!agreement.TakesEdits) return [];
        return ballot.Opened.Subject switch
        {
            { Party: { } party } when agreement.Parties.ContainsKey(party) => [new PartyRemoved(party, ballot.Key)],
            { Amendment: { } key } => Accepting(agreement, context, ballot, agreement.Find(key)!),
            _ => [],
        };
    }

    // What cannot be done any more (the clause has other words by now, or its new place is gone) is left to an editor.
    private static IEnumerable<DomainEvent> Accepting(Agreement agreement, Context context, Ballot ballot, Amendment amendment)
    {
        if (amendment.Status != AmendmentStatus.Proposed || HasChanged(agreement, ballot, amendment.Proposal)) return [];
        var edit = amendment.Edit(agreement, new(Any: true, [])).Decide(agreement, context);
        return edit.Refusal is null
            ? [new AmendmentAccepted(amendment.Key, amendment.Proposal.By, ballot.Key), .. edit.Events.Select(e => e.Event)]
            : [];
    }

    // Other words make it another clause for any amendment; another place only for one that moves it.
    private static bool HasChanged(Agreement agreement, Ballot ballot, AmendmentProposed proposal) =>
        proposal.Clause is { } key && agreement.Text[key] is var clause
        && (clause.Struck || clause.Revision != ballot.Opened.Revision || (proposal.Op == AmendmentOp.Move && clause.Edit != ballot.Edit));
}
