using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Rules;
using PcnAgreements.Domain.Text;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Reading_an_agreement
{
    private static readonly PersonId Me = Person(42);
    private static readonly ClauseReworded Changed = new(C1, 2, null, "One, changed.", Wording.Of(null, "One, changed.").Hash);
    private static readonly SigningOpened Opened = new(1, "t", "s", Moment.AddDays(1), null);

    private static IReadOnlyList<WaitingTask> Tasks(Scenario scenario, params (OdsCode Ods, Authority[] May)[] authorities) =>
        WaitingTasks.Of(
        scenario.Agreement, Me, authorities.ToDictionary(a => a.Ods, a => (IReadOnlyCollection<Authority>)a.May));

    private static (TaskKind, string)[] Kinds(IEnumerable<WaitingTask> tasks) =>
        [.. tasks.Select(t => (t.Kind, t.Clause?.ToString() ?? t.Ballot?.ToString() ?? t.Ods.ToString()))];

    [Fact]
    public void an_approver_is_asked_for_what_the_practice_has_not_said()
    {
        var tasks = Tasks(Given(InReview).And(Approved(North, C2, "Two.")), (North, [Authority.Approver]));
        Kinds(tasks).ShouldBe([(TaskKind.ApproveClause, "c1"), (TaskKind.ApproveClause, "c3")]);
        tasks.ShouldAllBe(t => t.DueAt == Network.Circulated.ReviewBy && t.Ods == North && t.Change == null);
    }

    [Fact]
    public void an_approver_is_asked_to_look_at_what_changed_since_the_practice_approved()
    {
        var task = Tasks(Given(AllApproved).And(Changed), (North, [Authority.Approver])).ShouldHaveSingleItem();
        (task.Kind, task.Clause, task.Change).ShouldBe((TaskKind.ReaffirmClause, C1, new RevisionChange(1, 2)));
        Tasks(Given(AllApproved).And(Changed, new ClauseReworded(C1, 3, null, "x", "x")), (North, [Authority.Approver]))[0].Change.ShouldBe(
            new RevisionChange(1, 3));
    }

    [Fact]
    public void nobody_is_asked_for_what_needs_no_answer()
    {
        Tasks(Given(InDrafting), (North, [Authority.Approver])).ShouldBeEmpty();
        Tasks(Given(InReview), (Federation, [Authority.Approver]), (North, [Authority.Viewer, Authority.Administrator])).ShouldBeEmpty();
        Tasks(Given(InReview).And(new ClauseStruck(C1), new ClauseStruck(C2), new ClauseStruck(C3)), (North, [Authority.Approver]))
            .ShouldBeEmpty();
        var varied = Drafted with { VariationOf = new(Guid.NewGuid()), Clauses = [new(C1, null, null, "One.")], NextClause = 2 };
        Tasks(Given(varied, Network.Circulated), (North, [Authority.Approver])).ShouldBeEmpty();
        Kinds(Tasks(Given(varied, Network.Circulated, Changed), (North, [Authority.Approver]))).ShouldBe([(TaskKind.ApproveClause, "c1")]);
    }

    [Fact]
    public void what_was_recorded_on_its_behalf_waits_for_the_practice_to_confirm()
    {
        var recorded = Given(AllApproved).And(EditorFor(North), Approved(North, C1, "One.") with { OnBehalf = Telephone }).And(
            Voting.Opened(), new VoteCast(Voting.B1, North, Choice.For, null, Telephone));
        Kinds(Tasks(recorded, (North, [Authority.Approver, Authority.Voter])))
            .ShouldBe([(TaskKind.Confirm, "b1"), (TaskKind.Confirm, "c1")]);
        recorded.And(new StanceConfirmed(C1, North), new VoteConfirmed(Voting.B1, North));
        Tasks(recorded, (North, [Authority.Approver, Authority.Voter])).ShouldBeEmpty();
    }

    [Fact]
    public void a_voter_is_asked_to_vote_unless_a_proxy_holder_is()
    {
        var open = Given(InReview).And(Voting.Opened());
        var task = Tasks(open, (North, [Authority.Voter])).ShouldHaveSingleItem();
        (task.Kind, task.Ods, task.Ballot, task.DueAt).ShouldBe((TaskKind.Vote, North, Voting.B1, Voting.ClosesAt));
        open.And(new ProxyGiven(Voting.B1, North, South));
        Tasks(open, (North, [Authority.Voter])).ShouldBeEmpty();
        Tasks(open, (South, [Authority.Voter])).Select(t => t.Ods).ShouldBe([North, South]);
        open.And(new ConflictDeclared(Voting.B1, South, "x"));
        Tasks(open, (South, [Authority.Voter])).ShouldBeEmpty();
        Tasks(open, (North, [Authority.Voter])).ShouldHaveSingleItem().Ods.ShouldBe(North);
        open.And(new ConflictDeclared(Voting.B1, North, "x"));
        Tasks(open, (North, [Authority.Voter])).ShouldBeEmpty();
    }

    [Fact]
    public void a_signatory_is_asked_while_awaited()
    {
        var frozen = Given(AllApproved).And(
            new PartyChanged(Practice(North, "NORTH SURGERY") with { Signatories = [new(Me, "partner"), new(Person(8), "partner")] }, null),
            new PartyChanged(Practice(South, "SOUTH SURGERY") with { Signatories = [new(Person(8), "partner")] }, null), Opened);
        var tasks = Tasks(frozen, (North, [Authority.Signatory]), (South, [Authority.Signatory]), (East, [Authority.Signatory]));
        tasks.Select(t => (t.Kind, t.Ods, t.DueAt)).ShouldBe([(TaskKind.Sign, North, Opened.SignBy), (TaskKind.Sign, East, Opened.SignBy)]);
        frozen.And(new Actor(Me, North, "signatory"), new Signed(North, 1, "t", "s", "I sign.", "partner", new("x")));
        Tasks(frozen, (North, [Authority.Signatory])).ShouldBeEmpty();
    }

    [Fact]
    public void an_open_question_asks_whoever_has_not_had_the_last_word()
    {
        var asked = Given(AllApproved)
            .And(new CommentMade(new(1), C1, North, "Who pays?", false), new CommentMade(new(2), C1, North, "Can we?", true));
        Kinds(Tasks(asked, (Pcn, [Authority.Editor]), (North, [Authority.Approver]))).ShouldBe([(TaskKind.AnswerComment, "c1")]);
        Tasks(asked, (Pcn, [Authority.Editor]))[0].Ods.ShouldBe(Pcn);
        asked.And(new CommentReplied(new(1), C1, Pcn, "The PCN.", false));
        Tasks(asked, (Pcn, [Authority.Editor])).ShouldBeEmpty();
        Tasks(asked, (South, [Authority.Approver])).ShouldBeEmpty();
        Tasks(asked, (North, [Authority.Approver]))[0].Comment.ShouldBe(new CommentKey(1));
        asked.And(new CommentResolved(new(1), C1, null, false));
        Tasks(asked, (Pcn, [Authority.Editor]), (North, [Authority.Approver])).ShouldBeEmpty();
    }

    [Fact]
    public void nothing_is_asked_of_a_party_while_the_text_is_drafted_anew()
    {
        var recalled = Given(InReview).And(
            new CommentMade(new(1), C1, North, "Who pays?", false), new CommentReplied(new(1), C1, Pcn, "The PCN.", false),
            new Recalled("To be shorter.", Status.Drafting));
        Tasks(recalled, (North, [.. Enum.GetValues<Authority>()])).ShouldBeEmpty();
    }

    [Fact]
    public void an_amendment_waits_on_the_editors_unless_a_ballot_decides_it()
    {
        var proposed = Given(AllApproved)
            .And(new AmendmentProposed(new(1), North, AmendmentOp.Strike, C1, 1, null, null, null, null, null));
        Tasks(proposed, (Pcn, [Authority.Editor])).ShouldHaveSingleItem().Amendment.ShouldBe(new AmendmentKey(1));
        Tasks(proposed.And(Voting.Opened(new(Amendment: new(1)))), (Pcn, [Authority.Editor])).ShouldBeEmpty();
    }

    [Fact]
    public void progress_counts_clauses_ballots_and_signatures()
    {
        Progress.Of(Given(AllApproved).And(Changed, Voting.Opened()).Agreement)
            .ShouldBe(new(new(2, 3), new(1, 0, 0, 0), new(0, 4, 0, 4)));
        Progress.Of(
            Given(AllApproved).And(Opened)
                .And(new Actor(Me, North, "signatory"), new Signed(North, 1, "t", "s", "I sign.", "partner", new("x"))).Agreement)
            .Signatures.ShouldBe(new(1, 4, 1, 4));
    }

    [Fact]
    public void the_record_says_who_agreed_to_which_exact_words()
    {
        var approver = Approver(North);
        var scenario = Given(InReview).And(approver, Approved(North, C1, "One.")).And(Changed);
        var north = AgreementRecord.Of(scenario.Agreement).Parties.Single(p => p.Party.Ods == North);
        north.Clauses.Select(c => (c.Clause, c.Number, c.Revision, c.Current))
            .ShouldBe([(C1, "1", 2, false), (C2, "2", 1, false), (C3, "3", 1, false)]);
        var stance = north.Clauses[0].Stance!;
        (stance.Revision, stance.Hash, stance.By.Actor).ShouldBe((1, Wording.Of(null, "One.").Hash, approver));
        scenario.And(Voting.Opened(), new VoteCast(Voting.B1, North, Choice.For));
        AgreementRecord.Of(scenario.Agreement).Ballots.ShouldHaveSingleItem().Sums.For.ShouldBe(1);
    }

    [Fact]
    public void the_record_keeps_signatures_that_do_not_count()
    {
        var signer = new Actor(Me, North, "signatory");
        var signed = new Signed(North, 1, "t", "s", "I sign.", "partner", new("x"));
        var scenario = Given(AllApproved).And(Opened).And(signer, signed)
            .And(new SigningDeclined(South, 1, "No."), Opened with { Round = 2 })
            .And(signer, signed with { Round = 2 });
        AgreementRecord.Of(scenario.Agreement).Parties.Single(p => p.Party.Ods == North).Signatures.Select(s => (s.Round, s.Counts))
            .ShouldBe([(1, false), (2, true)]);
    }

    [Fact]
    public void the_confirmation_is_there_once_all_have_signed_and_says_how_it_ended()
    {
        var scenario = Given(AllApproved).And(Opened);
        Confirmation.Of(scenario.Agreement).ShouldBeNull();
        foreach (var ods in new[] { North, South, East, Federation })
            scenario.And(Signatory(ods), new Signed(ods, 1, "t", "s", "I sign.", "partner", new("x")));
        scenario.And(new CameIntoForce(new(2020, 12, 7)));
        var confirmation = Confirmation.Of(scenario.Agreement)!;
        (confirmation.TextHash, confirmation.EffectiveFrom, confirmation.End).ShouldBe(("t", new DateOnly(2020, 12, 7), null));
        confirmation.Parties.ShouldAllBe(p => p.SignedOn.Single() == new DateOnly(2020, 12, 4));
        var end = new Ended(EndKind.Terminated, "Over.");
        Confirmation.Of(scenario.And(end).Agreement)!.End.ShouldBe(end);
    }

    [Fact]
    public void the_overview_names_objections_that_stand_and_who_has_not_answered()
    {
        var objection = new ClauseObjected(C1, 1, Wording.Of(null, "One.").Hash, South, "No.");
        var overview = Overview.Of(Given(AllApproved).And(objection, new StanceWithdrawn(C2, East)).Agreement);
        overview.Objections.ShouldHaveSingleItem().Ods.ShouldBe(South);
        overview.Unanswered.ShouldBe([new UnansweredParty(East, "EAST SURGERY", 1)]);
        var later = Overview.Of(Given(AllApproved).And(objection, Changed).Agreement);
        later.Objections.ShouldBeEmpty();
        later.Unanswered.Select(p => p.Ods).ShouldBe([North, South, East]);
    }
}
