using PcnAgreements.Domain.Organisations;

namespace PcnAgreements.Domain.Agreements;

/// <summary>What waits on a person in one agreement.</summary>
public static class WaitingTasks
{
    /// <summary>Everything that waits on a person, soonest first; what has no deadline comes last.</summary>
    /// <param name="agreement">The agreement.</param>
    /// <param name="person">The person.</param>
    /// <param name="authorities">What the person may do now, by organisation; those that have no part in it are passed over.</param>
    public static IReadOnlyList<WaitingTask> Of(
        Agreement agreement, PersonId person, IReadOnlyDictionary<OdsCode, IReadOnlyCollection<Authority>> authorities)
    {
        var tasks = authorities.OrderBy(a => a.Key).SelectMany(a => For(agreement, person, a.Key, a.Value));
        return [.. tasks.OrderBy(t => t.DueAt ?? DateTimeOffset.MaxValue)];
    }

    private static IEnumerable<WaitingTask> For(Agreement agreement, PersonId person, OdsCode ods, IReadOnlyCollection<Authority> may)
    {
        var isParty = agreement.Parties.TryGetValue(ods, out var party);
        IEnumerable<WaitingTask> tasks = [];
        if (isParty && may.Contains(Authority.Approver))
            tasks = [.. tasks, .. ToApprove(agreement, party!), .. StancesToConfirm(agreement, ods)];
        if (may.Contains(Authority.Voter)) tasks = [.. tasks, .. ToVote(agreement, ods)];
        if (isParty && may.Contains(Authority.Signatory)) tasks = [.. tasks, .. ToSign(agreement, person, ods)];
        if (ods == agreement.Convenor && may.Contains(Authority.Editor)) tasks = [.. tasks, .. ForEditors(agreement)];
        if (isParty && may.Contains(Authority.Approver)) tasks = [.. tasks, .. AnswersToRead(agreement, ods)];
        return tasks;
    }

    private static IEnumerable<WaitingTask> ToApprove(Agreement agreement, Party party)
    {
        if (agreement.Status != Status.InReview || !party.Terms.Votes) yield break;
        foreach (var printed in agreement.Text.Printed)
        {
            var clause = agreement.Text[printed.Key];
            if (!agreement.Awaits(party.Ods, clause)) continue;
            var approved = agreement.LastApproved(clause.Key, party.Ods);
            var again = approved is { } revision && revision < clause.Revision;
            yield return new(again ? TaskKind.ReaffirmClause : TaskKind.ApproveClause, party.Ods, agreement.DueBy)
            {
                Clause = clause.Key, Change = again ? new(approved!.Value, clause.Revision) : null,
            };
        }
    }

    private static IEnumerable<WaitingTask> StancesToConfirm(Agreement agreement, OdsCode ods)
    {
        if (agreement.Status is not (Status.InReview or Status.Signing)) return [];
        return from clause in agreement.Text.Printed
               let stance = agreement.StanceOf(clause.Key, ods)
               where stance is { IsOwn: false } && agreement.IsCurrent(clause.Key, stance)
               select new WaitingTask(TaskKind.Confirm, ods, agreement.DueBy) { Clause = clause.Key };
    }

    // A practice that gave its proxy has handed the task on, and has it back when the holder stands down.
    private static IEnumerable<WaitingTask> ToVote(Agreement agreement, OdsCode ods) =>
        from ballot in agreement.Ballots
        where ballot.Status == BallotStatus.Open
        from entry in ballot.Opened.Roll
        let vote = ballot.VoteOf(entry.Ods)
        where !ballot.Conflicts.ContainsKey(entry.Ods)
            && (vote is null
                ? VoterFor(ballot, entry.Ods) == ods
                : !vote.IsOwn && entry.Ods == ods)
        select new WaitingTask(vote is null ? TaskKind.Vote : TaskKind.Confirm, entry.Ods, ballot.ClosesAt) { Ballot = ballot.Key };

    private static OdsCode VoterFor(Ballot ballot, OdsCode party) =>
        ballot.Proxies.TryGetValue(party, out var holder) && !ballot.Conflicts.ContainsKey(holder) ? holder : party;

    private static IEnumerable<WaitingTask> ToSign(Agreement agreement, PersonId person, OdsCode ods) =>
        agreement.Status == Status.Signing && SigningProgress.Of(agreement, ods)!.Awaits(person)
            ? [new(TaskKind.Sign, ods, agreement.DueBy)]
            : [];

    private static IEnumerable<WaitingTask> ForEditors(Agreement agreement)
    {
        var comments = !agreement.IsDiscussed ? [] : agreement.Comments
            .Where(c => c is { Resolved: null, Internal: false } && c.LastWord != agreement.Convenor)
            .Select(c => new WaitingTask(TaskKind.AnswerComment, agreement.Convenor, agreement.DueBy)
            {
                Clause = c.Clause, Comment = c.Key,
            });
        // While a ballot on it is open, an amendment waits on the voters.
        var amendments = !agreement.TakesEdits ? [] : agreement.Amendments
            .Where(a => a.Status == AmendmentStatus.Proposed && agreement.OpenBallotOn(new(Amendment: a.Key)) is null)
            .Select(a => new WaitingTask(TaskKind.DecideAmendment, agreement.Convenor, agreement.DueBy)
            {
                Clause = a.Proposal.Clause, Amendment = a.Key,
            });
        return [.. comments, .. amendments];
    }

    // While the convenor's editors write, nothing is asked of a party.
    private static IEnumerable<WaitingTask> AnswersToRead(Agreement agreement, OdsCode ods) =>
        agreement.Status is not (Status.InReview or Status.Signing) || ods == agreement.Convenor ? [] : agreement.Comments
            .Where(c => c is { Resolved: null, Internal: false } && c.Organisation == ods && c.LastWord == agreement.Convenor)
            .Select(c => new WaitingTask(TaskKind.AnswerComment, ods, agreement.DueBy) { Clause = c.Clause, Comment = c.Key });
}

/// <summary>One thing that waits on a person.</summary>
/// <param name="Kind">What is to be done.</param>
/// <param name="Ods">For which organisation; the giver of the proxy where its holder is to vote.</param>
/// <param name="DueAt">By when; null when nobody said.</param>
public sealed record WaitingTask(TaskKind Kind, OdsCode Ods, DateTimeOffset? DueAt)
{
    /// <summary>The clause it is about.</summary>
    public ClauseKey? Clause { get; init; }

    /// <summary>The ballot it is about.</summary>
    public BallotKey? Ballot { get; init; }

    /// <summary>The comment it is about.</summary>
    public CommentKey? Comment { get; init; }

    /// <summary>The amendment it is about.</summary>
    public AmendmentKey? Amendment { get; init; }

    /// <summary>What has changed since the practice's own last approval; null when it never approved the clause.</summary>
    public RevisionChange? Change { get; init; }
}

/// <summary>From one revision of a clause to another.</summary>
public sealed record RevisionChange(int From, int To);

/// <summary>What waits.</summary>
public enum TaskKind
{
    /// <summary>A clause the practice has not approved yet.</summary>
    ApproveClause,

    /// <summary>A clause that has other words than those the practice approved.</summary>
    ReaffirmClause,

    /// <summary>A ballot in which a vote is missing.</summary>
    Vote,

    /// <summary>A text to be signed.</summary>
    Sign,

    /// <summary>A comment in which the others had the last word.</summary>
    AnswerComment,

    /// <summary>A proposed amendment.</summary>
    DecideAmendment,

    /// <summary>A stance or a vote that was recorded on the practice's behalf.</summary>
    Confirm,
}
