using System.Collections.Immutable;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Epochs;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.People;
using PcnAgreements.Domain.Rules;
using PcnAgreements.Domain.Templates;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Tests.Golden;

/// <summary>One of each type of event, with every member said, so that a golden file shows how each is written.</summary>
internal static class EverySample
{
    private static readonly AgreementId Id = new(Guid.Parse("0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b"));
    private static readonly AgreementId Other = new(Guid.Parse("0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2c"));
    private static readonly PersonId Somebody = new(Guid.Parse("6f9619ff-8b86-4d11-b42d-00c04fc964ff"));
    private static readonly OdsCode North = OdsCode.Parse("Y99901");
    private static readonly OdsCode South = OdsCode.Parse("Y99902");
    private static readonly TemplateId Edition = TemplateId.Parse("network-2026-27-v1");
    private static readonly ClauseKey C1 = ClauseKey.Local(1);
    private static readonly ClauseKey C2 = ClauseKey.Local(2);
    private static readonly ClauseKey N1 = ClauseKey.Parse("n1.1");
    private static readonly DateTimeOffset At = new(2020, 12, 8, 17, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Day = new(2020, 12, 8);
    private static readonly BallotKey B1 = new(1);
    private static readonly OnBehalf Telephone = new("telephone", "Call of 3 December, minuted");
    private static readonly WeighedVoter Weighed = new(North, "NORTH SURGERY", 4, new(2020, 1, 1));
    private static readonly ClauseDraft Slot = new(N1, ClauseKey.Parse("n1"), "Disputes", "By [[n2]].", Locked: true);
    private static readonly string Hash = Wording.Of("Money", "Shared *equally*.").Hash;

    private static readonly DecisionRule Weighty = new(Majority.MoreThan(Ratio.Parse("1/2")))
    {
        Weight = new Weighting.Banded(1000), Quorum = new(Ratio.Parse("2/3"), Ratio.Parse("1/2")), CastingVote = North,
        Proxies = new(true, 1),
        Closes = Closing.WhenAllVoted, Changes = false, Conflicted = ConflictedIn.InQuorumBase,
    };

    private static readonly AgreementRules Rules = new(DecisionRule.UnanimousOfEntitled, Weighty, true, true);

    private static readonly PartyTerms Terms = new(
        North, "NORTH SURGERY", LegalForm.Partnership, PartyRole.Core, true, [new(Somebody, "partner")], "One partner is abroad.");

    // Spelt out: how a sum is put into words may change, what was recorded may not.
    private static readonly TallyResult Result = new(
        Outcome.Carried, 4, 3, 0, 7, new(Ratio.Parse("1/2"), MajorityTest.MoreThan, false, MajorityBase.ForAndAgainst, 7, 4),
        new(new(2, 2), new(4, 7), true),
        [new(North, 4, RollChoice.For), new(South, 3, RollChoice.Against, true)], "4 for, 3 against: carried.");

    public static readonly ImmutableArray<DomainEvent> All =
    [
        new AgreementDrafted(
            Id, "Vaccination site", AgreementKind.DataSharing, OdsCode.Parse("U99901"), "DEMO PCN", [Terms], Rules, LmcAccess.Status,
            Edition, Other,
            [Slot, new(C1, null, null, "", Schedule: true, Numbered: false, Blank: true), new(C2, null, null, "x", Replaceable: true)], 3),
        new TitleChanged("Vaccination sites"), new RulesChanged(Rules), new DeadlineChanged(Deadline.ReviewBy, At),
        new EffectiveDateChanged(Day),
        new PartyAdded(Terms, Weighed), new PartyChanged(Terms, Weighed), new PartyRemoved(North, B1),
        new Circulated(At, "Please answer.", [Weighed]),
        new Recalled("A mistake.", Status.InReview), new DeadlinePassed(Deadline.SignBy, At),
        new NoteGiven(OdsCode.Parse("LMC-DEMO"), "Take care."),
        new Ended(EndKind.Superseded, "A variation took effect.", Other), new VariationOpened(Other), new ParentSuperseded(Other),
        new RecordPutBack(2, 17, 120),
        new ParentAlreadyEnded(Other),
        new EditionAdopted(Edition, "2026/27 v2",
        [
            new(EditionOp.Add, N1, Slot, ClauseKey.Parse("n1"), C1), new(EditionOp.Reword, N1, Slot),
            new(EditionOp.Move, N1, null, null, C1),
            new(EditionOp.Strike, N1), new(EditionOp.Restore, N1), new(EditionOp.Mark, N1, Slot),
        ]),
        new ClauseAdded(C2, C1, N1, false, true, false, "Money", "Shared *equally*.", Hash, new(1)),
        new ClauseReworded(C2, 2, "Money", "Shared *equally*.", Hash, "As asked.", new(1)),
        new ClauseMoved(C2, C1, N1, new(1)), new ClauseStruck(C2, new(1)), new ClauseRestored(C2),
        new CommentMade(new(1), C2, North, "Why?", true), new CommentReplied(new(1), C2, South, "Because.", false),
        new CommentResolved(new(1), C2, "Settled.", false),
        new AmendmentProposed(new(1), North, AmendmentOp.Reword, C2, 1, C1, N1, "Money", "Shared.", "Shorter."),
        new AmendmentAccepted(new(1), North, B1),
        new AmendmentRejected(new(1), "Too short."), new AmendmentWithdrawn(new(1)),
        new ClauseApproved(C2, 1, Hash, North, "Fine.", Telephone), new ClauseObjected(C2, 1, Hash, North, "Too long.", Telephone, new(1)),
        new StanceWithdrawn(C2, North), new StanceConfirmed(C2, North),
        new BallotOpened(new(2), 2, B1, "Shall we?", new(C2, new(1), North, true), Weighty, [Weighed], Hash, 1, Hash, At),
        new BallotExtended(B1, At, "Holidays."),
        new VoteCast(B1, North, Choice.For, "Yes.", Telephone, South),
        new VoteChanged(B1, North, Choice.Abstain, "Unsure.", Telephone, South),
        new VoteWithdrawn(B1, North), new VoteConfirmed(B1, North), new ConflictDeclared(B1, North, "Owns the site."),
        new ProxyGiven(B1, North, South),
        new BallotClosed(B1, ClosedHow.AllVoted, Result), new BallotCancelled(B1, "Not needed."),
        new SigningOpened(1, Hash, Hash, At, "Filled in each year."),
        new Signed(North, 1, Hash, Hash, "I agree.", "partner", new("https://issuer.test", "loa2", ["pwd", "otp"], At)),
        new CounterpartRecorded(North, 1, Somebody, "partner", Day, Hash, "In the safe.", Hash, Hash),
        new SigningDeclined(North, 1, "Not yet."),
        new CameIntoForce(Day),
        new OrganisationRegistered(North, "NORTH SURGERY", OrganisationKind.Practice, LegalForm.SoleTrader),
        new OrganisationChanged("NORTH SURGERY", OrganisationKind.Other, LegalForm.NhsBody), new ListSizeRecorded(Day, 4321),
        new MembershipsRecorded(MembershipKind.Pcn, [new(OdsCode.Parse("U99901"), Day, Day)]),
        new PersonAuthorised(Somebody, [Authority.Signatory, Authority.Voter], Day, Day, "Letter of 1 December"),
        new PersonRevoked(Somebody),
        new PersonErased("A request under data protection law."),
        new TemplatePublished(
            Edition, "Network agreement", AgreementKind.Network, "2026/27 v1", TemplateId.Parse("network-2025-26"), [Slot]),
        new TemplateTakenIntoUse(Id),
        new EpochBegun(2, 40, "agreements.example/log\n41\n…\n", "The disk failed; restored from the backup of 1 December."),
    ];
}
