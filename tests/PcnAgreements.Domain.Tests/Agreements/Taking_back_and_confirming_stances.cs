using PcnAgreements.Domain.Agreements;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Taking_back_and_confirming_stances
{
    private static readonly ClauseApproved Own = Approved(North, C1, "One.");
    private static readonly ClauseApproved ByTelephone = Own with { OnBehalf = Telephone };
    private static readonly ClauseKey Nowhere = ClauseKey.Local(99);

    [Fact]
    public void a_practice_takes_its_stance_back() =>
        Given(InReview).And(Own).When(Approver(North), new WithdrawStance(C1)).Then(new StanceWithdrawn(C1, North));

    [Fact]
    public void taking_back_what_is_not_there_any_more_changes_nothing() =>
        Given(InReview).And(Own, new StanceWithdrawn(C1, North)).When(Approver(North), new WithdrawStance(C1)).ThenNothing();

    [Fact]
    public void what_is_taken_back_does_not_count_but_what_was_approved_is_remembered()
    {
        var agreement = Given(AllApproved).And(new StanceWithdrawn(C1, North)).Agreement;
        agreement.SettledBy(C1).ShouldBeNull();
        agreement.LastApproved(C1, North).ShouldBe(1);
    }

    [Fact]
    public void nothing_is_taken_back_from_a_frozen_text() =>
        Given(AllApproved).And(new SigningOpened(1, "t", "s", null, null)).When(Approver(North), new WithdrawStance(C1))
            .ThenRefused<Refusal.WrongState>();

    [Fact]
    public void an_editor_takes_back_what_was_recorded_wrongly_but_not_what_the_practice_said()
    {
        Given(InReview).And(ByTelephone).When(EditorFor(North), new WithdrawStance(C1)).Then(new StanceWithdrawn(C1, North));
        Given(InReview).And(Own).When(EditorFor(North), new WithdrawStance(C1)).ThenRefused<Refusal.WrongState>();
        Given(InReview).And(ByTelephone, new StanceConfirmed(C1, North)).When(EditorFor(North), new WithdrawStance(C1))
            .ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void a_practice_confirms_what_was_recorded_on_its_behalf() =>
        Given(InReview).And(ByTelephone).When(Approver(North), new ConfirmStance(C1)).Then(new StanceConfirmed(C1, North));

    [Fact]
    public void confirming_a_second_time_changes_nothing() =>
        Given(InReview).And(ByTelephone, new StanceConfirmed(C1, North)).When(Approver(North), new ConfirmStance(C1)).ThenNothing();

    [Fact]
    public void only_what_was_recorded_on_its_behalf_can_be_confirmed()
    {
        Given(InReview).And(Own).When(Approver(North), new ConfirmStance(C1)).ThenRefused<Refusal.WrongState>();
        Given(InReview).When(Approver(North), new ConfirmStance(C1)).ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void an_editor_cannot_confirm_for_the_practice() =>
        Given(InReview).And(ByTelephone).When(EditorFor(North), new ConfirmStance(C1)).ThenRefused<Refusal.NotEntitled>();

    [Fact]
    public void a_confirmation_never_means_words_that_are_gone() =>
        Given(InReview).And(ByTelephone, new ClauseReworded(C1, 2, null, "One, changed.", "x"))
            .When(Approver(North), new ConfirmStance(C1)).ThenRefused<Refusal.ClauseChanged>().Current.ShouldBe(2);

    [Fact]
    public void nothing_is_confirmed_while_drafting() =>
        Given(InDrafting).When(Approver(North), new ConfirmStance(C1)).ThenRefused<Refusal.WrongState>();

    [Fact]
    public void a_clause_or_party_that_is_not_there_is_not_found()
    {
        Given(InReview).When(Approver(North), new WithdrawStance(Nowhere)).ThenRefused<Refusal.NotFound>();
        Given(InReview).When(Approver(North), new ConfirmStance(Nowhere)).ThenRefused<Refusal.NotFound>();
        Given(InReview).When(Approver(OdsCode.Parse("Y99999")), new WithdrawStance(C1)).ThenRefused<Refusal.NotFound>();
        Given(InReview).When(Approver(OdsCode.Parse("Y99999")), new ConfirmStance(C1)).ThenRefused<Refusal.NotFound>();
    }
}
