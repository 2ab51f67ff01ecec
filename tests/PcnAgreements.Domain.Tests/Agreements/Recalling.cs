using PcnAgreements.Domain.Agreements;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Recalling
{
    [Fact]
    public void goes_one_step_back()
    {
        Given(InReview).When(Editor, new Recall("Not ready.")).Then(new Recalled("Not ready.", Status.Drafting)).Recorded(Editor)
            .Agreement.Status.ShouldBe(Status.Drafting);
        var signing = Given(AllApproved).And(new SigningOpened(1, "t", "s", null, null)).When(Editor, new Recall("A mistake."))
            .Then(new Recalled("A mistake.", Status.InReview)).Recorded(Editor).Agreement;
        (signing.Status, signing.Round, signing.SettledBy(C1)).ShouldBe((Status.InReview, null, SettledBy.Stances));
    }

    [Fact]
    public void to_drafting_calls_off_the_ballots() =>
        Given(InReview).And(Ballots.Open).When(Editor, new Recall("Not ready."))
            .Then(new Recalled("Not ready.", Status.Drafting), new BallotCancelled(new(1), "The agreement was recalled to drafting."))
            .Decided.Events[1].BySystem.ShouldBeTrue();

    [Fact]
    public void is_refused_where_nothing_is_asked_of_anyone() =>
        Given(InDrafting).When(Editor, new Recall("x")).ThenRefused<Refusal.WrongState>();

    [Fact]
    public void needs_a_reason() => Given(InReview).When(Editor, new Recall("")).ThenInvalid("/reason");
}
