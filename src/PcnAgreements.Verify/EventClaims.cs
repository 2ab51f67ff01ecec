using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Verify;

/// <summary>What an event says that can be worked out from the events before it: it must come out the same.</summary>
internal static class EventClaims
{
    /// <summary>What is wrong with an event, given the agreement before it, in words; null when nothing is.</summary>
    public static string? ProblemOf(Agreement before, Recorded recorded) => recorded.Event switch
    {
        AgreementDrafted e when before.Exists || e.Agreement != before.Id => "it begins another agreement",
        _ when !before.Exists && recorded.Event is not AgreementDrafted => "it comes before the agreement was begun",
        ClauseAdded e => Hash(Wording.Of(e.Heading, e.Body).Hash, e.Hash),
        ClauseReworded e => Hash(Wording.Of(e.Heading, e.Body).Hash, e.Hash)
            ?? (e.Revision == before.NextRevision(before.Text[e.Clause]) ? null : "it is not the next revision of its clause"),
        ClauseApproved e => Revision(before, e.Clause, e.Revision, e.Hash),
        ClauseObjected e => Revision(before, e.Clause, e.Revision, e.Hash),
        BallotOpened e => TextIs(before, e.TextHash) ?? ClauseAtIssue(before, e),
        VoteCast e => Vote(before, e.Ballot, recorded),
        VoteChanged e => Vote(before, e.Ballot, recorded),
        BallotClosed e => before.Find(e.Ballot)?.Count().Equals(e.Result) == true
            ? null
            : "the ballot's result is not what its votes come to",
        SigningOpened e => TextIs(before, e.TextHash)
            ?? (SigningHash.Of(before) == e.SigningHash ? null : "what was to be signed has another hash"),
        Signed e => Signature(before, e.Round, e.TextHash, e.SigningHash),
        CounterpartRecorded e => Signature(before, e.Round, e.TextHash, e.SigningHash),
        CameIntoForce when !SigningProgress.Of(before).IsComplete => "the agreement cannot be in force: a required signature is missing",
        _ => null,
    };

    /// <summary>What is wrong with the agreement after an event; null when nothing is.</summary>
    public static string? ProblemAfter(Agreement after, DomainEvent happened) =>
        happened is VoteCast or VoteChanged or VoteWithdrawn or ConflictDeclared or ProxyGiven && after.Ballots.Exists(Beyond)
            ? "somebody voted who is not on the ballot's roll, or voted twice"
            : null;

    private static bool Beyond(Ballot ballot)
    {
        var counting = ballot.Votes.FindAll(v => !v.Superseded);
        return ballot.Votes.Exists(v => !ballot.OnRoll(v.Party)) || counting.DistinctBy(v => v.Party).Count() < counting.Count;
    }

    private static string? Vote(Agreement before, BallotKey key, Recorded recorded) =>
        before.Find(key) is { Status: BallotStatus.Open } ballot && recorded.At <= ballot.ClosesAt
            ? null
            : "the ballot was not open then";

    private static string? Hash(string derived, string said) => derived == said ? null : "the clause's hash is not that of its words";

    private static string? TextIs(Agreement before, string said) =>
        before.Text.TextHash == said ? null : "its text hash is not that of the text as it stood";

    private static string? Revision(Agreement before, ClauseKey clause, int revision, string hash)
    {
        if (!before.Revisions.TryGetValue(clause, out var revisions) || revisions.Find(r => r.Number == revision) is not { } its)
            return "it is about a revision of a clause that there was not";
        return its.Wording.Hash == hash ? null : "it is about other words than that revision of the clause has";
    }

    private static string? ClauseAtIssue(Agreement before, BallotOpened e) =>
        e is { Revision: { } revision, ClauseHash: { } hash, Subject: { Clause: { } clause } }
            ? Revision(before, clause, revision, hash)
            : null;

    private static string? Signature(Agreement before, int round, string textHash, string signingHash)
    {
        if (before.Round is not { } open || open.Opened.Round != round) return "no such round of signing was open";
        var isFrozen = open.Opened.TextHash == textHash && open.Opened.SigningHash == signingHash;
        return isFrozen ? null : "another text was signed than was frozen";
    }
}
