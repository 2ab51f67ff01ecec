using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Rules;
using PcnAgreements.Domain.Templates;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Store.Tests;

/// <summary>Histories of agreements and organisations, as the service would have recorded them.</summary>
public static class Histories
{
    public static readonly AgreementId Agreement = new(Guid.Parse("0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b"));
    public static readonly StreamId AgreementStream = StreamId.Of(Agreement);
    public static readonly TemplateId Template = TemplateId.Parse("network-2026");

    private static readonly OdsCode[] Practices = [.. Enumerable.Range(1, 5).Select(n => OdsCode.Parse($"Y9990{n}"))];
    private static readonly string Hash = Wording.Of(null, "We agree.").Hash;

    /// <summary>An agreement of as many clauses, circulated to five practices.</summary>
    public static IEnumerable<DomainEvent> InReview(int clauses) =>
    [
        new AgreementDrafted(
            Agreement, "Network agreement", AgreementKind.Network, Samples.Pcn, "DEMO PCN",
            [.. Practices.Select(p => new PartyTerms(p, $"SURGERY {p}", LegalForm.SoleTrader, PartyRole.Core, true, []))],
            new(DecisionRule.UnanimousOfEntitled, DecisionRule.UnanimousOfEntitled), LmcAccess.Full, Template, null,
            [.. Enumerable.Range(1, clauses).Select(n => new ClauseDraft(ClauseKey.Local(n), null, $"Clause {n}", "We agree."))],
            clauses + 1),
        new Circulated(Moment.AddDays(5), "Please read.", [.. Practices.Select(p => new WeighedVoter(p, $"SURGERY {p}", 1, null))]),
    ];

    public static readonly DateTimeOffset Moment = new(2020, 12, 4, 9, 0, 0, TimeSpan.Zero);

    public static ClauseApproved Approved(int practice, int clause, int revision = 1) =>
        new(ClauseKey.Local(clause), revision, Hash, Practices[practice]);

    /// <summary>
    /// Everything that moves a row: stances, a new wording, comments, amendments, a ballot, deadlines, a party that goes, the end.
    /// </summary>
    public static IEnumerable<DomainEvent> WholeLife =>
    [
        .. InReview(3),
        .. from clause in Enumerable.Range(1, 2) from practice in Enumerable.Range(0, 5) select Approved(practice, clause),
        new ClauseObjected(ClauseKey.Local(3), 1, Hash, Practices[0], "Too vague.", null, new AmendmentKey(1)),
        new AmendmentProposed(new(1), Practices[0], AmendmentOp.Reword, ClauseKey.Local(3), 1, null, null, null, "We agree, by May.", null),
        new CommentMade(new(1), ClauseKey.Local(2), Practices[1], "Why?", true),
        new AmendmentAccepted(new(1), Practices[0]),
        new ClauseReworded(ClauseKey.Local(3), 2, null, "We agree, by May.", Hash, null, new AmendmentKey(1)),
        new BallotOpened(
            new(1), 1, null, "Shall clause 3 stand?", new(Clause: ClauseKey.Local(3)), DecisionRule.UnanimousOfEntitled,
            [.. Practices.Select(p => new WeighedVoter(p, $"SURGERY {p}", 1, null))], Hash, 2, Hash, Moment.AddDays(2)),
        new VoteCast(new(1), Practices[2], Choice.For),
        new BallotExtended(new(1), Moment.AddDays(3), "Too short."),
        new BallotCancelled(new(1), "Not needed."),
        new StanceWithdrawn(ClauseKey.Local(1), Practices[4]),
        new DeadlinePassed(Deadline.ReviewBy, Moment.AddDays(5)),
        new DeadlineChanged(Deadline.ReviewBy, Moment.AddDays(9)),
        new PartyRemoved(Practices[4]),
        new TitleChanged("Another title"),
        new Ended(EndKind.Withdrawn, "Overtaken."),
    ];

    /// <summary>An organisation that is renamed, counted, joins and leaves, and whose people come and go.</summary>
    public static IEnumerable<DomainEvent> Practice =>
    [
        Samples.Registered,
        Samples.Sized(9_000),
        new ListSizeRecorded(new(2020, 1, 1), 8_000),
        new MembershipsRecorded(MembershipKind.Pcn, [new(Samples.Pcn, null, new(2020, 1, 1)), new(Samples.Pcn, new(2021, 1, 1), null)]),
        new PersonAuthorised(Samples.Person(1), [Authority.Approver, Authority.Voter], null, new(2030, 1, 1), "A letter."),
        new PersonAuthorised(Samples.Person(2), [Authority.Signatory], null, null, null),
        new PersonAuthorised(Samples.Person(1), [Authority.Approver], new(2021, 1, 1), null, null),
        new PersonRevoked(Samples.Person(2)),
        new MembershipsRecorded(MembershipKind.Pcn, [new(Samples.Pcn, new(2021, 1, 1), null)]),
        new OrganisationChanged("NORTHERN SURGERY", OrganisationKind.Practice, null),
    ];

    /// <summary>A template edition that is taken into use.</summary>
    public static IEnumerable<DomainEvent> Edition =>
    [
        new TemplatePublished(
            Template, "Network agreement", AgreementKind.Network, "2026 v1", null,
            [new(ClauseKey.Parse("n1"), null, null, "We agree.", Locked: true)]),
        new TemplateTakenIntoUse(Agreement),
    ];
}
