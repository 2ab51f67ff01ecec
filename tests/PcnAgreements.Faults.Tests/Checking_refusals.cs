using PcnAgreements.Domain.Agreements;
using PcnAgreements.Faults.Histories;
using Shouldly;
using Xunit;
using static PcnAgreements.Faults.Tests.MadeUpRound;

namespace PcnAgreements.Faults.Tests;

/// <summary>That nobody is refused but for what stood between the request and its answer.</summary>
public sealed class Checking_refusals
{
    private const string Wrong = "refused for what is so";
    private readonly MadeUpRound round = new();

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    [InlineData(400)]
    public void finds_a_read_refused_to_one_who_could_see_it(int status)
    {
        round.Asked(Wants(1, Deed.Read), Answered(20, 30, status));

        round.Found().ShouldContain(Wrong);
    }

    [Fact]
    public void finds_nothing_where_a_stranger_is_told_that_there_is_no_such_agreement()
    {
        round.Asked(Wants(1, Deed.Read, Stranger), Answered(20, 30, 404));
        round.Asked(Wants(2, Deed.Approve, Stranger), Answered(20, 30, 404));

        round.Found().ShouldBeEmpty();
    }

    [Fact]
    public void finds_nothing_where_a_clause_is_not_there()
    {
        round.Asked(Wants(1, Deed.Read) with { Clause = "c9" }, Answered(20, 30, 404));

        round.Found().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    public void finds_a_fault_that_is_not_said_to_pass(int status)
    {
        round.Asked(Wants(1, Deed.Read), Answered(20, 30, status));

        round.Found().ShouldContain("503 whatever fails");
    }

    [Fact]
    public void finds_nothing_where_the_service_could_not_serve()
    {
        round.Asked(Wants(1, Deed.Read), Answered(20, 30, 503));

        round.Found().ShouldBeEmpty();
    }

    [Fact]
    public void finds_one_told_that_they_may_not_who_held_the_authority_all_the_time()
    {
        round.Asked(Wants(1, Deed.Approve), Answered(20, 30, 403));

        round.Found().ShouldContain(Wrong);
    }

    [Fact]
    public void finds_nothing_where_the_authority_was_taken_back_meanwhile_or_given_back()
    {
        round.Revoked();
        round.Asked(Wants(1, Deed.Approve), Answered(20, 30, 404));
        round.Authorised();

        round.Found().ShouldBeEmpty();
    }

    [Fact]
    public void finds_one_told_that_they_may_not_after_the_authority_was_given_and_acknowledged()
    {
        round.Revoked();
        round.Authorised();
        round.Asked(Deputises(1, Deed.Authorise), Answered(12, 14, 200, round.Version(OfPractice)));
        round.Asked(Wants(2, Deed.Approve), Answered(20, 30, 403));

        round.Found().ShouldContain(Wrong);
    }

    [Fact]
    public void finds_one_who_is_said_to_have_kept_losing_where_nobody_else_was()
    {
        round.Asked(Wants(1, Deed.Approve), Answered(20, 30, 409, problem: "conflict"));

        round.Found().ShouldContain(Wrong);
    }

    [Fact]
    public void finds_nothing_where_others_kept_changing_it()
    {
        for (var n = 0; n < 12; n++) round.Happened(OfAgreement, new TitleChanged($"Title {n}"));
        round.Asked(Wants(1, Deed.Approve), Answered(20, 30, 409, problem: "conflict"));

        round.Found().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(nameof(Deed.Approve), "wrong-state")]
    [InlineData(nameof(Deed.Approve), "clause-changed")]
    [InlineData(nameof(Deed.Comment), "wrong-state")]
    [InlineData(nameof(Deed.Approve), "something-else")]
    public void finds_a_state_named_that_never_stood(string deed, string problem)
    {
        round.Asked(Wants(1, Enum.Parse<Deed>(deed)) with { Revision = 1 }, Answered(20, 30, 409, problem: problem));

        round.Found().ShouldContain(Wrong);
    }

    [Fact]
    public void finds_nothing_where_the_clause_had_changed_or_signing_not_begun()
    {
        round.Reworded(2, "Other words.");
        round.Asked(Wants(1, Deed.Approve) with { Revision = 1 }, Answered(20, 30, 409, problem: "clause-changed"));
        round.Asked(Wants(2, Deed.Sign) with { Signs = "" }, Answered(20, 30, 409, problem: "wrong-state"));

        round.Found().ShouldBeEmpty();
    }

    [Fact]
    public void finds_the_frozen_text_refused_as_another()
    {
        round.SigningOpened();
        round.Read(12, 14);
        round.Asked(
            Wants(1, Deed.Sign) with { Signs = round.Agreement.Text.TextHash }, Answered(20, 30, 409, problem: "text-changed"));

        round.Found().ShouldContain(Wrong);
    }

    [Fact]
    public void finds_a_tag_called_stale_that_was_not()
    {
        round.Asked(Wants(1, Deed.Reword, Editor) with { IfMatch = EditTag.Of(round.Agreement.Text[Clause]) }, Answered(20, 30, 412));

        round.Found().ShouldContain(Wrong);
    }

    [Fact]
    public void finds_nothing_where_a_tag_was_stale()
    {
        var tag = EditTag.Of(round.Agreement.Text[Clause]);
        round.Reworded(2, "Other words.");
        round.Asked(Wants(1, Deed.Reword, Editor) with { IfMatch = tag }, Answered(20, 30, 412));

        round.Found().ShouldBeEmpty();
    }

    [Fact]
    public void finds_a_time_called_past_that_is_to_come()
    {
        round.Asked(Wants(1, Deed.OpenBallot, Editor) with { Before = DateTimeOffset.MaxValue }, Answered(20, 30, 422));

        round.Found().ShouldContain(Wrong);
    }
}
