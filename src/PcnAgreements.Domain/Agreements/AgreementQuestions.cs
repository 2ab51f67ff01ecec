using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PcnAgreements.Domain.Rules;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

public sealed partial record Agreement
{
    /// <summary>The clause with a key, struck out or not; null when there is none.</summary>
    public Clause? Find(ClauseKey key) => Text.Find(key);

    /// <summary>The ballot with a key; null when there is none.</summary>
    public Ballot? Find(BallotKey key) =>
        Ballots.ElementAtOrDefault(key.Ordinal - 1) is { } at && at.Key == key ? at : Ballots.FindLast(b => b.Key == key);

    /// <summary>The comment with a key; null when there is none.</summary>
    public Comment? Find(CommentKey key) =>
        Comments.ElementAtOrDefault(key.Ordinal - 1) is { } at && at.Key == key ? at : Comments.FindLast(c => c.Key == key);

    /// <summary>The amendment with a key; null when there is none.</summary>
    public Amendment? Find(AmendmentKey key) =>
        Amendments.ElementAtOrDefault(key.Ordinal - 1) is { } at && at.Key == key ? at : Amendments.FindLast(a => a.Key == key);

    /// <summary>The round of signing that goes on; null when none does.</summary>
    public SigningRound? Round => Rounds is [.., { Open: true } round] ? round : null;

    /// <summary>Whether its text may be changed: while drafting and in review.</summary>
    public bool TakesEdits => Status is Status.Drafting or Status.InReview;

    /// <summary>Whether comments are made and answered: until it is in force.</summary>
    public bool IsDiscussed => Status is Status.Drafting or Status.InReview or Status.Signing;

    /// <summary>The ballot that is open on a subject; null when none is.</summary>
    public Ballot? OpenBallotOn(BallotSubject subject) => Ballots.Find(b => b.Status == BallotStatus.Open && b.Opened.Subject == subject);

    /// <summary>
    /// Whether a clause came from the template. Where there is none, every clause is the agreement's own, though a key may have come in a
    /// file.
    /// </summary>
    public bool IsNational(Clause clause) => Template is not null && clause.Key.IsNational;

    /// <summary>
    /// Whether a clause that stands is there to be filled and nobody has: it says nothing itself, and nothing that was added or filled in
    /// below it does. National words below it, such as guidance, fill nothing.
    /// </summary>
    public bool IsLeftBlank(Clause clause) =>
        clause is { Blank: true, Struck: false }
        && Text.Subtree(clause.Key).All(c => c.Struck || c.Wording.IsBlank || (IsNational(c) && !c.Blank));

    /// <summary>
    /// What an organisation was called here: as a party, the convenor, or on a ballot's roll; its code when it has been none of these.
    /// </summary>
    public string NameOf(OdsCode ods) =>
        Parties.TryGetValue(ods, out var party) ? party.Terms.Name
        : ods == Convenor ? ConvenorName
        : Ballots.SelectMany(b => b.Opened.Roll).FirstOrDefault(r => r.Ods == ods)?.Name ?? ods.ToString();

    /// <summary>The parties that approve clauses and vote.</summary>
    public IEnumerable<Party> Voters => Parties.Values.Where(p => p.Terms.Votes);

    /// <summary>
    /// Who is no party any more and may still vote: on the roll of a ballot that is open, which stays as it was fixed, or with the proxy of
    /// somebody on it.
    /// </summary>
    public IEnumerable<OdsCode> StillVoting => Ballots.Where(b => b.Status == BallotStatus.Open)
        .SelectMany(b => b.Opened.Roll.Select(r => r.Ods).Concat(b.Proxies.Values)).Except(Parties.Keys);

    /// <summary>A practice's stance on a clause, taken-back ones left out; null when it has none.</summary>
    public Stance? StanceOf(ClauseKey clause, OdsCode party) =>
        Stances.TryGetValue(clause, out var of) && of.TryGetValue(party, out var stance) && !stance.Withdrawn ? stance : null;

    /// <summary>The last revision of a clause that a practice approved, also where it took that back; null when it never did.</summary>
    public int? LastApproved(ClauseKey clause, OdsCode party) =>
        Stances.TryGetValue(clause, out var of) && of.TryGetValue(party, out var stance) ? stance.LastApproved : null;

    /// <summary>
    /// Whether a voting party is yet to say where it stands on a clause; not where a ballot, or the text varied, has settled it.
    /// </summary>
    public bool Awaits(OdsCode party, Clause clause) =>
        (StanceOf(clause.Key, party) is not { } stance || stance.Revision != clause.Revision)
        && Awaits(SettledBy(clause.Key));

    /// <summary>Whether a clause settled so, or not at all, is for every voting party to answer.</summary>
    public static bool Awaits(SettledBy? settled) => settled is null or Agreements.SettledBy.Stances;

    /// <summary>Whether a stance is on the wording the clause has now.</summary>
    public bool IsCurrent(ClauseKey clause, Stance stance) => Text[clause].Revision == stance.Revision;

    /// <summary>The deadline of what goes on now, review or signing; null when there is none.</summary>
    public DateTimeOffset? DueBy => Status switch
    {
        Status.InReview => ReviewBy,
        Status.Signing => SignBy,
        _ => null,
    };

    /// <summary>Whether a deadline has passed without what it is for: a review that goes on, signatures that are missing.</summary>
    public bool IsOverdue => (Status == Status.InReview && Passed.Contains(Deadline.ReviewBy))
        || (Status == Status.Signing && Passed.Contains(Deadline.SignBy));

    /// <summary>What settles a clause in its present revision; null when nothing does. Struck-out clauses need no settling.</summary>
    public SettledBy? SettledBy(ClauseKey key)
    {
        var clause = Text[key];
        if (clause.Struck || (clause.Locked && !Rules.LockedNeedStance)) return Agreements.SettledBy.NotNeeded;
        if (SettledByBallot.TryGetValue(key, out var revision) && revision == clause.Revision) return Agreements.SettledBy.Ballot;
        if (IsCarriedByStances(clause)) return Agreements.SettledBy.Stances;
        return ParentText.TryGetValue(key, out var hash) && hash == clause.Wording.Hash && !HasCurrentObjection(clause)
            ? Agreements.SettledBy.Parent
            : null;
    }

    /// <summary>Whether any voting party objects to a clause as it stands.</summary>
    public bool HasCurrentObjection(Clause clause) =>
        Voters.Any(p => StanceOf(clause.Key, p.Ods) is { Kind: StanceKind.Object } s && s.Revision == clause.Revision);

    /// <summary>The stances on a clause as it stands, counted by the clause rule; null while weights are not fixed.</summary>
    public TallyResult? TallyOfStances(Clause clause)
    {
        return ClauseRoll() is { } roll ? Tally.Of(Rules.Clause, roll, ChoicesOn(clause)) : null;
    }

    /// <summary>
    /// Who is counted under the clause rule, with the weights fixed on circulation or on joining; null while they are not fixed.
    /// </summary>
    public IReadOnlyList<RollEntry>? ClauseRoll()
    {
        var roll = Rolls.GetValue(Parties, static parties => RollOf(parties.Values.Where(p => p.Terms.Votes)));
        return roll.Count == 0 ? null : roll;
    }

    // Asked of every clause by every reader, so it is made once for the same parties.
    private static readonly ConditionalWeakTable<ImmutableSortedDictionary<OdsCode, Party>, IReadOnlyList<RollEntry>> Rolls = [];

    private static IReadOnlyList<RollEntry> RollOf(IEnumerable<Party> voters) =>
        voters.Any(p => p.Weight is null) ? [] : [.. voters.Select(p => new RollEntry(p.Ods, p.Terms.Name, p.Weight!.Value))];

    private Dictionary<OdsCode, CountedChoice> ChoicesOn(Clause clause)
    {
        var choices = new Dictionary<OdsCode, CountedChoice>();
        foreach (var party in Voters)
        {
            if (StanceOf(clause.Key, party.Ods) is not { } stance || ChoiceOn(clause, stance) is not { } choice) continue;
            choices[party.Ods] = new(choice, stance.OnBehalf is not null, stance.Confirmed is not null);
        }

        return choices;
    }

    private static Choice? ChoiceOn(Clause clause, Stance stance) =>
        stance.Withdrawn || stance.Revision != clause.Revision ? null : stance.Kind == StanceKind.Approve ? Choice.For : Choice.Against;

    // Asked of every clause by every reader: the outcome alone, without the sum in words.
    private bool IsCarriedByStances(Clause clause) =>
        Stances.TryGetValue(clause.Key, out var stances) && ClauseRoll() is { } roll
        && Tally.OutcomeOf(
            Rules.Clause, roll,
            entry => stances.TryGetValue(entry.Ods, out var stance) ? ChoiceOn(clause, stance) : null) == Outcome.Carried;
}

/// <summary>What settles a clause in its present revision.</summary>
public enum SettledBy
{
    /// <summary>The practices' stances, by the clause rule.</summary>
    Stances,

    /// <summary>A carried ballot on it.</summary>
    Ballot,

    /// <summary>It is as it was in the agreement that this one varies, and nobody objects.</summary>
    Parent,

    /// <summary>It needs none: locked national wording, or struck out.</summary>
    NotNeeded,
}
