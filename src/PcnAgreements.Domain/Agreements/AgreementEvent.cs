using System.Collections.Immutable;
using PcnAgreements.Domain.Rules;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// Everything that can happen to an agreement, closed. Names and members are published and kept for ever: a change of meaning is a new
/// event.
/// </summary>
public abstract record AgreementEvent : DomainEvent;

// The agreement itself

/// <summary>An editor of the convenor began it: empty, from a template edition, or as a variation of one in force.</summary>
/// <param name="Agreement">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Convenor">Who convenes it.</param>
/// <param name="ConvenorName">The convenor's name then.</param>
/// <param name="Parties">Its first parties.</param>
/// <param name="Rules">How clauses are settled and the whole is adopted.</param>
/// <param name="LmcAccess">What LMC auditors see.</param>
/// <param name="Template">The template edition it was drafted from; null when from none.</param>
/// <param name="VariationOf">The agreement in force whose text it starts from; null when none.</param>
/// <param name="Clauses">The text it starts with, in reading order.</param>
/// <param name="NextClause">The ordinal the next local clause gets; more than one only in a variation.</param>
public sealed record AgreementDrafted(
    AgreementId Agreement, string Title, AgreementKind Kind, OdsCode Convenor, string ConvenorName, ImmutableArray<PartyTerms> Parties,
    AgreementRules Rules, LmcAccess LmcAccess, TemplateId? Template, AgreementId? VariationOf, ImmutableArray<ClauseDraft> Clauses,
    int NextClause)
    : AgreementEvent;

/// <summary>It has another title.</summary>
public sealed record TitleChanged(string Title) : AgreementEvent;

/// <summary>It settles clauses and is adopted by other rules.</summary>
public sealed record RulesChanged(AgreementRules Rules) : AgreementEvent;

/// <summary>A deadline was set, moved, or (null) taken away.</summary>
public sealed record DeadlineChanged(Deadline Deadline, DateTimeOffset? At) : AgreementEvent;

/// <summary>The date it is to take effect was set, or (null) left to the last signature.</summary>
public sealed record EffectiveDateChanged(DateOnly? EffectiveFrom) : AgreementEvent;

/// <summary>A party joined; in review with its weight under the clause rule.</summary>
public sealed record PartyAdded(PartyTerms Party, WeighedVoter? Weight) : AgreementEvent;

/// <summary>
/// A party's terms changed; in review with its weight under the clause rule where it had none, which otherwise stays as it was fixed.
/// </summary>
public sealed record PartyChanged(PartyTerms Party, WeighedVoter? Weight) : AgreementEvent;

/// <summary>A party left: by an editor while drafting, by its own signatory, or by a carried ballot.</summary>
public sealed record PartyRemoved(OdsCode Party, BallotKey? Ballot = null) : AgreementEvent;

/// <summary>It was sent to the parties; the weights under the clause rule are fixed from here.</summary>
public sealed record Circulated(DateTimeOffset ReviewBy, string? Message, ImmutableArray<WeighedVoter> Weights) : AgreementEvent;

/// <summary>It was taken back: from signing to review, or from review to drafting.</summary>
public sealed record Recalled(string Reason, Status To) : AgreementEvent;

/// <summary>A deadline passed; recorded once.</summary>
public sealed record DeadlinePassed(Deadline Deadline, DateTimeOffset At) : AgreementEvent;

/// <summary>An LMC gave its advice.</summary>
public sealed record NoteGiven(OdsCode Lmc, string Body) : AgreementEvent;

/// <summary>It is over.</summary>
public sealed record Ended(EndKind Kind, string? Reason, AgreementId? SupersededBy = null) : AgreementEvent;

/// <summary>A variation of it was drafted.</summary>
public sealed record VariationOpened(AgreementId Variation) : AgreementEvent;

/// <summary>The agreement that this one varies was superseded by it.</summary>
public sealed record ParentSuperseded(AgreementId Parent) : AgreementEvent;

/// <summary>When this one took effect, the agreement that it varies was over already.</summary>
public sealed record ParentAlreadyEnded(AgreementId Parent) : AgreementEvent;

/// <summary>The text moved to another template edition, step by step.</summary>
public sealed record EditionAdopted(TemplateId Template, string Edition, ImmutableArray<EditionStep> Steps) : AgreementEvent;

// Its text

/// <summary>A clause was added: after a sibling, or first when <paramref name="After"/> is null.</summary>
public sealed record ClauseAdded(
    ClauseKey Clause, ClauseKey? Parent, ClauseKey? After, bool Schedule, bool Numbered, bool Blank, string? Heading, string Body,
    string Hash,
    AmendmentKey? Amendment = null) : AgreementEvent;

/// <summary>A clause has other words; every stance on it is stale.</summary>
public sealed record ClauseReworded(
    ClauseKey Clause, int Revision, string? Heading, string Body, string Hash, string? Note = null,
    AmendmentKey? Amendment = null) : AgreementEvent;

/// <summary>A clause stands elsewhere; nothing lapses.</summary>
public sealed record ClauseMoved(ClauseKey Clause, ClauseKey? Parent, ClauseKey? After, AmendmentKey? Amendment = null) : AgreementEvent;

/// <summary>A clause, and all below it, was struck out.</summary>
public sealed record ClauseStruck(ClauseKey Clause, AmendmentKey? Amendment = null) : AgreementEvent;

/// <summary>A clause, and all that was struck out with it, was brought back.</summary>
public sealed record ClauseRestored(ClauseKey Clause) : AgreementEvent;

// What is said about it

// What is internal has a salt (but not what was recorded before there was one): its hash is in the proof log for others to read, who would
// else find short words by trying.

/// <summary>An organisation asked or remarked on a clause; an internal remark is seen by that organisation alone.</summary>
public sealed record CommentMade(
    CommentKey Comment, ClauseKey Clause, OdsCode By, string Body, bool Internal, string? Salt = null) : AgreementEvent;

/// <summary>An organisation answered in a comment's thread.</summary>
public sealed record CommentReplied(
    CommentKey Comment, ClauseKey Clause, OdsCode By, string Body, bool Internal, string? Salt = null) : AgreementEvent;

/// <summary>A comment's question is answered.</summary>
public sealed record CommentResolved(
    CommentKey Comment, ClauseKey Clause, string? Note, bool Internal, string? Salt = null) : AgreementEvent;

/// <summary>A party, or the convenor, proposed a change of the text.</summary>
/// <param name="Amendment">Its key.</param>
/// <param name="By">Who proposes.</param>
/// <param name="Op">What is to be done.</param>
/// <param name="Clause">To which clause; null when one is to be added.</param>
/// <param name="Revision">Which revision it was written against; null when one is to be added.</param>
/// <param name="Parent">Where it is to stand, when added or moved; null: at the top.</param>
/// <param name="After">The sibling it is to follow, when added or moved; null: first.</param>
/// <param name="Heading">The heading, when reworded or added.</param>
/// <param name="Body">The words, when reworded or added.</param>
/// <param name="Rationale">Why.</param>
public sealed record AmendmentProposed(
    AmendmentKey Amendment, OdsCode By, AmendmentOp Op, ClauseKey? Clause, int? Revision, ClauseKey? Parent, ClauseKey? After,
    string? Heading,
    string? Body, string? Rationale) : AgreementEvent;

/// <summary>An editor, or a carried ballot, accepted an amendment; the edit itself is the next event.</summary>
public sealed record AmendmentAccepted(AmendmentKey Amendment, OdsCode ProposedBy, BallotKey? Ballot = null) : AgreementEvent;

/// <summary>An editor rejected an amendment.</summary>
public sealed record AmendmentRejected(AmendmentKey Amendment, string Reason) : AgreementEvent;

/// <summary>Its proposer withdrew an amendment.</summary>
public sealed record AmendmentWithdrawn(AmendmentKey Amendment) : AgreementEvent;

// Agreement of the practices

/// <summary>A practice approved one exact revision of a clause.</summary>
public sealed record ClauseApproved(
    ClauseKey Clause, int Revision, string Hash, OdsCode Party, string? Reason = null, OnBehalf? OnBehalf = null)
    : AgreementEvent;

/// <summary>A practice objected to one exact revision of a clause, perhaps with the wording that would satisfy it.</summary>
public sealed record ClauseObjected(
    ClauseKey Clause, int Revision, string Hash, OdsCode Party, string Reason, OnBehalf? OnBehalf = null, AmendmentKey? Amendment = null)
    : AgreementEvent;

/// <summary>A practice took its stance on a clause back; the record of it stays.</summary>
public sealed record StanceWithdrawn(ClauseKey Clause, OdsCode Party) : AgreementEvent;

/// <summary>A practice confirmed a stance that was recorded on its behalf.</summary>
public sealed record StanceConfirmed(ClauseKey Clause, OdsCode Party) : AgreementEvent;

/// <summary>A ballot was opened; all that decides it is fixed here.</summary>
/// <param name="Ballot">Its key.</param>
/// <param name="Round">Which time the motion is put, from one.</param>
/// <param name="Previous">The ballot of the round before; null in the first.</param>
/// <param name="Motion">What is asked, in words.</param>
/// <param name="Subject">What it is about; null for the motion alone.</param>
/// <param name="Rule">How it is decided.</param>
/// <param name="Roll">Who may vote, with what weight.</param>
/// <param name="TextHash">The hash of the whole text then.</param>
/// <param name="Revision">The revision of the clause at issue; null when no clause is.</param>
/// <param name="ClauseHash">The hash of that revision.</param>
/// <param name="ClosesAt">When it closes.</param>
public sealed record BallotOpened(
    BallotKey Ballot, int Round, BallotKey? Previous, string Motion, BallotSubject? Subject, DecisionRule Rule,
    ImmutableArray<WeighedVoter> Roll,
    string TextHash, int? Revision, string? ClauseHash, DateTimeOffset ClosesAt) : AgreementEvent;

/// <summary>A ballot closes later than was said.</summary>
public sealed record BallotExtended(BallotKey Ballot, DateTimeOffset ClosesAt, string Reason) : AgreementEvent;

/// <summary>A party of which no vote stood in a ballot voted: itself, through its proxy, or by an editor on its behalf.</summary>
public sealed record VoteCast(
    BallotKey Ballot, OdsCode Party, Choice Choice, string? Reason = null, OnBehalf? OnBehalf = null,
    OdsCode? Proxy = null) : AgreementEvent;

/// <summary>A party's vote was replaced by another.</summary>
public sealed record VoteChanged(
    BallotKey Ballot, OdsCode Party, Choice Choice, string? Reason = null, OnBehalf? OnBehalf = null,
    OdsCode? Proxy = null) : AgreementEvent;

/// <summary>A party took its vote back.</summary>
public sealed record VoteWithdrawn(BallotKey Ballot, OdsCode Party) : AgreementEvent;

/// <summary>A party confirmed a vote that was recorded on its behalf.</summary>
public sealed record VoteConfirmed(BallotKey Ballot, OdsCode Party) : AgreementEvent;

/// <summary>A party declared a conflict of interest and stands down from a ballot.</summary>
public sealed record ConflictDeclared(BallotKey Ballot, OdsCode Party, string Nature) : AgreementEvent;

/// <summary>A party lets another party's voter vote for it.</summary>
public sealed record ProxyGiven(BallotKey Ballot, OdsCode Party, OdsCode Holder) : AgreementEvent;

/// <summary>A ballot was closed and counted, once.</summary>
public sealed record BallotClosed(BallotKey Ballot, ClosedHow How, TallyResult Result) : AgreementEvent;

/// <summary>A ballot was called off.</summary>
public sealed record BallotCancelled(BallotKey Ballot, string Reason) : AgreementEvent;

// Signing

/// <summary>The text was frozen for signing; signatures of earlier rounds stay on record and do not count.</summary>
/// <param name="Round">Which round of signing, from one.</param>
/// <param name="TextHash">The hash of the frozen text.</param>
/// <param name="SigningHash">The hash of what is signed: agreement, title, kind, parties, effective date and text.</param>
/// <param name="SignBy">When all should have signed; null when nobody said.</param>
/// <param name="AllowBlanks">Why blanks may stay; null when none are left.</param>
public sealed record SigningOpened(
    int Round, string TextHash, string SigningHash, DateTimeOffset? SignBy, string? AllowBlanks) : AgreementEvent;

/// <summary>A signatory signed exactly one text for a party.</summary>
/// <param name="Party">For whom.</param>
/// <param name="Round">In which round of signing.</param>
/// <param name="TextHash">The text signed.</param>
/// <param name="SigningHash">What was signed, the text among it.</param>
/// <param name="Statement">The words of consent that were shown.</param>
/// <param name="Capacity">As what: partner, sole contractor, director, authorised by letter.</param>
/// <param name="Authentication">How the signer's identity was established.</param>
public sealed record Signed(
    OdsCode Party, int Round, string TextHash, string SigningHash, string Statement, string Capacity,
    Authentication Authentication) : AgreementEvent;

/// <summary>An editor of the convenor recorded a counterpart that was signed on paper.</summary>
/// <param name="Party">For whom it was signed.</param>
/// <param name="Round">In which round of signing.</param>
/// <param name="Signatory">Who signed.</param>
/// <param name="Capacity">As what, where the signatory is named.</param>
/// <param name="SignedOn">The date on the paper.</param>
/// <param name="ScanHash">SHA-256 of the scan, lower-case hex.</param>
/// <param name="Evidence">Where the paper is, who witnessed it.</param>
/// <param name="TextHash">The text signed.</param>
/// <param name="SigningHash">What was signed, the text among it.</param>
public sealed record CounterpartRecorded(
    OdsCode Party, int Round, PersonId Signatory, string? Capacity, DateOnly SignedOn, string ScanHash, string Evidence, string TextHash,
    string SigningHash) : AgreementEvent;

/// <summary>A signatory declined; the agreement is in review again.</summary>
public sealed record SigningDeclined(OdsCode Party, int Round, string Reason) : AgreementEvent;

/// <summary>
/// The record had been put back from a backup before this, and an operator had accepted that: of what stood here from now on, some may be
/// lost. Comes before the first event after that. No key and no number that may have been given then is given again.
/// </summary>
/// <param name="Epoch">The epoch of the log that began.</param>
/// <param name="Lost">How many entries the whole log is known to have lost.</param>
/// <param name="Beyond">
/// The last key and number that may have been given: they go on beyond it. Null in what was recorded before it was said:
/// <see cref="Agreement.MayHaveGiven"/> then.
/// </param>
public sealed record RecordPutBack(int Epoch, long Lost, int? Beyond = null) : AgreementEvent;

/// <summary>Every required signature is there.</summary>
/// <param name="EffectiveFrom">The date it takes effect, Europe/London.</param>
public sealed record CameIntoForce(DateOnly EffectiveFrom) : AgreementEvent;
