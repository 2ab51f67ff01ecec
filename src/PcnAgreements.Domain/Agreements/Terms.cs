using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Rules;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>What an agreement is for.</summary>
public enum AgreementKind
{
    /// <summary>A primary care network agreement.</summary>
    Network,

    /// <summary>Working together on something, such as a vaccination site.</summary>
    Collaboration,

    /// <summary>Sharing data.</summary>
    DataSharing,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>Where an agreement is in its life.</summary>
public enum Status
{
    /// <summary>The convenor's editors write; nothing is asked of anyone.</summary>
    Drafting,

    /// <summary>Circulated: parties comment, propose, approve and object; ballots are held; editors go on editing.</summary>
    InReview,

    /// <summary>The text is frozen and hashed; signatures are collected.</summary>
    Signing,

    /// <summary>Every required signature is there.</summary>
    InForce,

    /// <summary>Withdrawn, terminated, expired or superseded.</summary>
    Ended,
}

/// <summary>How an agreement ended.</summary>
public enum EndKind
{
    /// <summary>Given up before it was in force.</summary>
    Withdrawn,

    /// <summary>Brought to an end while in force.</summary>
    Terminated,

    /// <summary>Its time was over.</summary>
    Expired,

    /// <summary>A variation of it took effect.</summary>
    Superseded,
}

/// <summary>What an LMC's auditor sees of an agreement in its area.</summary>
public enum LmcAccess
{
    /// <summary>Everything.</summary>
    Full,

    /// <summary>The agreement without its clauses, and its confirmation.</summary>
    Status,
}

/// <summary>How a party takes part.</summary>
public enum PartyRole
{
    /// <summary>A member practice; votes unless said otherwise.</summary>
    Core,

    /// <summary>A federation, trust or other body; has no vote unless said otherwise.</summary>
    Partner,
}

/// <summary>A party as an event writes it down, with what was known of the organisation at that moment.</summary>
/// <param name="Ods">Its code.</param>
/// <param name="Name">Its name then.</param>
/// <param name="LegalForm">Its legal form then; null when nobody said.</param>
/// <param name="Role">How it takes part.</param>
/// <param name="Votes">Whether it approves clauses and votes.</param>
/// <param name="Signatories">Who must sign for it, each of them; none: any one signatory of the organisation.</param>
/// <param name="Waiver">Why a partnership's partners are not all named; null otherwise.</param>
public sealed record PartyTerms(
    OdsCode Ods, string Name, LegalForm? LegalForm, PartyRole Role, bool Votes, ImmutableArray<NamedSignatory> Signatories,
    string? Waiver = null)
{
    // An immutable array is compared by where it stands in memory, so two equal records may differ.
    internal bool IsSame(PartyTerms other) =>
        this with { Signatories = other.Signatories } == other && Signatories.SequenceEqual(other.Signatories);
}

/// <summary>One who must sign for a party.</summary>
/// <param name="Person">Who.</param>
/// <param name="Capacity">As what: partner, sole contractor, director, authorised by letter.</param>
public sealed record NamedSignatory(PersonId Person, string Capacity);

/// <summary>
/// What the agreement itself says of how clauses are settled and the whole is adopted (Schedule 1 of a network agreement).
/// </summary>
/// <param name="Clause">The rule by which a clause is settled.</param>
/// <param name="Adopt">The rule of an adoption ballot.</param>
/// <param name="LockedNeedStance">Whether locked national clauses must be settled too.</param>
/// <param name="AdoptBallot">Whether signing opens only after a carried adoption ballot on the very text.</param>
public sealed record AgreementRules(DecisionRule Clause, DecisionRule Adopt, bool LockedNeedStance = false, bool AdoptBallot = false)
{
    /// <summary>What holds where an agreement says nothing: each clause unanimous among the voting parties, no adoption ballot.</summary>
    public static AgreementRules Unanimous { get; } = new(DecisionRule.UnanimousOfEntitled, DecisionRule.UnanimousOfEntitled);

    /// <summary>The rules as the contract reads them: adoption is as clauses are where it is left out.</summary>
    public static AgreementRules Of(DecisionRule? clause, DecisionRule? adopt, bool lockedNeedStance = false, bool adoptBallot = false) =>
        new(clause ?? DecisionRule.UnanimousOfEntitled, adopt ?? clause ?? DecisionRule.UnanimousOfEntitled, lockedNeedStance, adoptBallot);

    /// <summary>What is wrong with them; whether they fit the parties shows when they are used.</summary>
    internal Problems Check(Problems problems, string pointer)
    {
        foreach (var (at, messages) in Clause.Problems()) problems.Add($"{pointer}/clause{at}", messages[0]);
        // Left out, it is as the clause rule, which has been told of already.
        if (Adopt == Clause) return problems;
        foreach (var (at, messages) in Adopt.Problems()) problems.Add($"{pointer}/adopt{at}", messages[0]);
        return problems;
    }
}

/// <summary>Which deadline of an agreement.</summary>
public enum Deadline
{
    /// <summary>When the review should be over.</summary>
    ReviewBy,

    /// <summary>When all should have signed.</summary>
    SignBy,
}

/// <summary>What a practice says of a revision of a clause.</summary>
public enum StanceKind
{
    /// <summary>It agrees.</summary>
    Approve,

    /// <summary>It does not, and says why.</summary>
    Object,
}

/// <summary>How an editor of the convenor came to know what a practice said, when recording it on its behalf.</summary>
/// <param name="How">Such as <c>telephone</c> or <c>minuted meeting</c>.</param>
/// <param name="Evidence">What shows it, such as the minutes.</param>
public sealed record OnBehalf(string How, string Evidence);

/// <summary>What a party proposes to do to the text.</summary>
public enum AmendmentOp
{
    /// <summary>Other words for a clause.</summary>
    Reword,

    /// <summary>Take a clause out.</summary>
    Strike,

    /// <summary>Put a clause elsewhere.</summary>
    Move,

    /// <summary>A new clause.</summary>
    Add,
}

/// <summary>What a ballot is about: exactly one of the four, or nothing but its motion.</summary>
/// <param name="Clause">Settling a clause in its present revision.</param>
/// <param name="Amendment">Accepting an amendment.</param>
/// <param name="Party">Removing a party.</param>
/// <param name="Adopt">Adopting the whole text.</param>
public sealed record BallotSubject(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ClauseKey? Clause = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AmendmentKey? Amendment = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OdsCode? Party = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Adopt = null);

/// <summary>What made a ballot close.</summary>
public enum ClosedHow
{
    /// <summary>Its deadline.</summary>
    Deadline,

    /// <summary>All had voted, under a rule that closes it then.</summary>
    AllVoted,

    /// <summary>The outcome could not change any more, under a rule that closes it then.</summary>
    Decided,

    /// <summary>An editor, when all had voted or the outcome could not change.</summary>
    ByHand,
}

/// <summary>How a signer's identity was established, as the token that was shown said it.</summary>
/// <param name="Issuer">Who vouched for the signer.</param>
/// <param name="Acr">Authentication context class reference; null when not given.</param>
/// <param name="Amr">Authentication methods; null when not given.</param>
/// <param name="AuthTime">When the signer authenticated; null when not given.</param>
public sealed record Authentication(
    string Issuer, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Acr = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImmutableArray<string>? Amr = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? AuthTime = null);

/// <summary>One step of moving a text to another template edition, applied in order.</summary>
/// <param name="Op">What is done.</param>
/// <param name="Clause">To which clause.</param>
/// <param name="Draft">The clause as it is afterwards; null when it is struck or moved.</param>
/// <param name="Parent">The clause it stands under afterwards, where it is added or moved.</param>
/// <param name="After">The sibling it follows, where it is added or moved; null: first.</param>
public sealed record EditionStep(
    EditionOp Op, ClauseKey Clause, ClauseDraft? Draft = null, ClauseKey? Parent = null, ClauseKey? After = null);

/// <summary>What a step of moving to another template edition does.</summary>
public enum EditionOp
{
    /// <summary>A clause that was not there.</summary>
    Add,

    /// <summary>Other words; its stances lapse.</summary>
    Reword,

    /// <summary>Another place; nothing lapses.</summary>
    Move,

    /// <summary>Taken out.</summary>
    Strike,

    /// <summary>Brought back.</summary>
    Restore,

    /// <summary>Other flags (locked, replaceable, blank, numbered), the same words; nothing lapses.</summary>
    Mark,
}
