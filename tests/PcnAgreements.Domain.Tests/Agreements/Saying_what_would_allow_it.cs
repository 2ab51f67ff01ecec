using PcnAgreements.Domain.Agreements;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Saying_what_would_allow_it
{
    [Fact]
    public void points_the_way_to_the_state_that_is_named()
    {
        Said(Status.Drafting, Status.InReview).ShouldBe(
            "The agreement is drafting; that is possible while it is in_review. Circulating it takes it there.");
        Said(Status.InReview, Status.Drafting).ShouldEndWith("drafting. A recall takes it back there.");
        Said(Status.InReview, Status.Signing).ShouldEndWith("signing. Opening signing takes it there.");
        Said(Status.Signing, Status.Drafting, Status.InReview).ShouldEndWith("in_review. A recall takes it back to review.");
    }

    [Fact]
    public void points_to_a_variation_once_it_is_in_force() =>
        Said(Status.InForce, Status.Drafting, Status.InReview).ShouldBe(
            "The agreement is in_force; that is possible while it is drafting or in_review. "
            + "What is in force is changed by a variation of it.");

    [Fact]
    public void points_nowhere_where_no_step_leads()
    {
        Said(Status.Drafting, Status.InForce).ShouldEndWith(" is possible while it is in_force.");
        Said(Status.Ended, Status.InReview).ShouldEndWith(" is possible while it is in_review.");
    }

    private static string Said(Status status, params Status[] allowed) =>
        (Given(InDrafting).Agreement with { Status = status }).Not("that", allowed).Detail;
}
