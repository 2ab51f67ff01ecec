using PcnAgreements.Domain.Agreements;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Taking_stances
{
    private static TakeStances Approve(ClauseKey clause, int revision = 1, string? reason = null) =>
        new([new(clause, revision, StanceKind.Approve, reason)]);

    private static TakeStances Object(ClauseKey clause, string? reason, TakeStances.WantedWording? wanted = null) =>
        new([new(clause, 1, StanceKind.Object, reason, wanted)]);

    [Fact]
    public void records_the_exact_words_approved() =>
        Given(InReview).When(Approver(North), Approve(C1)).Then(Approved(North, C1, "One."));

    [Fact]
    public void a_second_time_changes_nothing() =>
        Given(InReview).And(Approved(North, C1, "One.")).When(Approver(North), Approve(C1)).ThenNothing();

    [Fact]
    public void is_refused_while_nothing_is_asked_of_anyone() =>
        Given(InDrafting).When(Approver(North), Approve(C1)).ThenRefused<Refusal.WrongState>();

    [Fact]
    public void is_refused_for_a_revision_that_was_replaced() =>
        Given(InReview).And(new ClauseReworded(C1, 2, null, "One, changed.", "x"))
            .When(Approver(North), Approve(C1)).ThenRefused<Refusal.ClauseChanged>().Current.ShouldBe(2);

    [Fact]
    public void is_refused_for_a_revision_that_is_not_there_yet()
    {
        Given(InReview).When(Approver(North), Approve(C1, revision: 7)).ThenRefused<Refusal.ClauseChanged>().Current.ShouldBe(1);
        Given(InReview).When(Approver(North), Approve(C1, revision: 0)).ThenInvalid("/revision");
        Given(InReview).When(Approver(North), Approve(C1, revision: -1)).ThenInvalid("/revision");
    }

    [Fact]
    public void an_objection_wants_a_heading_of_one_line_or_none()
    {
        Given(InReview).When(Approver(North), Object(C1, "No.", new("One\nand two", "More."))).ThenInvalid("/wording/heading");
        Given(InReview).When(Approver(North), Object(C1, "No.", new(default, "One."))).ThenInvalid("/wording");
    }

    [Fact]
    public void an_objection_needs_a_reason() => Given(InReview).When(Approver(North), Object(C1, " ")).ThenInvalid("/reason");

    [Fact]
    public void an_objection_may_carry_the_wording_that_would_satisfy_it() =>
        Given(InReview).When(Approver(North), Object(C1, "Too short.", new(default, "One and more."))).Then(
            new AmendmentProposed(new(1), North, AmendmentOp.Reword, C1, 1, null, null, null, "One and more.", "Too short."),
            new ClauseObjected(C1, 1, Approved(North, C1, "One.").Hash, North, "Too short.", null, new(1)));

    [Fact]
    public void many_are_taken_all_or_none()
    {
        var both = new TakeStances([new(C1, 1, StanceKind.Approve), new(C2, 9, StanceKind.Approve, Pointer: "/items/1")]);
        Given(InReview).When(Approver(North), both).ThenRefused<Refusal.ClauseChanged>().Clause.ShouldBe(C2);
        var one = new TakeStances([new(C1, 1, StanceKind.Approve), new(C2, 0, StanceKind.Approve, Pointer: "/items/1")]);
        Given(InReview).When(Approver(North), one).ThenInvalid("/items/1/revision");
    }

    [Fact]
    public void by_a_party_without_a_vote_is_refused() =>
        Given(InReview).When(Approver(Federation), Approve(C1)).ThenRefused<Refusal.NotEntitled>();

    [Fact]
    public void on_a_clause_that_is_not_there_is_not_found_in_whatever_state() =>
        Given(InDrafting).When(Approver(North), Approve(ClauseKey.Local(99))).ThenRefused<Refusal.NotFound>();

    [Fact]
    public void many_at_once_on_a_clause_that_is_not_there_are_invalid() =>
        Given(InReview)
            .When(
                Approver(North),
                new TakeStances(
                    [new(C1, 1, StanceKind.Approve, Pointer: "/items/0"),
                    new(ClauseKey.Local(99), 1, StanceKind.Approve, Pointer: "/items/1")]))
            .ThenInvalid("/items/1/clause");

    [Fact]
    public void on_a_clause_that_was_struck_out_is_refused() =>
        Given(InReview).And(new ClauseStruck(C1)).When(Approver(North), Approve(C1)).ThenRefused<Refusal.WrongState>();

    [Fact]
    public void the_same_objection_again_proposes_no_second_amendment()
    {
        var objection = Object(C1, "Too short.", new(default, "One and more."));
        Given(InReview).When(Approver(North), objection).Recorded(Approver(North)).When(Approver(North), objection).ThenNothing();
    }

    [Fact]
    public void an_objection_whose_wording_is_proposed_already_points_to_that() =>
        Given(InReview).When(Approver(North), Object(C1, "Too short.", new(default, "One and more."))).Recorded(Approver(North))
            .When(Approver(North), Object(C1, "Far too short.", new(default, "One and more.")))
            .Then(new ClauseObjected(C1, 1, Approved(North, C1, "One.").Hash, North, "Far too short.", null, new(1)));

    [Fact]
    public void an_objection_cannot_wish_for_the_words_as_they_are() =>
        Given(InReview).When(Approver(North), Object(C1, "Too short.", new(default, "One."))).ThenInvalid("/wording");

    [Fact]
    public void an_editor_never_overrides_what_the_practice_itself_said() =>
        Given(InReview).And(Approver(North), Approved(North, C1, "One."))
            .When(EditorFor(North), new TakeStances([new(C1, 1, StanceKind.Object, "By telephone.")], Telephone))
                .ThenRefused<Refusal.WrongState>();

    [Fact]
    public void an_editor_never_overrides_what_the_practice_confirmed() =>
        Given(InReview).And(EditorFor(North), Approved(North, C1, "One.") with { OnBehalf = Telephone }).And(new StanceConfirmed(C1, North))
            .When(EditorFor(North), new TakeStances([new(C1, 1, StanceKind.Object, "By telephone.")], Telephone))
                .ThenRefused<Refusal.WrongState>();

    [Fact]
    public void an_editor_recording_what_the_practice_itself_said_already_changes_nothing() =>
        Given(InReview).And(Approver(North), Approved(North, C1, "One."))
            .When(EditorFor(North), Approve(C1) with { OnBehalf = Telephone }).ThenNothing();

    [Fact]
    public void an_editor_may_record_a_practice_that_spoke_of_older_words_only() =>
        Given(InReview).And(Approver(North), Approved(North, C1, "One.")).And(new ClauseReworded(C1, 2, null, "One, changed.", "x"))
            .When(EditorFor(North), Approve(C1, revision: 2) with { OnBehalf = Telephone })
            .Then(Approved(North, C1, "One, changed.", 2) with { OnBehalf = Telephone });

    [Fact]
    public void on_behalf_of_a_practice_is_for_the_convenor_alone() =>
        Given(InReview).When(Approver(South) with { OnBehalfOf = North }, Approve(C1) with { OnBehalf = Telephone })
            .ThenRefused<Refusal.NotEntitled>();

    [Fact]
    public void on_behalf_of_a_practice_needs_evidence() =>
        Given(InReview).When(EditorFor(North), Approve(C1) with { OnBehalf = new("telephone", " ") }).ThenInvalid("/onBehalf/evidence");

    [Fact]
    public void the_practice_itself_overrides_what_was_recorded_on_its_behalf()
    {
        var recorded = Approved(North, C1, "One.") with { OnBehalf = new("telephone", "Call of 3 December") };
        Given(InReview).And(EditorFor(North), recorded).When(Approver(North), Approve(C1)).Then(Approved(North, C1, "One."));
    }

    [Fact]
    public void a_clause_is_settled_when_its_rule_is_met_and_no_more_once_it_is_reworded()
    {
        Given(AllApproved).Agreement.SettledBy(C1).ShouldBe(SettledBy.Stances);
        Given(AllApproved).And(new ClauseReworded(C1, 2, null, "One, changed.", "x")).Agreement.SettledBy(C1).ShouldBeNull();
        Given(AllApproved).And(new ClauseReworded(C1, 2, null, "One, changed.", "x")).Agreement.SettledBy(C2).ShouldBe(SettledBy.Stances);
    }
}
