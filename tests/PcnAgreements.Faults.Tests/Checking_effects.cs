using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Faults.Histories;
using Shouldly;
using Xunit;
using static PcnAgreements.Faults.Tests.MadeUpRound;

namespace PcnAgreements.Faults.Tests;

/// <summary>That what was acknowledged is so, whether or not an event had to say it.</summary>
public sealed class Checking_effects
{
    private const string NotSo = "acknowledged is so";
    private readonly MadeUpRound round = new();

    [Fact]
    public void finds_nothing_where_a_signature_was_recorded_or_was_there_already()
    {
        round.SigningOpened();
        round.Read(11, 12);
        round.Signed(1);
        var text = round.Agreement.Text.TextHash;
        round.Asked(Wants(1, Deed.Sign) with { Signs = text }, Answered(20, 30, 200, round.Version(OfAgreement)));
        round.Asked(Wants(2, Deed.Sign) with { Signs = text }, Answered(40, 50, 200, round.Version(OfAgreement)));

        round.Found().ShouldBeEmpty();
    }

    [Fact]
    public void finds_a_signature_that_was_acknowledged_and_never_given()
    {
        round.SigningOpened();
        round.Asked(Wants(1, Deed.Sign) with { Signs = round.Agreement.Text.TextHash }, Answered(20, 30, 200, round.Version(OfAgreement)));

        round.Found().ShouldContain(NotSo);
    }

    [Fact]
    public void finds_a_signature_of_another_text_than_was_acknowledged()
    {
        round.SigningOpened();
        round.Signed();
        round.Asked(Wants(1, Deed.Sign) with { Signs = new('0', 64) }, Answered(20, 30, 200, round.Version(OfAgreement)));

        round.Found().ShouldContain(NotSo);
    }

    [Fact]
    public void finds_a_stance_that_stands_though_it_was_acknowledged_as_taken_back()
    {
        round.Approved();
        round.Asked(Wants(1, Deed.Withdraw), Answered(20, 30, 200, round.Version(OfAgreement)));

        round.Found().ShouldContain(NotSo);
    }

    [Fact]
    public void finds_nothing_where_a_stance_was_taken_back_or_never_taken()
    {
        round.Asked(Wants(1, Deed.Withdraw), Answered(12, 14, 200, round.Version(OfAgreement)));
        round.Approved();
        round.Happened(OfAgreement, new StanceWithdrawn(Clause, OdsCode.Parse(Practice)));
        round.Asked(Wants(2, Deed.Withdraw), Answered(20, 30, 200, round.Version(OfAgreement)));

        round.Found().ShouldBeEmpty();
    }

    [Fact]
    public void finds_an_authority_that_is_held_though_its_revocation_was_acknowledged()
    {
        round.Asked(Deputises(1, Deed.Revoke), Answered(20, 30, 200, round.Version(OfPractice)));

        round.Found().ShouldContain(NotSo);
    }

    [Fact]
    public void finds_nothing_where_an_authority_was_revoked()
    {
        round.Revoked();
        round.Asked(Deputises(1, Deed.Revoke), Answered(20, 30, 200, round.Version(OfPractice)));

        round.Found().ShouldBeEmpty();
    }

    [Fact]
    public void finds_an_authority_that_was_never_given()
    {
        round.Revoked();
        round.Asked(Deputises(1, Deed.Authorise), Answered(20, 30, 200, round.Version(OfPractice)));

        round.Found().ShouldContain(NotSo);
    }

    [Fact]
    public void finds_signing_that_is_not_open()
    {
        round.Asked(Wants(1, Deed.OpenSigning, Editor), Answered(20, 30, 200, round.Version(OfAgreement)));

        round.Found().ShouldContain(NotSo);
    }
}
