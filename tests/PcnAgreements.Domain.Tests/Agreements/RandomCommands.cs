using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Rules;
using static PcnAgreements.Domain.Tests.Agreements.Network;

namespace PcnAgreements.Domain.Tests.Agreements;

/// <summary>Commands as anybody might send them: mostly about something that is there, by somebody who may, sometimes not.</summary>
internal sealed class RandomCommands(int seed)
{
    private static readonly OdsCode[] Practices = [North, South, East];
    private static readonly DecisionRule[] Rules =
    [
        Voting.Simple, Voting.Final, Voting.Simple with { Closes = Closing.WhenAllVoted, Proxies = new(true, 1) },
        Voting.Simple with { Changes = false, Proxies = new(true, null), Quorum = new(Ratio("2/3"), null) },
        new DecisionRule(Majority.Unanimous)
        {
            Of = MajorityBase.Entitled, Closes = Closing.WhenAllVoted, Conflicted = ConflictedIn.InQuorumBase
        },
    ];

    private readonly Random random = new(seed);

    public (Actor Actor, AgreementCommand Command) Next(Agreement agreement, DateTimeOffset now)
    {
        var clause = Clause(agreement);
        var ballot = new BallotKey(agreement.Ballots.Count + Below(2));
        var amendment = new AmendmentKey(agreement.Amendments.Count + Below(2));
        var comment = new CommentKey(1 + Below(agreement.Comments.Count + 1));
        var ods = Below(10) == 0 ? Federation : Pick(Practices);
        var other = Pick(Practices);
        var closesAt = now.AddHours(Below(40) - 2);
        OnBehalf? onBehalf = Below(5) == 0 ? Telephone : null;
        var approver = onBehalf is null ? Approver(ods) : EditorFor(ods);
        var voter = onBehalf is null ? Voter(Below(6) == 0 ? other : ods) : EditorFor(ods);
        var signatory = Signatory(ods, 100 + Below(2));
        return Below(36) switch
        {
            < 4 => (approver, new TakeStances([Stance(agreement, clause)], onBehalf)),
            4 =>
                (approver,
                    new TakeStances(
                        [.. agreement.Text.Printed.Select(
                            (c, i) =>
                                Stance(agreement, c.Key) with { Stance = StanceKind.Approve, Wanted = null, Pointer = $"/items/{i}" })],
                                    onBehalf)),
            5 => (approver, new WithdrawStance(clause)),
            6 => (Approver(ods), new ConfirmStance(clause)),
            7 => (Approver(ods), new MakeComment(clause, "Why?", Below(2) == 0)),
            8 => (Below(2) == 0 ? Editor : Approver(ods), new ReplyToComment(comment, "Because.")),
            9 => (Below(2) == 0 ? Editor : Approver(ods), new ResolveComment(comment)),
            10 => (approver, Proposal(clause)),
            11 => (Editor, new AcceptAmendment(amendment, new(true, []))),
            12 => Below(2) == 0 ? (Editor, new RejectAmendment(amendment, "No.")) : (Approver(ods), new WithdrawAmendment(amendment)),
            < 15 => (Editor, new OpenBallot("Shall we?", Subject(clause, amendment, ods), Below(4) == 0 ? null : Pick(Rules), closesAt)),
            < 21 => (voter, new CastVote(ballot, ods, (Choice)Below(3), null, onBehalf)),
            21 => (voter, new WithdrawVote(ballot, ods)),
            22 => (Voter(ods), new ConfirmVote(ballot)),
            23 => (Voter(ods), new DeclareConflict(ballot, "Owns it.")),
            24 => (Voter(ods), new GiveProxy(ballot, other)),
            25 => (Editor, Below(2) == 0 ? new CloseBallot(ballot) : new CancelBallot(ballot, "No.")),
            26 => (Editor, Below(2) == 0 ? new ExtendBallot(ballot, closesAt, "Snow.") : new ReopenBallot(ballot, closesAt)),
            27 => (Editor, new OpenSigning(Below(2) == 0 ? closesAt : null)),
            < 31 => (signatory, new Sign(agreement.Text.TextHash, "I sign.", "partner")),
            31 => (signatory, Below(8) == 0 ? new DeclineSigning("No.") : new Sign("0", "I sign.", "partner")),
            32 => (Editor, new RecordCounterpart(ods, Person(100), new(2020, 12, 3), new('a', 64), "Filed.")),
            33 => (Editor, Edit(agreement, clause)),
            34 => Life(ods, closesAt),
            _ => (Actor.System, new DoDueWork()),
        };
    }

    private TakeStances.Item Stance(Agreement agreement, ClauseKey clause)
    {
        var revision = (agreement.Find(clause)?.Revision ?? 1) - (Below(12) == 0 ? 1 : 0);
        return Below(6) == 0
            ? new(clause, revision, StanceKind.Object, "No.", Below(2) == 0 ? new(null, $"Words {Below(3)}.") : null)
            : new(clause, revision, StanceKind.Approve);
    }

    private ProposeAmendment Proposal(ClauseKey clause) => Below(4) switch
    {
        0 => new(AmendmentOp.Add, null, "New", $"Words {Below(3)}.", Below(2) == 0 ? default : Place.Last(clause)),
        1 => new(AmendmentOp.Strike, clause),
        2 => new(AmendmentOp.Move, clause, At: Place.Of(null, Below(2) == 0 ? C2 : null)),
        _ => new(AmendmentOp.Reword, clause, Body: $"Words {Below(3)}."),
    };

    private BallotSubject? Subject(ClauseKey clause, AmendmentKey amendment, OdsCode party) => Below(6) switch
    {
        0 => null,
        1 => new(clause),
        2 => new(Party: party),
        3 => new(Adopt: true),
        _ => new(Amendment: amendment),
    };

    private AgreementCommand Edit(Agreement agreement, ClauseKey clause) => Below(5) switch
    {
        0 => new AddClause(null, "Another.", Place.Last()),
        1 => new StrikeClause(clause, new(true, [])),
        2 => new RestoreClause(agreement.Text.All.FirstOrDefault(c => c.Struck)?.Key ?? clause, new(true, [])),
        3 => new MoveClause(clause, new(true, []), Place.Of(null, null)),
        _ => new RewordClause(clause, new(true, []), null, $"Words {Below(3)}."),
    };

    private (Actor, AgreementCommand) Life(OdsCode ods, DateTimeOffset reviewBy) => Below(8) switch
    {
        0 => (Editor, new Recall("Again.")),
        1 => (Signatory(ods), new RemoveParty(ods)),
        2 => (Editor, new EndAgreement(EndKind.Terminated, "Over.")),
        _ => (Editor, new Circulate(reviewBy)),
    };

    private ClauseKey Clause(Agreement agreement) =>
        Below(30) == 0 || agreement.Text.All.IsEmpty ? ClauseKey.Local(99) : agreement.Text.All[Below(agreement.Text.All.Length)].Key;

    private int Below(int limit) => random.Next(limit);

    private T Pick<T>(T[] from) => from[Below(from.Length)];

    private static Ratio Ratio(string text) => Domain.Rules.Ratio.TryParse(text, out var ratio) ? ratio : default;
}
