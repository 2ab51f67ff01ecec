using System.Collections.Immutable;
using PcnAgreements.Domain.Rules;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

public sealed partial record Agreement
{
    /// <summary>The agreement after one more event: notes what happened, never refuses, never decides.</summary>
    public Agreement Evolve(Recorded recorded)
    {
        var mark = Mark.Of(recorded);
        return (recorded.Event switch
        {
            AgreementDrafted e => Began(e, mark),
            TitleChanged e => this with { Title = e.Title },
            RulesChanged e => this with { Rules = e.Rules },
            DeadlineChanged { Deadline: Deadline.ReviewBy } e => this with { ReviewBy = e.At, Passed = Passed.Remove(e.Deadline) },
            DeadlineChanged e => this with { SignBy = e.At, Passed = Passed.Remove(e.Deadline) },
            EffectiveDateChanged e => this with { EffectiveFrom = e.EffectiveFrom },
            PartyAdded e => this with { Parties = Parties.SetItem(e.Party.Ods, new(e.Party, e.Weight?.Weight)) },
            PartyChanged e => this with { Parties = Parties.SetItem(e.Party.Ods, new(e.Party, WeightAfter(e))) },
            PartyRemoved e => this with { Parties = Parties.Remove(e.Party) },
            Circulated e => WasCirculated(e, mark),
            Recalled e => EndRound() with { Status = e.To },
            DeadlinePassed e => this with { Passed = Passed.Add(e.Deadline) },
            NoteGiven e => this with { Notes = Notes.Add(new(e.Lmc, e.Body, mark)) },
            Ended e => EndRound() with { Status = Status.Ended, End = e, EndedAt = mark },
            VariationOpened e => this with { Variations = Variations.Add(e.Variation) },
            ParentSuperseded or ParentAlreadyEnded => this with { ParentIsOver = true },
            EditionAdopted e => Adopted(e, mark),
            ClauseAdded e => Added(e, mark),
            ClauseReworded e => Reworded(e.Clause, Wording.Of(e.Heading, e.Body), mark, e.Note, e.Amendment),
            ClauseMoved e => this with { Text = Text.Move(e.Clause, e.Parent, e.After, Edited(mark)) },
            ClauseStruck e => Struck(e.Clause, mark),
            ClauseRestored e => Restored(e.Clause, mark),
            CommentMade e => this with { Comments = Comments.Add(new(e.Comment, e.Clause, e.By, e.Body, e.Internal, mark)) },
            CommentReplied e =>
                WithComment(e.Comment, c => c with { Replies = c.Replies.Add(new(e.By, e.Body, mark)), Resolved = null, Note = null }),
            CommentResolved e => WithComment(e.Comment, c => c with { Resolved = mark, Note = e.Note }),
            AmendmentProposed e => this with { Amendments = Amendments.Add(new(e, mark)) },
            AmendmentAccepted e => WithAmendment(e.Amendment, a => a with { Status = AmendmentStatus.Accepted, Decided = mark }),
            AmendmentRejected e =>
                WithAmendment(e.Amendment, a => a with { Status = AmendmentStatus.Rejected, Decided = mark, Reason = e.Reason }),
            AmendmentWithdrawn e => WithAmendment(e.Amendment, a => a with { Status = AmendmentStatus.Withdrawn, Decided = mark }),
            ClauseApproved e => WithStance(e.Clause, e.Party, new(StanceKind.Approve, e.Revision, e.Hash, mark, e.Reason, e.OnBehalf)),
            ClauseObjected e => WithStance(e.Clause, e.Party, new(StanceKind.Object, e.Revision, e.Hash, mark, e.Reason, e.OnBehalf)),
            StanceWithdrawn e => ChangeStance(e.Clause, e.Party, s => s with { Withdrawn = true, By = mark }),
            StanceConfirmed e => ChangeStance(e.Clause, e.Party, s => s with { Confirmed = mark }),
            BallotOpened e => this with { Ballots = Ballots.Add(new(e, mark, e.ClosesAt) { Edit = EditAtIssue(e) }) },
            BallotExtended e => WithBallot(e.Ballot, b => b with { ClosesAt = e.ClosesAt }),
            VoteCast e => WithBallot(e.Ballot, b => Voted(b, new(e.Party, e.Choice, mark, e.Reason, e.OnBehalf, e.Proxy))),
            VoteChanged e => WithBallot(e.Ballot, b => Voted(b, new(e.Party, e.Choice, mark, e.Reason, e.OnBehalf, e.Proxy))),
            VoteWithdrawn e => WithBallot(e.Ballot, b => b with { Votes = Supersede(b.Votes, e.Party) }),
            VoteConfirmed e => WithBallot(e.Ballot, b => Confirmed(b, e.Party, mark)),
            ConflictDeclared e =>
                WithBallot(e.Ballot, b => b with { Conflicts = b.Conflicts.SetItem(e.Party, e), Votes = Supersede(b.Votes, e.Party) }),
            ProxyGiven e => WithBallot(e.Ballot, b => b with { Proxies = b.Proxies.SetItem(e.Party, e.Holder) }),
            BallotClosed e => Counted(e, mark),
            BallotCancelled e => WithBallot(e.Ballot, b => b with { Status = BallotStatus.Cancelled, Reason = e.Reason, Ended = mark }),
            SigningOpened e => this with
            {
                Status = Status.Signing, SignBy = e.SignBy, Rounds = Rounds.Add(new(e, mark)), Passed = Passed.Remove(Deadline.SignBy),
            },
            Signed e => WithRound(r => r with { Signatures = r.Signatures.Add(Given(e, mark)) }),
            CounterpartRecorded e => WithRound(r => r with { Signatures = r.Signatures.Add(OnPaper(e, mark)) }),
            SigningDeclined e => WithRound(r => r with { Declined = new(e.Party, e.Reason, mark), Open = false }) with
            {
                Status = Status.InReview
            },
            CameIntoForce e => this with { Status = Status.InForce, EffectiveFrom = e.EffectiveFrom, InForce = mark },
            RecordPutBack e => GoingOnBeyond(e.Beyond ?? MayHaveGiven(e.Lost)) with { Epoch = e.Epoch },
            _ => this,
        }) with { Version = recorded.Version, ChangedAt = recorded.At, People = PeopleWith(recorded) };
    }

    private ImmutableHashSet<PersonId> PeopleWith(Recorded recorded)
    {
        var people = recorded.Actor.Person is { } actor ? People.Add(actor) : People;
        return recorded.Event switch
        {
            AgreementDrafted e => people.Union(e.Parties.SelectMany(Named)),
            PartyAdded e => people.Union(Named(e.Party)),
            PartyChanged e => people.Union(Named(e.Party)),
            CounterpartRecorded e => people.Add(e.Signatory),
            _ => people,
        };

        static IEnumerable<PersonId> Named(PartyTerms party) => party.Signatories.Select(s => s.Person);
    }

    private Agreement Began(AgreementDrafted e, Mark mark)
    {
        var text = ClauseDraft.TreeOf(e.Clauses, Edited(mark));
        return this with
        {
            Id = e.Agreement, Title = e.Title, Kind = e.Kind, Convenor = e.Convenor, ConvenorName = e.ConvenorName, Rules = e.Rules,
            LmcAccess = e.LmcAccess, Template = e.Template, VariationOf = e.VariationOf, Text = text, NextClause = e.NextClause,
            Drafted = mark,
            Parties = e.Parties.ToImmutableSortedDictionary(p => p.Ods, p => new Party(p)),
            Revisions = text.All.ToImmutableDictionary(c => c.Key, c => ImmutableList.Create(new Revision(1, c.Wording, mark))),
            ParentText = e.VariationOf is null ? ParentText : text.All.ToImmutableDictionary(c => c.Key, c => c.Wording.Hash),
        };
    }

    private long? WeightAfter(PartyChanged e) => e.Party.Votes ? e.Weight?.Weight ?? Parties[e.Party.Ods].Weight : null;

    private Agreement WasCirculated(Circulated e, Mark mark)
    {
        var weights = e.Weights.ToDictionary(w => w.Ods, w => w.Weight);
        return this with
        {
            Status = Status.InReview, ReviewBy = e.ReviewBy, Message = e.Message, FirstCirculated = FirstCirculated ?? mark,
            Passed = Passed.Remove(Deadline.ReviewBy),
            Parties = Parties.ToImmutableSortedDictionary(
                p => p.Key, p => p.Value with { Weight = weights.TryGetValue(p.Key, out var weight) ? weight : null }),
        };
    }

    private Agreement Added(ClauseAdded e, Mark mark)
    {
        var clause = new Clause
        {
            Key = e.Clause, Parent = e.Parent, Schedule = e.Schedule, Numbered = e.Numbered, Blank = e.Blank,
            Wording = Wording.Of(e.Heading, e.Body), Edit = Edited(mark),
        };
        return this with
        {
            Text = Text.Add(clause, e.After),
            NextClause = Math.Max(NextClause, (e.Clause.Ordinal ?? 0) + 1),
            Revisions = Revisions.SetItem(e.Clause, [new(1, clause.Wording, mark, null, e.Amendment)]),
        };
    }

    private Agreement Reworded(ClauseKey key, Wording wording, Mark mark, string? note = null, AmendmentKey? amendment = null)
    {
        var clause = Text[key];
        var revision = new Revision(NextRevision(clause), wording, mark, note, amendment);
        return this with
        {
            Text = Text.With(clause with { Wording = wording, Revision = revision.Number, Edit = Edited(mark) }),
            Revisions = Revisions.SetItem(key, Revisions[key].Add(revision)),
        };
    }

    private Agreement Struck(ClauseKey key, Mark mark) => this with
    {
        Text = Text.With(
            Text.Subtree(key).Where(c => !c.Struck || c.Key == key).Select(c => c with { StruckWith = key, Edit = Edited(mark) })),
    };

    private Agreement Restored(ClauseKey key, Mark mark) => this with
    {
        Text = Text.With(Text.Subtree(key).Where(c => c.StruckWith == key).Select(c => c with { StruckWith = null, Edit = Edited(mark) })),
    };

    private Agreement Adopted(EditionAdopted e, Mark mark)
    {
        var after = EndRound() with { Template = e.Template, Status = Status == Status.Signing ? Status.InReview : Status };
        return e.Steps.Aggregate(after, (agreement, step) => agreement.Adopted(step, mark));
    }

    /// <summary>The agreement after one step of moving to another edition; <see cref="EditionSteps"/> tries steps by it.</summary>
    internal Agreement Adopted(EditionStep step, Mark mark) => step.Op switch
    {
        EditionOp.Add => this with
        {
            Text = Text.Add(step.Draft!.Clause(Edited(mark)) with { Parent = step.Parent, StruckWith = OutWith(step.Parent) }, step.After),
            Revisions = Revisions.SetItem(step.Clause, [new(1, step.Draft.Wording(), mark)]),
        },
        EditionOp.Reword => Reworded(step.Clause, step.Draft!.Wording(), mark).Marked(step),
        EditionOp.Move => (this with { Text = Text.Move(step.Clause, step.Parent, step.After, Edited(mark)) }).Rejoined(step.Clause),
        EditionOp.Strike => Struck(step.Clause, mark),
        EditionOp.Restore => Restored(step.Clause, mark),
        _ => Marked(step),
    };

    // What is added below a clause that is out is out with it, and comes back with it.
    private ClauseKey? OutWith(ClauseKey? parent) => parent is { } key ? Text[key].StruckWith : null;

    // What is not out by its own name is as what it stands under now: there, or out with it.
    private Agreement Rejoined(ClauseKey key)
    {
        var (with, now) = (Text[key].StruckWith, OutWith(Text[key].Parent));
        if (with == key || with == now) return this;
        return this with { Text = Text.With(Text.Subtree(key).Where(c => c.StruckWith == with).Select(c => c with { StruckWith = now })) };
    }

    private Agreement Marked(EditionStep step) => this with
    {
        Text = Text.With(Text[step.Clause] with
        {
            Numbered = step.Draft!.Numbered, Blank = step.Draft.Blank, Locked = step.Draft.Locked, Replaceable = step.Draft.Replaceable,
        }),
    };

    private Agreement WithStance(ClauseKey clause, OdsCode party, Stance stance)
    {
        var of = Stances.GetValueOrDefault(clause, ImmutableSortedDictionary<OdsCode, Stance>.Empty);
        var lastApproved = stance.Kind == StanceKind.Approve ? stance.Revision : of.GetValueOrDefault(party)?.LastApproved;
        return this with { Stances = Stances.SetItem(clause, of.SetItem(party, stance with { LastApproved = lastApproved })) };
    }

    private Agreement ChangeStance(ClauseKey clause, OdsCode party, Func<Stance, Stance> change) =>
        this with { Stances = Stances.SetItem(clause, Stances[clause].SetItem(party, change(Stances[clause][party]))) };

    private Agreement Counted(BallotClosed e, Mark mark)
    {
        var after = WithBallot(e.Ballot, b => b with { Status = BallotStatus.Closed, Result = e.Result, How = e.How, Ended = mark });
        if (after.Find(e.Ballot) is not { Opened: { Subject.Clause: { } clause, Revision: { } revision } }) return after;
        return e.Result.Outcome switch
        {
            Outcome.Carried => after with { SettledByBallot = SettledByBallot.SetItem(clause, revision) },
            // A later ballot that turns the same words down undoes an earlier one; one that decides nothing leaves it.
            Outcome.Lost when SettledByBallot.TryGetValue(clause, out var settled) && settled == revision =>
                after with { SettledByBallot = SettledByBallot.Remove(clause) },
            _ => after,
        };
    }

    private Edit? EditAtIssue(BallotOpened e) =>
        (e.Subject?.Clause ?? (e.Subject?.Amendment is { } key ? Find(key)?.Proposal.Clause : null)) is { } clause
            ? Find(clause)?.Edit
            : null;

    private static Ballot Voted(Ballot ballot, Vote vote) => ballot with { Votes = Supersede(ballot.Votes, vote.Party).Add(vote) };

    private static Ballot Confirmed(Ballot ballot, OdsCode party, Mark mark)
    {
        var vote = ballot.VoteOf(party)!;
        return ballot with { Votes = ballot.Votes.Replace(vote, vote with { Confirmed = mark }) };
    }

    private static ImmutableList<Vote> Supersede(ImmutableList<Vote> votes, OdsCode party) =>
        votes.FindIndex(v => v.Party == party && !v.Superseded) is var at and >= 0
            ? votes.SetItem(at, votes[at] with { Superseded = true })
            : votes;

    private static Signature Given(Signed e, Mark mark) =>
        new(e.Party, mark.Actor.Person ?? default, e.Capacity, e.TextHash, e.SigningHash, mark) { Given = e };

    private static Signature OnPaper(CounterpartRecorded e, Mark mark) =>
        new(e.Party, e.Signatory, e.Capacity, e.TextHash, e.SigningHash, mark) { Counterpart = e };

    private Agreement EndRound() => Rounds is [.., { Open: true }] ? WithRound(r => r with { Open = false }) : this;

    private Agreement WithRound(Func<SigningRound, SigningRound> change) => this with
    {
        Rounds = Rounds.SetItem(Rounds.Count - 1, change(Rounds[^1]))
    };

    private Agreement WithComment(CommentKey key, Func<Comment, Comment> change) =>
        this with { Comments = Changed(Comments, Comments.FindLastIndex(c => c.Key == key), change) };

    private Agreement WithAmendment(AmendmentKey key, Func<Amendment, Amendment> change) =>
        this with { Amendments = Changed(Amendments, Amendments.FindLastIndex(a => a.Key == key), change) };

    private Agreement WithBallot(BallotKey key, Func<Ballot, Ballot> change) =>
        this with { Ballots = Changed(Ballots, Ballots.FindLastIndex(b => b.Key == key), change) };

    private static ImmutableList<T> Changed<T>(ImmutableList<T> list, int at, Func<T, T> change) => list.SetItem(at, change(list[at]));

    private Edit Edited(Mark mark) => new(new(mark.Version, Epoch), mark.At);
}
