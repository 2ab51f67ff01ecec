using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Verify;

/// <summary>
/// What an event says that can be worked out from the events before it: it must come out the same, and be what can happen after them.
/// </summary>
internal static class EventClaims
{
    /// <summary>What is wrong with what goes back in time.</summary>
    public const string Earlier = "it is earlier than the event before it";

    /// <summary>What is wrong with an event, given the agreement before it, in words; null when nothing is.</summary>
    public static string? ProblemOf(Agreement before, Recorded recorded)
    {
        if (recorded.At < before.ChangedAt) return Earlier;
        if (recorded.Event is not AgreementEvent happened) return "it is no event of an agreement";
        return Words(before, happened) ?? StageClaims.ProblemOf(before, happened) ?? BallotClaims.ProblemOf(before, recorded)
            ?? ActorClaims.ProblemOf(before, recorded);
    }

    private static string? Words(Agreement before, AgreementEvent happened) => happened switch
    {
        AgreementDrafted e when before.Exists || e.Agreement != before.Id => "it begins another agreement",
        _ when !before.Exists && happened is not AgreementDrafted => "it comes before the agreement was begun",
        ClauseAdded e => Hash(Wording.Of(e.Heading, e.Body).Hash, e.Hash),
        ClauseReworded e => Hash(Wording.Of(e.Heading, e.Body).Hash, e.Hash)
            ?? (e.Revision == before.NextRevision(before.Text[e.Clause]) ? null : "it is not the next revision of its clause"),
        ClauseApproved e => Revision(before, e.Clause, e.Revision, e.Hash),
        ClauseObjected e => Revision(before, e.Clause, e.Revision, e.Hash),
        BallotOpened e => TextIs(before, e.TextHash) ?? ClauseAtIssue(before, e),
        SigningOpened e => TextIs(before, e.TextHash)
            ?? (SigningHash.Of(before) == e.SigningHash ? null : "what was to be signed has another hash"),
        Signed e => Signature(before, e.Round, e.TextHash, e.SigningHash),
        CounterpartRecorded e => Signature(before, e.Round, e.TextHash, e.SigningHash),
        _ => null,
    };

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
