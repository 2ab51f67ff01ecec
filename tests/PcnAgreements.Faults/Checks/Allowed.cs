using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Faults.Histories;

namespace PcnAgreements.Faults.Checks;

/// <summary>
/// Folds the whole log in its one order, and asks of each event whether it could be, on what stood before it: on the words it was meant
/// for, in time, and by somebody who had the authority then. Compares what readers were shown with what the fold says.
/// </summary>
internal sealed class Allowed(History history, Past past, Findings findings)
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);
    private readonly Dictionary<(string Stream, string Tag), Logged> superseded = [];
    private readonly HashSet<(string Stream, string Tag)> tags = [];

    /// <summary>Whether a clause of a stream ever had an edit tag.</summary>
    public bool Had(string stream, string tag) => tags.Contains((stream, tag));

    /// <summary>What made an edit tag stale, by stream and tag.</summary>
    public IReadOnlyDictionary<(string Stream, string Tag), Logged> Superseded => superseded;

    /// <summary>Checks a record.</summary>
    /// <param name="record">What was recorded.</param>
    /// <param name="isOver">Whether all that was due has had its time to be done.</param>
    public void Check(Record record, bool isOver = true)
    {
        var shown = history.Texts.Values.SelectMany(t => t).ToLookup(t => (t.Stream, t.Version));
        foreach (var (e, before, after, follows) in past.Steps)
        {
            if (!follows) Wrong(e, "cannot follow what stands before it");
            else if (before is Agreement agreement) OfAgreement(agreement, e, e.Event);
            ByWhomItMay(e);
            if (after is not Agreement now) continue;
            foreach (var seen in shown[(e.Stream, e.Version)]) Compare(now, seen);
            if (((e.Event as ClauseReworded)?.Clause ?? (e.Event as ClauseAdded)?.Clause) is { } key && now.Find(key) is { } written)
                tags.Add((e.Stream, EditTag.Of(written)));
        }

        foreach (var agreement in past.Last.OfType<Agreement>().Where(_ => isOver))
        {
            foreach (var (key, at) in DueWork.Of(agreement).Where(d => d.At < record.ReadAt - Late))
                findings.Add("each deadline once", $"{key} of agreement-{agreement.Id} passed at {at:O}, and nothing was done");
        }

        foreach (var seen in shown.SelectMany(s => s).Where(s => record.Versions.GetValueOrDefault(s.Stream) < s.Version))
            findings.Add("nothing read is lost", $"{seen.Stream} was read at version {seen.Version}, which is not there");
    }

    private void OfAgreement(Agreement before, Logged e, DomainEvent happened)
    {
        switch (happened)
        {
            case ClauseApproved approved: OnItsRevision(before, e, approved.Clause, approved.Revision, approved.Hash); break;
            case ClauseObjected objected: OnItsRevision(before, e, objected.Clause, objected.Revision, objected.Hash); break;
            case ClauseReworded reworded:
                if (before.Find(reworded.Clause) is not { } upon || before.NextRevision(upon) != reworded.Revision)
                    Wrong(
                        e,
                        $"makes revision {reworded.Revision} of {reworded.Clause}, which is at {before.Find(reworded.Clause)?.Revision}");
                if (!before.TakesEdits) Wrong(e, $"while it was {before.Status}");
                OnItsTag(before, e, reworded.Clause);
                superseded[(e.Stream, EditTag.Of(before.Text[reworded.Clause]))] = e;
                break;
            case ClauseAdded added when before.Find(added.Clause) is not null: Wrong(e, $"adds {added.Clause}, which is there"); break;
            case CommentMade made when before.Find(made.Comment) is not null: Wrong(e, $"makes {made.Comment}, which is there"); break;
            case AmendmentProposed made when before.Find(made.Amendment) is not null:
                Wrong(e, $"proposes {made.Amendment}, which is there");
                break;
            case BallotOpened opened when before.Find(opened.Ballot) is not null: Wrong(e, $"opens {opened.Ballot}, which is there"); break;
            case VoteCast vote: InTime(before, e, vote.Ballot); break;
            case VoteChanged vote: InTime(before, e, vote.Ballot); break;
            case BallotClosed closed:
                if (before.Find(closed.Ballot) is not { Status: BallotStatus.Open } ballot)
                    Twice(e, $"ballot {closed.Ballot} is closed again");
                else if (closed.How == ClosedHow.Deadline && e.At < ballot.ClosesAt)
                    Wrong(e, $"closes ballot {closed.Ballot} before {ballot.ClosesAt:O}");
                break;
            case DeadlinePassed passed:
                if (before.Passed.Contains(passed.Deadline)) Twice(e, $"{passed.Deadline} passes again");
                if (e.At < passed.At || passed.At != (passed.Deadline == Deadline.ReviewBy ? before.ReviewBy : before.SignBy))
                    Wrong(e, $"passes {passed.At:O}, which is not its deadline, or not yet");
                break;
            case SigningOpened opened:
                if (before.Status != Status.InReview || opened.TextHash != before.Text.TextHash)
                    Wrong(e, $"opens while it was {before.Status}, or of another text");
                break;
            case Signed signed:
                if (before.Status != Status.Signing || before.Round?.Opened.TextHash != signed.TextHash
                    || before.Text.TextHash != signed.TextHash)
                    Wrong(e, $"of {signed.TextHash[..8]} while it was {before.Status} of {before.Text.TextHash[..8]}");
                break;
        }
    }

    private void OnItsRevision(Agreement before, Logged e, ClauseKey clause, int revision, string hash)
    {
        if (before.Status != Status.InReview) Wrong(e, $"while it was {before.Status}");
        if (before.Find(clause) is not { } found || found.Revision != revision || found.Wording.Hash != hash)
            Wrong(e, $"is of revision {revision} of {clause}, which is at {before.Find(clause)?.Revision}");
        if (Meant(e) is not { } operation) return;
        if (operation.Revision is { } meant && meant != revision)
            findings.Add(
                "nobody approves words they have not seen",
                $"{e.Stream} version {e.Version} is of revision {revision} of {clause}; its sender named {meant}");
        else if (operation.Words is { } words && words != hash)
            findings.Add(
                "nobody approves words they have not seen",
                $"{e.Stream} version {e.Version} is of revision {revision} of {clause}, whose words are not those its sender had seen");
    }

    private void OnItsTag(Agreement before, Logged e, ClauseKey clause)
    {
        if (Meant(e) is not { IfMatch: { } tag } operation) return;
        var upon = before.Text[clause];
        if (EditTag.Of(upon) != tag)
            findings.Add(
                "nobody's edit is overwritten unseen",
                $"{e.Stream} version {e.Version} was made on {tag} and came upon {EditTag.Of(upon)}");
        else if (operation.Words != upon.Wording.Hash)
            findings.Add(
                "nobody's edit is overwritten unseen",
                $"{e.Stream} version {e.Version} was made on {tag}, which by then named other words than its sender had seen");
    }

    private Operation? Meant(Logged e) => Record.MarkIn(e.Data) is { } id ? history.Operations.GetValueOrDefault(id) : null;

    private void InTime(Agreement before, Logged e, BallotKey key)
    {
        if (before.Find(key) is not { Status: BallotStatus.Open } ballot) Wrong(e, $"in ballot {key}, which is not open");
        else if (e.At > ballot.ClosesAt) Wrong(e, $"in ballot {key}, which closed at {ballot.ClosesAt:O}");
    }

    // Operators stand in the configuration; what the service does by itself needs nobody's leave.
    private void ByWhomItMay(Logged e)
    {
        if (e.Actor is not { Person: { } person, Organisation: { } ods }
            || !Enum.TryParse<Authority>(e.Actor.Authority, ignoreCase: true, out var authority)) return;
        if (past.AsOf(StreamId.Of(ods).Value, e.Position - 1) is not Organisation organisation
            || !organisation.Allows(person, authority, London.DayOf(e.At)))
            findings.Add(
                "by authority held at that moment",
                $"{e.Type} of {e.Stream} version {e.Version} at position {e.Position}: "
                + $"{ods} had not given {authority} to its actor, or had taken it back");
    }

    private void Compare(Agreement now, Histories.Seen seen)
    {
        var hash = seen.Clause is null ? now.Text.TextHash : now.Find(ClauseKey.Parse(seen.Clause))?.Wording.Hash;
        if (hash != seen.Hash)
            findings.Add(
                "each ETag names one text",
                $"{seen.Stream} {seen.Clause} was read at version {seen.Version} with another text than its events give");
    }

    private void Twice(Logged e, string what) => findings.Add("each deadline once", $"{e.Stream} version {e.Version}: {what}");

    private void Wrong(Logged e, string what) =>
        findings.Add("each event could be", $"{e.Type} of {e.Stream} version {e.Version} at {e.At:HH:mm:ss.fff} {what}");
}
