using System.Collections.Frozen;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;

namespace PcnAgreements.Api.Access;

/// <summary>Where an authority must be held.</summary>
internal enum At
{
    /// <summary>At the organisation that convenes the agreement.</summary>
    Convenor,

    /// <summary>At a party: the one the body says, or the only one where the caller holds it.</summary>
    Party,

    /// <summary>
    /// At the party that the request is about, and no other; at the only one where the caller holds it when the body may name one and does
    /// not. In an open ballot whoever is on its roll is one, a party still or not.
    /// </summary>
    NamedParty,

    /// <summary>At the convenor, for the party that the request is about, with the evidence of what it said.</summary>
    ConvenorOnBehalf,

    /// <summary>At the party that holds the proxy of the one the request is about, in the ballot named.</summary>
    ProxyHolder,

    /// <summary>At a local medical committee in whose area a party lies.</summary>
    Lmc,
}

/// <summary>One way to be entitled: an authority, and where it must be held.</summary>
internal sealed record Way(Authority Authority, At At);

/// <summary>
/// Who may do what to an agreement: every command, with each way to be entitled to it. What is not in the table nobody may do by hand.
/// What a rule of the agreement's own life adds (a party leaves only by its own signatory once circulated) stands in the command.
/// </summary>
internal static class AccessTable
{
    private static readonly Way Editor = new(Authority.Editor, At.Convenor);
    private static readonly Way EditorOnBehalf = new(Authority.Editor, At.ConvenorOnBehalf);
    private static readonly Way Approver = new(Authority.Approver, At.NamedParty);
    private static readonly Way Voter = new(Authority.Voter, At.NamedParty);
    private static readonly Way ProxyVoter = new(Authority.Voter, At.ProxyHolder);
    private static readonly Way Signatory = new(Authority.Signatory, At.NamedParty);
    private static readonly Way Auditor = new(Authority.Auditor, At.Lmc);

    private static readonly Way[] Proposers = [Editor, new(Authority.Approver, At.Party), new(Authority.Editor, At.Party)];

    private static readonly Way[] Commenters =
    [
        .. from authority in new[] { Authority.Editor, Authority.Approver, Authority.Voter, Authority.Signatory }
           from at in new[] { At.Convenor, At.Party }
           select new Way(authority, at),
    ];

    private static readonly FrozenDictionary<Type, Way[]> Table = new Dictionary<Type, Way[]>
    {
        [typeof(ChangeTerms)] = [Editor],
        [typeof(SetParty)] = [Editor],
        [typeof(RemoveParty)] = [Signatory, Editor],
        [typeof(Circulate)] = [Editor],
        [typeof(Recall)] = [Editor],
        [typeof(OpenSigning)] = [Editor],
        [typeof(EndAgreement)] = [Editor],
        [typeof(GiveNote)] = [Auditor],
        [typeof(ImportText)] = [Editor],
        [typeof(AdoptEdition)] = [Editor],
        [typeof(AddClause)] = [Editor],
        [typeof(RewordClause)] = [Editor],
        [typeof(MoveClause)] = [Editor],
        [typeof(StrikeClause)] = [Editor],
        [typeof(RestoreClause)] = [Editor],
        [typeof(MakeComment)] = Commenters,
        [typeof(ReplyToComment)] = Commenters,
        [typeof(ResolveComment)] = Commenters,
        [typeof(ProposeAmendment)] = Proposers,
        [typeof(ProposeAmendments)] = Proposers,
        [typeof(AcceptAmendment)] = [Editor],
        [typeof(RejectAmendment)] = [Editor],
        [typeof(WithdrawAmendment)] = Proposers,
        [typeof(TakeStances)] = [Approver, EditorOnBehalf],
        [typeof(WithdrawStance)] = [Approver],
        [typeof(ConfirmStance)] = [Approver],
        [typeof(OpenBallot)] = [Editor],
        [typeof(CastVote)] = [Voter, ProxyVoter, EditorOnBehalf],
        [typeof(WithdrawVote)] = [Voter, ProxyVoter],
        [typeof(ConfirmVote)] = [Voter],
        [typeof(DeclareConflict)] = [Voter],
        [typeof(GiveProxy)] = [Voter],
        [typeof(CloseBallot)] = [Editor],
        [typeof(CancelBallot)] = [Editor],
        [typeof(ExtendBallot)] = [Editor],
        [typeof(ReopenBallot)] = [Editor],
        [typeof(Sign)] = [Signatory],
        [typeof(DeclineSigning)] = [Signatory],
        [typeof(RecordCounterpart)] = [Editor],
    }.ToFrozenDictionary();

    /// <summary>The ways to be entitled to a kind of command.</summary>
    public static IReadOnlyList<Way> WaysTo(Type command) => Table.GetValueOrDefault(command, []);
}
