using System.Collections.Immutable;
using PcnAgreements.Domain.Rules;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>Who did something, when, and at which version of the stream.</summary>
public sealed record Mark(long Version, DateTimeOffset At, Actor Actor)
{
    internal static Mark Of(Recorded recorded) => new(recorded.Version, recorded.At, recorded.Actor);
}

/// <summary>One wording a clause has had.</summary>
/// <param name="Number">Which revision, from one.</param>
/// <param name="Wording">The words.</param>
/// <param name="By">Who wrote it, or accepted it.</param>
/// <param name="Note">Why, in the editor's words.</param>
/// <param name="Amendment">The amendment it came from; null when an editor wrote it.</param>
public sealed record Revision(int Number, Wording Wording, Mark By, string? Note = null, AmendmentKey? Amendment = null);

/// <summary>A practice's stance on one revision of one clause: stays visible when the clause moves on.</summary>
/// <param name="Kind">Whether it approves or objects.</param>
/// <param name="Revision">Of which revision.</param>
/// <param name="Hash">The hash of that revision.</param>
/// <param name="By">Who gave it, when.</param>
/// <param name="Reason">Why; always there for an objection.</param>
/// <param name="OnBehalf">How an editor came to record it; null when the practice gave it itself.</param>
/// <param name="Confirmed">Who of the practice confirmed what was recorded on its behalf; null when nobody has.</param>
public sealed record Stance(StanceKind Kind, int Revision, string Hash, Mark By, string? Reason, OnBehalf? OnBehalf, Mark? Confirmed = null)
{
    /// <summary>
    /// The last revision of the clause that the practice approved; null when it never did. What its change is shown against.
    /// </summary>
    public int? LastApproved { get; init; }

    /// <summary>Whether the practice gave it itself, or made it its own by confirming it.</summary>
    public bool IsOwn => OnBehalf is null || Confirmed is not null;

    /// <summary>Whether it was taken back; it then counts for nothing and stays for <see cref="LastApproved"/> alone.</summary>
    public bool Withdrawn { get; init; }
}

/// <summary>A question or remark on a clause, with its answers.</summary>
public sealed record Comment(CommentKey Key, ClauseKey Clause, OdsCode Organisation, string Body, bool Internal, Mark By)
{
    /// <summary>What was answered, in order.</summary>
    public ImmutableList<Reply> Replies { get; init; } = [];

    /// <summary>Who resolved it; null while it is open.</summary>
    public Mark? Resolved { get; init; }

    /// <summary>What was said on resolving it.</summary>
    public string? Note { get; init; }

    /// <summary>Whether people of these organisations may see it: an internal one is for its own organisation alone.</summary>
    public bool VisibleTo(params IEnumerable<OdsCode> organisations) => !Internal || organisations.Contains(Organisation);

    /// <summary>Who had the last word.</summary>
    public OdsCode LastWord => Replies.IsEmpty ? Organisation : Replies[^1].Organisation;
}

/// <summary>An answer in a comment's thread.</summary>
public sealed record Reply(OdsCode Organisation, string Body, Mark By);

/// <summary>Where a proposed amendment stands.</summary>
public enum AmendmentStatus
{
    /// <summary>Not decided.</summary>
    Proposed,

    /// <summary>In the text.</summary>
    Accepted,

    /// <summary>Turned down.</summary>
    Rejected,

    /// <summary>Taken back by its proposer.</summary>
    Withdrawn,
}

/// <summary>A party's proposed change of the text.</summary>
/// <param name="Proposal">What was proposed.</param>
/// <param name="By">Who proposed it, when.</param>
public sealed record Amendment(AmendmentProposed Proposal, Mark By)
{
    /// <summary>Its key.</summary>
    public AmendmentKey Key => Proposal.Amendment;

    /// <summary>Where it stands.</summary>
    public AmendmentStatus Status { get; init; }

    /// <summary>Who decided it, when; null while it is open.</summary>
    public Mark? Decided { get; init; }

    /// <summary>Why it was rejected.</summary>
    public string? Reason { get; init; }
}

/// <summary>An LMC's advice.</summary>
public sealed record Note(OdsCode Lmc, string Body, Mark By);

/// <summary>A party as it takes part now.</summary>
/// <param name="Terms">Its terms.</param>
/// <param name="Weight">Its weight under the clause rule, fixed on circulation or on joining; null before that, or without a vote.</param>
public sealed record Party(PartyTerms Terms, long? Weight = null)
{
    /// <summary>Its code.</summary>
    public OdsCode Ods => Terms.Ods;
}

/// <summary>One vote in a ballot.</summary>
/// <param name="Party">Whose vote it is.</param>
/// <param name="Choice">What was chosen.</param>
/// <param name="By">Who cast it, when.</param>
/// <param name="Reason">Why.</param>
/// <param name="OnBehalf">How an editor came to record it; null when the party or its proxy cast it.</param>
/// <param name="Proxy">The party whose voter cast it as proxy; null when its own did.</param>
public sealed record Vote(OdsCode Party, Choice Choice, Mark By, string? Reason, OnBehalf? OnBehalf, OdsCode? Proxy)
{
    /// <summary>Whether the party, or the proxy it chose, cast it, or made it its own by confirming it.</summary>
    public bool IsOwn => OnBehalf is null || Confirmed is not null;

    /// <summary>Whether a later vote, or a withdrawal, took its place.</summary>
    public bool Superseded { get; init; }

    /// <summary>Who of the practice confirmed what was recorded on its behalf; null when nobody has.</summary>
    public Mark? Confirmed { get; init; }
}

/// <summary>Where a ballot stands.</summary>
public enum BallotStatus
{
    /// <summary>Votes are taken until it closes.</summary>
    Open,

    /// <summary>Counted.</summary>
    Closed,

    /// <summary>Called off.</summary>
    Cancelled,
}

/// <summary>A ballot with every vote ever cast in it.</summary>
/// <param name="Opened">What was fixed when it opened.</param>
/// <param name="By">Who opened it, when.</param>
/// <param name="ClosesAt">When it closes, extensions counted in.</param>
public sealed record Ballot(BallotOpened Opened, Mark By, DateTimeOffset ClosesAt)
{
    /// <summary>Its key.</summary>
    public BallotKey Key => Opened.Ballot;

    /// <summary>Where it stands.</summary>
    public BallotStatus Status { get; init; }

    /// <summary>The edit of the clause at issue when it opened (see <see cref="Text.Clause.Edit"/>); null when no clause is.</summary>
    public Edit? Edit { get; init; }

    /// <summary>Every vote in the order cast, superseded ones included.</summary>
    public ImmutableList<Vote> Votes { get; init; } = [];

    /// <summary>Who stood down, and why.</summary>
    public ImmutableSortedDictionary<OdsCode, ConflictDeclared> Conflicts { get; init; } =
        ImmutableSortedDictionary<OdsCode, ConflictDeclared>.Empty;

    /// <summary>Who votes for whom: giver to holder.</summary>
    public ImmutableSortedDictionary<OdsCode, OdsCode> Proxies { get; init; } = ImmutableSortedDictionary<OdsCode, OdsCode>.Empty;

    /// <summary>The result; null while open or when cancelled.</summary>
    public TallyResult? Result { get; init; }

    /// <summary>Who closed or cancelled it, when; null while open.</summary>
    public Mark? Ended { get; init; }

    /// <summary>What made it close; null while open or when cancelled.</summary>
    public ClosedHow? How { get; init; }

    /// <summary>Why it was cancelled.</summary>
    public string? Reason { get; init; }

    /// <summary>A party's vote that counts; null when it has none.</summary>
    public Vote? VoteOf(OdsCode party) => Votes.FindLast(v => v.Party == party && !v.Superseded);

    /// <summary>Whether a party is on the roll.</summary>
    public bool OnRoll(OdsCode party) => Opened.Roll.Any(r => r.Ods == party);
}

/// <summary>One round of signing one frozen text.</summary>
/// <param name="Opened">What was frozen.</param>
/// <param name="By">Who opened it, when.</param>
public sealed record SigningRound(SigningOpened Opened, Mark By)
{
    /// <summary>Every signature given in it, in order.</summary>
    public ImmutableList<Signature> Signatures { get; init; } = [];

    /// <summary>The decline that ended it; null when none did.</summary>
    public Decline? Declined { get; init; }

    /// <summary>Whether it goes on: not declined, not recalled, not overtaken by another edition.</summary>
    public bool Open { get; init; } = true;
}

/// <summary>A signature that stands on record: given here, or on paper.</summary>
/// <param name="Party">For whom.</param>
/// <param name="Signatory">Who signed.</param>
/// <param name="Capacity">As what; null where a paper counterpart does not say.</param>
/// <param name="TextHash">The text signed.</param>
/// <param name="SigningHash">What was signed, the text among it.</param>
/// <param name="By">Who recorded it, when: the signatory, or an editor for a counterpart.</param>
public sealed record Signature(OdsCode Party, PersonId Signatory, string? Capacity, string TextHash, string SigningHash, Mark By)
{
    /// <summary>The day it was signed, Europe/London: the date on the paper for a counterpart.</summary>
    public DateOnly SignedOn => Counterpart?.SignedOn ?? London.DayOf(By.At);

    /// <summary>What the signatory sent; null for a counterpart.</summary>
    public Signed? Given { get; init; }

    /// <summary>What the editor recorded; null for a signature given here.</summary>
    public CounterpartRecorded? Counterpart { get; init; }
}

/// <summary>A party's refusal to sign.</summary>
public sealed record Decline(OdsCode Party, string Reason, Mark By);
