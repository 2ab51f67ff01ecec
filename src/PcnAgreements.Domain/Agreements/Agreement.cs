using System.Collections.Immutable;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// What decisions and readers need to know about an agreement: a fold of its stream, immutable. How each event changes it stands in
/// <c>AgreementEvolution.cs</c>; questions that several rules ask of it stand in <c>AgreementQuestions.cs</c>.
/// </summary>
public sealed partial record Agreement
{
    /// <summary>Its id.</summary>
    public AgreementId Id { get; init; }

    /// <summary>The version of its stream this state was folded to; 0 when it has never been drafted.</summary>
    public long Version { get; init; }

    /// <summary>The epoch of the log in which it last changed, as far as its own events tell: one until the record was put back.</summary>
    public int Epoch { get; init; } = 1;

    /// <summary>Keys and revision numbers up to this one may have been given, and lost: none of them is given any more.</summary>
    public int LastLost { get; init; }

    /// <summary>When the last of its events was recorded.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Everybody whom its events name, by opaque id: all whose names an answer about it may hold.</summary>
    public ImmutableHashSet<PersonId> People { get; init; } = [];

    /// <summary>Its title.</summary>
    public string Title { get; init; } = "";

    /// <summary>What it is for.</summary>
    public AgreementKind Kind { get; init; }

    /// <summary>Where it is in its life.</summary>
    public Status Status { get; init; }

    /// <summary>Who convenes it.</summary>
    public OdsCode Convenor { get; init; }

    /// <summary>The convenor's name when it was drafted.</summary>
    public string ConvenorName { get; init; } = "";

    /// <summary>Its parties now, by code.</summary>
    public ImmutableSortedDictionary<OdsCode, Party> Parties { get; init; } = ImmutableSortedDictionary<OdsCode, Party>.Empty;

    /// <summary>How clauses are settled and the whole is adopted.</summary>
    public AgreementRules Rules { get; init; } = null!;

    /// <summary>What LMC auditors see.</summary>
    public LmcAccess LmcAccess { get; init; }

    /// <summary>The template edition its national clauses are of; null when it was drafted from none.</summary>
    public TemplateId? Template { get; init; }

    /// <summary>The agreement it varies; null when none.</summary>
    public AgreementId? VariationOf { get; init; }

    /// <summary>The hash of each clause as it stood in the agreement it varies; empty when it varies none.</summary>
    public ImmutableDictionary<ClauseKey, string> ParentText { get; init; } = ImmutableDictionary<ClauseKey, string>.Empty;

    /// <summary>Whether its parent has been superseded by it, or was over already when it took effect.</summary>
    public bool ParentIsOver { get; init; }

    /// <summary>Variations of it, in the order opened.</summary>
    public ImmutableList<AgreementId> Variations { get; init; } = [];

    /// <summary>The text as it stands.</summary>
    public ClauseTree Text { get; init; } = ClauseTree.Empty;

    /// <summary>Every wording each clause has had, in order.</summary>
    public ImmutableDictionary<ClauseKey, ImmutableList<Revision>> Revisions { get; init; } =
        ImmutableDictionary<ClauseKey, ImmutableList<Revision>>.Empty;

    /// <summary>The ordinal the next local clause gets.</summary>
    public int NextClause { get; init; } = 1;

    /// <summary>What each practice last said of each clause.</summary>
    public ImmutableDictionary<ClauseKey, ImmutableSortedDictionary<OdsCode, Stance>> Stances { get; init; } =
        ImmutableDictionary<ClauseKey, ImmutableSortedDictionary<OdsCode, Stance>>.Empty;

    /// <summary>The revision of a clause that a carried ballot settled.</summary>
    public ImmutableDictionary<ClauseKey, int> SettledByBallot { get; init; } = ImmutableDictionary<ClauseKey, int>.Empty;

    /// <summary>Comments in the order made.</summary>
    public ImmutableList<Comment> Comments { get; init; } = [];

    /// <summary>Amendments in the order proposed.</summary>
    public ImmutableList<Amendment> Amendments { get; init; } = [];

    /// <summary>Ballots in the order opened.</summary>
    public ImmutableList<Ballot> Ballots { get; init; } = [];

    /// <summary>LMCs' advice in the order given.</summary>
    public ImmutableList<Note> Notes { get; init; } = [];

    /// <summary>Rounds of signing in order.</summary>
    public ImmutableList<SigningRound> Rounds { get; init; } = [];

    /// <summary>When the review should be over; null when nobody said.</summary>
    public DateTimeOffset? ReviewBy { get; init; }

    /// <summary>When all should have signed; null when nobody said.</summary>
    public DateTimeOffset? SignBy { get; init; }

    /// <summary>The date it takes effect; null until given, or until the last signature.</summary>
    public DateOnly? EffectiveFrom { get; init; }

    /// <summary>Deadlines whose passing has been recorded, and that have not been moved since.</summary>
    public ImmutableHashSet<Deadline> Passed { get; init; } = [];

    /// <summary>The message it was last circulated with.</summary>
    public string? Message { get; init; }

    /// <summary>When it was drafted.</summary>
    public Mark? Drafted { get; init; }

    /// <summary>When it was first circulated; null before that. From then on its parties may read it.</summary>
    public Mark? FirstCirculated { get; init; }

    /// <summary>When it came into force; null before that.</summary>
    public Mark? InForce { get; init; }

    /// <summary>When it ended; null before that.</summary>
    public Mark? EndedAt { get; init; }

    /// <summary>How it ended, and why; null before that.</summary>
    public Ended? End { get; init; }

    /// <summary>Whether it has been drafted.</summary>
    public bool Exists => Version > 0;
}
