using PcnAgreements.Domain.Agreements;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Doing_due_work
{
    private static readonly AgreementId Parent = new(Guid.Parse("0190a1b2-c3d4-7e5f-8a6b-000000000001"));
    private static readonly DateTimeOffset Midnight = new(2021, 6, 30, 23, 0, 0, TimeSpan.Zero);
    private static readonly CameIntoForce FirstOfJuly = new(new(2021, 7, 1));

    private static readonly AgreementDrafted Varied = Drafted with
    {
        VariationOf = Parent, Clauses = [new(C1, null, null, "One.")], NextClause = 2,
    };

    private static readonly Ended Superseded = new(EndKind.Superseded, null, Id);

    private static readonly SigningOpened Opened = new(1, "t", "s", null, null);

    private static Scenario Variation(Agreement parent) => Given(Varied, Network.Circulated, Opened).Knowing(parent);

    private static Agreement ParentIn(Status status) => new() { Id = Parent, Version = 9, Status = status };

    [Fact]
    public void notes_a_review_that_is_overdue_once()
    {
        var due = Network.Circulated.ReviewBy;
        Given(InReview).At(due.AddTicks(-1)).When(Actor.System, new DoDueWork()).ThenNothing();
        var passed = Given(InReview).At(due).When(Actor.System, new DoDueWork()).Then(new DeadlinePassed(Deadline.ReviewBy, due))
            .Recorded(Actor.System);
        passed.Agreement.IsOverdue.ShouldBeTrue();
        passed.When(Actor.System, new DoDueWork()).ThenNothing();
        DueWork.Of(passed.Agreement).ShouldBeEmpty();
        DueWork.Of(passed.And(new DeadlineChanged(Deadline.ReviewBy, due.AddDays(1))).Agreement).ShouldBe([("review_by", due.AddDays(1))]);
    }

    [Fact]
    public void notes_signatures_that_are_overdue()
    {
        var signBy = Moment.AddDays(1);
        Given(InReview).And(Opened with { SignBy = signBy }).At(signBy).When(Actor.System, new DoDueWork())
            .Then(new DeadlinePassed(Deadline.SignBy, signBy));
    }

    [Fact]
    public void leaves_deadlines_alone_that_nothing_waits_for_any_more()
    {
        Given(InReview).And(new Recalled("x", Status.Drafting)).At(Moment.AddYears(1)).When(Actor.System, new DoDueWork()).ThenNothing();
        Given(InReview).And(Opened).At(Moment.AddYears(1)).When(Actor.System, new DoDueWork()).ThenNothing();
        DueWork.Of(Given(InDrafting).And(new DeadlineChanged(Deadline.ReviewBy, Moment)).Agreement).ShouldBeEmpty();
    }

    [Fact]
    public void ends_the_parent_when_the_day_of_its_variation_begins_in_London()
    {
        var signed = Variation(ParentIn(Status.InForce)).And(FirstOfJuly);
        DueWork.Of(signed.Agreement).ShouldBe([("supersede", Midnight)]);
        signed.At(Midnight.AddTicks(-1)).When(Actor.System, new DoDueWork()).ThenNothing();
        var done = signed.At(Midnight).When(Actor.System, new DoDueWork()).Then(new ParentSuperseded(Parent))
            .ThenElsewhere(StreamId.Of(Parent), Superseded);
        done.Decided.Elsewhere.ShouldAllBe(e => e.Event.BySystem);
        done.Recorded(Actor.System).When(Actor.System, new DoDueWork()).ThenNothing();
    }

    [Fact]
    public void finds_a_parent_that_was_over_before() => Variation(ParentIn(Status.Ended)).And(FirstOfJuly).At(Midnight)
        .When(Actor.System, new DoDueWork()).Then(new ParentAlreadyEnded(Parent)).Recorded(Actor.System).When(Actor.System, new DoDueWork())
            .ThenNothing();

    [Fact]
    public void is_not_needed_where_the_day_has_begun_with_the_last_signature()
    {
        var text = Given(Varied).Agreement.Text.TextHash;
        var scenario = Given(Varied, Network.Circulated, Opened with { TextHash = text }).Knowing(ParentIn(Status.InForce));
        foreach (var ods in new[] { North, South, East })
            scenario.And(Signatory(ods), new Signed(ods, 1, text, "s", "I sign.", "partner", new("x")));
        scenario.When(Signatory(Federation), new Sign(text, "I sign.", "director")).Decided.Events.Select(e => EventJson.NameOf(e.Event))
            .ShouldBe(["signed", "came_into_force", "parent_superseded"]);
        scenario.ThenElsewhere(StreamId.Of(Parent), Superseded);
    }
}
