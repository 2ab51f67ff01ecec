using System.Collections.Immutable;
using PcnAgreements.Api.Http;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Epochs;
using PcnAgreements.Domain.Rules;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Api.Routes;

// What requests on agreements hold. Who and when are never among it: they come from the token and the database's clock.

/// <summary>A request that says nothing beyond its path.</summary>
internal sealed record NoBody;

/// <summary>A reason, in words.</summary>
internal sealed record ReasonBody(string Reason);

/// <summary>The rule that is being thought of.</summary>
internal sealed record PreviewBody(DecisionRule Rule);

/// <summary>A clause's new words.</summary>
internal sealed record WordingBody(string Body, string? Heading = null, string? Note = null);

/// <summary>Where a clause is to stand: no <c>after</c> means last, null means first.</summary>
internal sealed record PlaceBody(Given<ClauseKey?> Parent = default, Given<ClauseKey?> After = default)
{
    public Place ToPlace() => new(Parent, After);
}

/// <summary>A new clause.</summary>
internal sealed record ClauseBody(
    string Body, string? Heading = null, bool Blank = false, Given<ClauseKey?> Parent = default, Given<ClauseKey?> After = default,
    bool Schedule = false, bool Numbered = true)
{
    public AddClause ToCommand() => new(Heading, Body, new(Parent, After), Blank, Schedule, Numbered);
}

/// <summary>How an editor came to know what a practice said.</summary>
internal sealed record OnBehalfBody(string How, string Evidence)
{
    public OnBehalf ToDomain() => new(How, Evidence);
}

/// <summary>The wording that would satisfy an objection: a heading left out stays as it is, null is none.</summary>
internal sealed record WantedBody(string Body, Given<string?> Heading = default)
{
    public TakeStances.WantedWording ToDomain() => new(Heading, Body);
}

/// <summary>A practice's stance on one exact revision of a clause.</summary>
internal sealed record StanceBody(
    int Revision, StanceKind Stance, string? Reason = null, WantedBody? Wording = null, OnBehalfBody? OnBehalf = null)
{
    public TakeStances On(ClauseKey clause) => new([new(clause, Revision, Stance, Reason, Wording?.ToDomain())], OnBehalf?.ToDomain());
}

/// <summary>A practice's stances on many clauses, all or none.</summary>
internal sealed record StancesBody(ImmutableArray<StancesBody.Item> Items, OdsCode? Ods = null, OnBehalfBody? OnBehalf = null)
{
    /// <summary>One of them.</summary>
    internal sealed record Item(ClauseKey Clause, int Revision, StanceKind Stance, string? Reason = null);

    public TakeStances ToCommand() => new(
        [.. Items.Select((i, n) => new TakeStances.Item(i.Clause, i.Revision, i.Stance, i.Reason, null, $"/items/{n}"))],
        OnBehalf?.ToDomain());
}

/// <summary>A question or remark on a clause.</summary>
internal sealed record CommentBody(string Body, CommentVisibility Visibility = CommentVisibility.Shared, OdsCode? Ods = null);

/// <summary>Who sees a comment.</summary>
internal enum CommentVisibility
{
    /// <summary>Everyone who sees the clause.</summary>
    Shared,

    /// <summary>One's own organisation alone.</summary>
    Internal,
}

/// <summary>An answer in a thread.</summary>
internal sealed record ReplyBody(string Body, OdsCode? Ods = null);

/// <summary>What is said on resolving a comment.</summary>
internal sealed record ResolveBody(string? Note = null, OdsCode? Ods = null);

/// <summary>A party's proposed change of a clause.</summary>
internal sealed record AmendmentBody(
    AmendmentBody.What Op = AmendmentBody.What.Reword, Given<string?> Heading = default, string? Body = null,
    Given<ClauseKey?> Parent = default,
    Given<ClauseKey?> After = default, string? Rationale = null, OdsCode? Ods = null)
{
    /// <summary>What can be done to a clause that is there.</summary>
    internal enum What
    {
        Reword = AmendmentOp.Reword,
        Strike = AmendmentOp.Strike,
        Move = AmendmentOp.Move,
    }
}

/// <summary>A party's proposed new clause.</summary>
internal sealed record AdditionBody(
    string Body, AdditionBody.What Op = AdditionBody.What.Add, string? Heading = null, Given<ClauseKey?> Parent = default,
    Given<ClauseKey?> After = default, string? Rationale = null, OdsCode? Ods = null)
{
    /// <summary>What can be done where no clause is named.</summary>
    internal enum What
    {
        Add = AmendmentOp.Add,
    }
}

/// <summary>Whom a request is made for.</summary>
internal sealed record ForBody(OdsCode? Ods = null);

/// <summary>A ballot to be opened.</summary>
internal sealed record BallotBody(string Motion, DateTimeOffset ClosesAt, BallotSubject? Subject = null, DecisionRule? Rule = null);

/// <summary>A vote.</summary>
internal sealed record VoteBody(Choice Choice, string? Reason = null, OnBehalfBody? OnBehalf = null);

/// <summary>A conflict of interest.</summary>
internal sealed record ConflictBody(string Nature);

/// <summary>Who may vote in one's stead.</summary>
internal sealed record ProxyBody(OdsCode Holder);

/// <summary>A later deadline of a ballot.</summary>
internal sealed record ExtensionBody(DateTimeOffset ClosesAt, string Reason);

/// <summary>Another round of a ballot.</summary>
internal sealed record ReopenBody(DateTimeOffset ClosesAt);

/// <summary>Sending an agreement to its parties.</summary>
internal sealed record CirculateBody(DateTimeOffset ReviewBy, string? Message = null);

/// <summary>Freezing the text for signing.</summary>
internal sealed record OpenSigningBody(DateTimeOffset? SignBy = null, string? AllowBlanks = null);

/// <summary>A signature of exactly one text.</summary>
internal sealed record SignatureBody(string TextHash, string Statement, string Capacity);

/// <summary>A counterpart signed on paper.</summary>
internal sealed record CounterpartBody(string Signatory, DateOnly SignedOn, string ScanHash, string Evidence);

/// <summary>Ending an agreement.</summary>
internal sealed record EndBody(string Reason, EndKind Kind);

/// <summary>An LMC's advice.</summary>
internal sealed record NoteBody(string Body, OdsCode? Ods = null);

/// <summary>One who must sign for a party.</summary>
internal sealed record SignatoryBody(string Email, string Name, string Capacity);

/// <summary>What a party is to be.</summary>
internal sealed record PartyTermsBody(
    PartyRole Role, bool? Votes = null, ImmutableArray<SignatoryBody>? Signatories = null, string? Waiver = null)
{
    public PartyDraft Draft(OdsCode ods, IReadOnlyDictionary<string, PersonId> people) => new(
        ods, Role, Votes, [.. (Signatories ?? []).Select(s => new NamedSignatory(people[Email.Normal(s.Email)!], s.Capacity))], Waiver);

    /// <summary>Those who must sign; none when nobody is named.</summary>
    public IEnumerable<SignatoryBody> Named() => Signatories ?? [];

    /// <summary>Names stand in no event, so no command sees them.</summary>
    public Problems Check(Problems problems, string at) => Named().Index().Aggregate(
        problems, (found, s) => found.Add($"{at}/signatories/{s.Index}/name", TextRules.LineProblem(s.Item.Name)));

    public IEnumerable<(string Email, string? Name)> People() => (Signatories ?? []).Select(s => (Email.Normal(s.Email)!, (string?)s.Name));
}

/// <summary>A party of a new agreement.</summary>
internal sealed record PartyBody(
    OdsCode Ods, PartyRole Role, bool? Votes = null, ImmutableArray<SignatoryBody>? Signatories = null, string? Waiver = null)
{
    public PartyTermsBody Terms() => new(Role, Votes, Signatories, Waiver);
}

/// <summary>How an agreement's clauses are settled and the whole is adopted; what is left out is as the contract says.</summary>
internal sealed record RulesBody(
    DecisionRule? Clause = null, DecisionRule? Adopt = null, bool LockedNeedStance = false, bool AdoptBallot = false)
{
    public AgreementRules ToDomain()
    {
        var clause = Clause ?? DecisionRule.UnanimousOfEntitled;
        return new(clause, Adopt ?? clause, LockedNeedStance, AdoptBallot);
    }
}

/// <summary>A new agreement.</summary>
internal sealed record DraftBody(
    string Title, AgreementKind Kind, OdsCode Convenor, ImmutableArray<PartyBody> Parties, RulesBody? Rules = null,
    TemplateId? Template = null,
    LmcAccess LmcAccess = LmcAccess.Full)
{
    public DraftAgreement Command(AgreementId id, IReadOnlyDictionary<string, PersonId> people) =>
        new(id, Title, Kind, Convenor, [.. Parties.Select(p => p.Terms().Draft(p.Ods, people))])
        {
            Rules = (Rules ?? new()).ToDomain(), Template = Template, LmcAccess = LmcAccess,
        };
}

/// <summary>A merge patch of an agreement: what is left out stays; null takes a date away, and rules back to the defaults.</summary>
internal sealed record TermsPatch(
    Given<string> Title = default, Given<DateOnly?> EffectiveFrom = default, Given<DateTimeOffset?> ReviewBy = default,
    Given<DateTimeOffset?> SignBy = default, Given<RulesPatch?> Rules = default)
{
    // What it makes of the present rules; null while that has not been asked, and where it takes them back to the defaults.
    private RulesBody? patched;

    /// <summary>With the rules it makes of an agreement's present ones; or why they are none.</summary>
    public (TermsPatch Patch, Refusal.Malformed? Refusal) On(Agreement agreement)
    {
        if (Rules.Or(null) is not { } patch) return (this, null);
        var (rules, refusal) = patch.On(agreement.Rules);
        return (this with { patched = rules }, refusal);
    }

    public ChangeTerms Command(EpochVersion? ifVersion) => new(ifVersion)
    {
        Title = Title.Is ? new Given<string?>(Title.Or("")) : default, EffectiveFrom = EffectiveFrom, ReviewBy = ReviewBy, SignBy = SignBy,
        Rules = Rules.Is ? new Given<AgreementRules?>(patched?.ToDomain()) : default,
    };
}

/// <summary>A variation to be opened.</summary>
internal sealed record VariationBody(string? Title = null);
