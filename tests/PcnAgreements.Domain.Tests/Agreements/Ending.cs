using PcnAgreements.Domain.Agreements;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Ending
{
    private static IEnumerable<DomainEvent> InForce =>
    [
        .. AllApproved, new SigningOpened(1, "t", "s", null, null), new CameIntoForce(new(2020, 12, 4))
    ];

    [Fact]
    public void is_withdrawing_before_it_is_in_force()
    {
        Given(InDrafting).When(Editor, new EndAgreement(EndKind.Withdrawn, "x")).Then(new Ended(EndKind.Withdrawn, "x"));
        Given(InReview).And(Ballots.Open).When(Editor, new EndAgreement(EndKind.Withdrawn, "x"))
            .Then(new Ended(EndKind.Withdrawn, "x"), new BallotCancelled(new(1), "The agreement was ended."));
        Given(InReview).When(Editor, new EndAgreement(EndKind.Terminated, "x")).ThenRefused<Refusal.WrongState>();
    }

    [Theory, InlineData(EndKind.Terminated), InlineData(EndKind.Expired)]
    public void is_terminating_or_expiring_once_it_is(EndKind kind)
    {
        Given(InForce).When(Editor, new EndAgreement(kind, "x")).Then(new Ended(kind, "x")).Recorded(Editor)
            .When(Editor, new EndAgreement(kind, "x")).ThenRefused<Refusal.WrongState>();
        Given(InForce).When(Editor, new EndAgreement(EndKind.Withdrawn, "x")).ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void needs_a_reason_and_a_kind_that_can_be_chosen()
    {
        Given(InForce).When(Editor, new EndAgreement(EndKind.Terminated, " ")).ThenInvalid("/reason");
        Given(InForce).When(Editor, new EndAgreement(EndKind.Superseded, "x")).ThenInvalid("/kind");
    }
}
