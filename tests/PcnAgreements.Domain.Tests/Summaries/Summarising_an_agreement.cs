using System.Collections.Immutable;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Rules;
using PcnAgreements.Domain.Summaries;
using PcnAgreements.Domain.Tests.Agreements;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;

namespace PcnAgreements.Domain.Tests.Summaries;

public sealed class Summarising_an_agreement
{
    private static readonly AgreementId Other = new(Guid.Parse("0190a1b2-c3d4-7e5f-8a6b-000000000001"));
    private static readonly DateTimeOffset Noon = new(2020, 12, 9, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Summer = new(2021, 7, 1, 11, 0, 0, TimeSpan.Zero);
    private static readonly ClauseKey C4 = ClauseKey.Local(4);
    private static readonly ClauseKey C5 = ClauseKey.Local(5);
    private const string Motion = "Shall we?";
    private const string Closes = "It closes on 9 December 2020 at 12:00 (UK time).";
    private static readonly BallotKey B1 = new(1);
    private static readonly BallotKey B2 = new(2);

    /// <summary>
    /// A story in which everything happens that can happen to an agreement, each with the sentence a reader finds in its history.
    /// </summary>
    private static readonly ImmutableArray<(Actor Actor, DomainEvent Event, string Sentence)> Story =
    [
        (Editor, Drafted, "DEMO PCN drafted “Vaccination site”, with 4 parties."),
        (Editor, new TitleChanged("Vaccination"), "DEMO PCN changed the title to “Vaccination”."),
        (Editor, new RulesChanged(Agreements.Network.Rules),
            "DEMO PCN changed the rules by which clauses are settled and the whole is adopted."),
        (Editor, Clause(1, "One."), "DEMO PCN added clause 1."),
        (Editor, new ClauseAdded(C2, C1, null, false, true, true, "To fill", "", "x"), "DEMO PCN added clause 1.1."),
        (Editor, Clause(3, "Three.", 1), "DEMO PCN added clause 2."),
        (Editor, new ClauseAdded(C4, null, null, true, true, false, "Money", "", "x"), "DEMO PCN added Schedule 1."),
        (Editor, new ClauseAdded(C5, null, null, false, false, false, null, "Recital.", "x"), "DEMO PCN added clause c5."),
        (Editor, new ClauseReworded(C2, 2, "To fill", "Filled.", "x"), "DEMO PCN filled in clause 1.1 (revision 2)."),
        (Editor, new ClauseReworded(C2, 3, "To fill", "Refilled.", "x"), "DEMO PCN reworded clause 1.1 (revision 3)."),
        (Editor, new ClauseMoved(C3, null, null), "DEMO PCN moved clause 2, which is now 1."),
        (Editor, new ClauseStruck(C1), "DEMO PCN struck out clause 2 and 1 clause below it."),
        (Editor, new ClauseRestored(C1), "DEMO PCN brought back clause 2 and 1 clause below it."),
        (Editor, new PartyAdded(Practice(OdsCode.Parse("Y99904"), "NORTH SURGERY"), null),
            "NORTH SURGERY (Y99904) joined as a core party with a vote."),
        (Editor, new PartyRemoved(OdsCode.Parse("Y99904")), "NORTH SURGERY (Y99904) is no longer a party."),
        (Editor, new PartyChanged(Practice(North, "NORTH SURGERY") with
            {
                Signatories = [new(Person(7), "partner"), new(Person(8), "partner")],
            }, null),
            "NORTH SURGERY now takes part as a core party with a vote, 2 signatories named."),
        (Editor, new EffectiveDateChanged(new(2021, 1, 1)), "DEMO PCN set the date it is to take effect to 1 January 2021."),
        (Editor, new EffectiveDateChanged(null), "DEMO PCN left the date it is to take effect to the last signature."),
        (Editor, new EditionAdopted(TemplateId.Parse("v2"), "2026 v2",
            [new(EditionOp.Move, C3, null, null, C1), new(EditionOp.Strike, C5)]),
            "DEMO PCN moved the text to template v2, edition 2026 v2: 1 clause moved and 1 clause struck out."),
        (Editor, Agreements.Network.Circulated,
            "DEMO PCN circulated the text to 4 parties, for review by 9 December 2020 at 09:00 (UK time)."),
        (Editor, new DeadlineChanged(Deadline.ReviewBy, Summer),
            "DEMO PCN set the deadline of the review to 1 July 2021 at 12:00 (UK time)."),
        (Editor, new DeadlineChanged(Deadline.SignBy, null), "DEMO PCN took the deadline of the signing away."),
        (Actor.System, new DeadlinePassed(Deadline.ReviewBy, Summer),
            "The deadline of the review, 1 July 2021 at 12:00 (UK time), passed."),
        (new(Person(9), OdsCode.Parse("LMC-DEMO"), "auditor"), new NoteGiven(OdsCode.Parse("LMC-DEMO"), "Mind clause 2."),
            "LMC-DEMO gave its advice to all parties."),
        (Approver(North), new CommentMade(new(1), C1, North, "Secret words?", false), "NORTH SURGERY made a comment on clause 1 (q1)."),
        (Approver(North), new CommentMade(new(2), C1, North, "Secret words!", true),
            "NORTH SURGERY made an internal comment on clause 1 (q2)."),
        (Editor, new CommentReplied(new(1), C1, Pcn, "Yes.", false), "DEMO PCN replied to comment q1 on clause 1."),
        (Approver(North), new CommentReplied(new(2), C1, North, "Hm.", true), "NORTH SURGERY replied to internal comment q2 on clause 1."),
        (Approver(North), new CommentResolved(new(1), C1, "Fine.", false), "NORTH SURGERY resolved comment q1 on clause 1."),
        (Approver(North), new AmendmentProposed(new(1), North, AmendmentOp.Reword, C3, 1, null, null, null, "New.", null),
            "NORTH SURGERY proposed other words for clause 2 (amendment a1)."),
        (Approver(North), new AmendmentProposed(new(2), North, AmendmentOp.Strike, C2, 3, null, null, null, null, null),
            "NORTH SURGERY proposed to strike out clause 1.1 (amendment a2)."),
        (Approver(South), new AmendmentProposed(new(3), South, AmendmentOp.Add, null, null, null, null, null, "More.", null),
            "SOUTH SURGERY proposed a new clause (amendment a3)."),
        (Approver(South), new AmendmentProposed(new(4), South, AmendmentOp.Move, C4, 1, null, null, null, null, null),
            "SOUTH SURGERY proposed to move Schedule 1 (amendment a4)."),
        (Editor, new AmendmentAccepted(new(1), North), "DEMO PCN accepted amendment a1 of NORTH SURGERY."),
        (Editor, new ClauseReworded(C3, 2, null, "New.", "x", null, new(1)),
            "DEMO PCN reworded clause 2 (revision 2), as amendment a1 proposed."),
        (Editor, new AmendmentRejected(new(2), "No."), "DEMO PCN rejected amendment a2 of NORTH SURGERY."),
        (Approver(South), new AmendmentWithdrawn(new(4)), "SOUTH SURGERY withdrew amendment a4 of SOUTH SURGERY."),
        (Approver(North), new ClauseApproved(C2, 3, "x", North), "NORTH SURGERY approved clause 1.1 (revision 3)."),
        (EditorFor(South), new ClauseApproved(C2, 3, "x", South, null, new("telephone", "Call")),
            "SOUTH SURGERY approved clause 1.1 (revision 3). By an editor of DEMO PCN on behalf of SOUTH SURGERY."),
        (Approver(South), new StanceConfirmed(C2, South),
            "SOUTH SURGERY confirmed the stance on clause 1.1 that was recorded on its behalf."),
        (Approver(East), new ClauseObjected(C4, 1, "x", East, "Why?"), "EAST SURGERY objected to Schedule 1 (revision 1)."),
        (Approver(East), new ClauseObjected(C3, 2, "x", East, "Why?", null, new(3)),
            "EAST SURGERY objected to clause 2 (revision 2), with the wording that would satisfy it (amendment a3)."),
        (Approver(East), new StanceWithdrawn(C4, East), "EAST SURGERY withdrew its stance on Schedule 1."),
        (Editor, Ballot(B1, null, new(Amendment: new(3)), null),
            "DEMO PCN opened ballot b1 on amendment a3 of SOUTH SURGERY: “Shall we?” " + Closes),
        (Editor, new BallotExtended(B1, Summer, "Holidays"), "DEMO PCN extended ballot b1: it closes on 1 July 2021 at 12:00 (UK time)."),
        (Voter(North), new VoteCast(B1, North, Choice.For), "NORTH SURGERY voted for in ballot b1."),
        (Voter(North), new VoteChanged(B1, North, Choice.Against), "NORTH SURGERY changed its vote in ballot b1 to against."),
        (Voter(North), new VoteWithdrawn(B1, North), "NORTH SURGERY withdrew its vote in ballot b1."),
        (Voter(East), new ProxyGiven(B1, East, South), "EAST SURGERY lets SOUTH SURGERY vote for it in ballot b1."),
        (new(Person(5), South, "voter", East), new VoteCast(B1, East, Choice.Abstain, null, null, South),
            "EAST SURGERY abstained in ballot b1, through its proxy SOUTH SURGERY. By a voter of SOUTH SURGERY on behalf of EAST SURGERY."),
        (EditorFor(South), new VoteCast(B1, South, Choice.For, null, new("minuted meeting", "Minutes")),
            "SOUTH SURGERY voted for in ballot b1. By an editor of DEMO PCN on behalf of SOUTH SURGERY."),
        (Voter(South), new VoteConfirmed(B1, South), "SOUTH SURGERY confirmed the vote in ballot b1 that was recorded on its behalf."),
        (Voter(North), new ConflictDeclared(B1, North, "Owns the building."),
            "NORTH SURGERY declared a conflict of interest and stands down from ballot b1."),
        (Actor.System, new BallotClosed(B1, ClosedHow.Deadline, Result), "Ballot b1 was closed at its deadline: lost. The sum in words."),
        (Actor.System, new AmendmentAccepted(new(3), South, B1), "Ballot b1 accepted amendment a3 of SOUTH SURGERY."),
        (Editor, Ballot(B2, B1, new(Clause: C3), 2),
            "DEMO PCN opened ballot b2 (round 2, after b1) on clause 2 (revision 2): “Shall we?” " + Closes),
        (Editor, new BallotCancelled(B2, "Mistake"), "DEMO PCN cancelled ballot b2."),
        (Editor, Ballot(new(3), null, new(Party: East), null),
            "DEMO PCN opened ballot b3 on whether EAST SURGERY stays a party: “Shall we?” " + Closes),
        (Actor.System, new PartyRemoved(East, new BallotKey(3)), "EAST SURGERY is no longer a party, as ballot b3 decided."),
        (Editor, new Recalled("Not ready.", Status.Drafting), "DEMO PCN took the text back from review; it is being drafted again."),
        (Editor, new SigningOpened(1, "x", "y", Noon, "To come."),
            "DEMO PCN opened signing, round 1: the text is frozen, blanks included, to be signed by 9 December 2020 at 12:00 (UK time)."),
        (Signatory(North), new Signed(North, 1, "x", "y", "I agree.", "Dr Ann Example, partner", new("issuer")),
            "A signatory of NORTH SURGERY signed (round 1)."),
        (Editor, new CounterpartRecorded(South, 1, Person(4), "partner", new(2020, 12, 3), "x", "In the safe.", "x", "y"),
            "DEMO PCN recorded a counterpart signed on paper for SOUTH SURGERY on 3 December 2020 (round 1)."),
        (Signatory(South), new SigningDeclined(South, 1, "No."), "SOUTH SURGERY declined to sign (round 1); the text is in review again."),
        (Editor, new Recalled("Not ready.", Status.InReview), "DEMO PCN took the text back from signing; it is in review again."),
        (Actor.System, new CameIntoForce(new(2021, 1, 1)),
            "Every required signature is there: it is in force, with effect from 1 January 2021."),
        (Editor, new VariationOpened(Other), $"DEMO PCN opened a variation of it, agreement {Other}."),
        (Actor.System, new RecordPutBack(2, 17, 120),
            "The record had been put back from a backup: what stood here from now on may be lost (epoch 2 of the log)."),
        (Actor.System, new ParentSuperseded(Other), $"It superseded agreement {Other}, which it varies."),
        (Actor.System, new ParentAlreadyEnded(Other), $"When it took effect, agreement {Other}, which it varies, was over already."),
        (Actor.System, new Ended(EndKind.Superseded, null, Other), $"Agreement {Other} superseded it."),
        (Editor, new Ended(EndKind.Terminated, "All left."), "DEMO PCN ended it: terminated."),
    ];

    [Fact]
    public void says_what_each_event_changed_as_it_was_called_then()
    {
        var agreement = new Agreement();
        List<string> told = [];
        foreach (var (actor, happened, _) in Story)
        {
            var recorded = new Recorded(agreement.Version + 1, Scenario.Moment, actor, happened);
            var after = agreement.Evolve(recorded);
            told.Add(Summary.Of(recorded, agreement, after));
            agreement = after;
        }

        told.ShouldBe(Story.Select(s => s.Sentence));
    }

    [Fact]
    public void has_a_sentence_for_every_event() => Story.Select(s => s.Event.GetType()).Distinct().ShouldBe(
        typeof(AgreementEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(AgreementEvent)) && !t.IsAbstract), ignoreOrder: true);

    [Fact]
    public void repeats_neither_comments_nor_what_signatories_call_themselves() =>
        Story.ShouldAllBe(s => !s.Sentence.Contains("Secret", StringComparison.Ordinal)
            && !s.Sentence.Contains("Ann Example", StringComparison.Ordinal));

    [Fact]
    public void drafted_otherwise_says_from_what()
    {
        Told(Drafted with { Template = TemplateId.Parse("network-2026-27-v1"), Parties = [Parties[0]] })
            .ShouldBe("DEMO PCN drafted “Vaccination site” from template network-2026-27-v1, with 1 party.");
        Told(Drafted with { VariationOf = Other })
            .ShouldBe($"DEMO PCN drafted “Vaccination site” as a variation of agreement {Other}, with 4 parties.");
        Told(Drafted with { Title = new string('x', 300) }).ShouldContain(new string('x', 120) + "…”");
    }

    private static string Told(DomainEvent happened)
    {
        var recorded = new Recorded(1, Scenario.Moment, Editor, happened);
        return Summary.Of(recorded, new(), new Agreement().Evolve(recorded));
    }

    private static TallyResult Result => new(
        Outcome.Lost, 0, 0, 0, 3, new(null, null, true, MajorityBase.Entitled, 3, 3), null, [], "The sum in words.");

    private static BallotOpened Ballot(BallotKey key, BallotKey? previous, BallotSubject subject, int? revision) => new(
        key, previous is null ? 1 : 2, previous, Motion, subject, DecisionRule.UnanimousOfEntitled,
        Agreements.Network.Circulated.Weights, "x", revision, null, Noon);
}
