using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Signing
{
    private const string Words = "I have read this text and sign it.";
    private static readonly string Hash = Given(InReview).Agreement.Text.TextHash;
    private static readonly SigningOpened Opened = new(1, Hash, "signing", Moment.AddDays(1), null);
    private static readonly string Scan = new('a', 64);

    internal static PersonId Partner(OdsCode ods) => Person(100 + Array.IndexOf([North, South, East, Federation], ods));

    private static Actor By(OdsCode ods) => Signatory(ods, 100 + Array.IndexOf([North, South, East, Federation], ods));

    private static Sign Sign(string? hash = null) => new(hash ?? Hash, Words, "sole contractor");

    private static Signed Given_by(OdsCode ods) => new(ods, 1, Hash, "signing", Words, "sole contractor", new("https://issuer.test"));

    private static Scenario Open() => Given(AllApproved).And(Opened);

    private static Scenario SignedBy(params OdsCode[] parties) => parties.Aggregate(Open(), (s, p) => s.And(By(p), Given_by(p)));

    private static Scenario TwoPartners() => Given(AllApproved)
        .And(
            new PartyChanged(
                Practice(North, "NORTH SURGERY") with { Signatories = [new(Person(7), "partner"), new(Person(8), "partner")] }, null),
                Opened);

    private static RecordCounterpart Paper(OdsCode ods, PersonId? who = null) =>
        new(ods, who ?? Partner(ods), new(2020, 12, 3), Scan, "Filed at the PCN.");

    private static Scenario Knowing(Scenario scenario, OdsCode ods) =>
        scenario.Knowing(Organisation(ods, "x", LegalForm.SoleTrader, (Partner(ods), [Authority.Signatory])));

    [Fact]
    public void records_who_what_and_how() => Open().When(By(North), Sign()).Then(Given_by(North));

    [Fact]
    public void a_second_time_changes_nothing() => SignedBy(North).When(By(North), Sign()).ThenNothing();

    [Fact]
    public void is_of_the_frozen_text_alone() => Open().When(By(North), Sign("0")).ThenRefused<Refusal.TextChanged>();

    [Fact]
    public void waits_until_the_text_is_frozen() => Given(AllApproved).When(By(North), Sign()).ThenRefused<Refusal.WrongState>();

    [Fact]
    public void is_for_parties() => Open().When(Signatory(Pcn, 5), Sign()).ThenRefused<Refusal.NotFound>();

    [Fact]
    public void needs_words_of_consent_and_a_capacity()
    {
        Open().When(By(North), new Sign(Hash, " ", "partner")).ThenInvalid("/statement");
        Open().When(By(North), new Sign(Hash, Words, new('x', 301))).ThenInvalid("/capacity");
    }

    [Fact]
    public void any_one_signatory_is_enough_for_a_party_that_names_none() =>
        SignedBy(North).When(Signatory(North, 55), Sign()).ThenRefused<Refusal.WrongState>();

    [Fact]
    public void each_of_those_a_party_names_signs_and_nobody_else()
    {
        TwoPartners().When(Signatory(North, 9), Sign()).ThenRefused<Refusal.NotEntitled>();
        var one = TwoPartners().When(Signatory(North, 7), Sign()).Recorded(Signatory(North, 7));
        var progress = SigningProgress.Of(one.Agreement, North)!;
        (progress.IsComplete, progress.Required).ShouldBe((false, 2));
        progress.Awaited.ShouldBe([new NamedSignatory(Person(8), "partner")]);
        one.When(Signatory(North, 7), Sign()).ThenNothing();
        SigningProgress.Of(one.When(Signatory(North, 8), Sign()).Recorded(Signatory(North, 8)).Agreement, North)!.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public void the_last_one_brings_it_into_force_on_the_day_of_the_last_signature()
    {
        var last = SignedBy(North, South, East).When(By(Federation), Sign());
        last.Then(Given_by(Federation), new CameIntoForce(new(2020, 12, 4)));
        last.Decided.Events.Select(e => e.BySystem).ShouldBe([false, true]);
        last.Recorded(By(Federation)).Agreement.Status.ShouldBe(Status.InForce);
        last.When(By(Federation), Sign()).ThenNothing();
        last.When(Signatory(Federation, 55), Sign()).ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void the_day_is_that_of_London() => SignedBy(North, South, East).At(new(2021, 6, 30, 23, 30, 0, TimeSpan.Zero))
        .When(By(Federation), Sign()).Then(Given_by(Federation), new CameIntoForce(new(2021, 7, 1)));

    [Fact]
    public void a_date_that_was_given_stands() => SignedBy(North, South, East).And(new EffectiveDateChanged(new(2021, 4, 1)))
        .When(By(Federation), Sign()).Then(Given_by(Federation), new CameIntoForce(new(2021, 4, 1)));

    [Fact]
    public void declining_returns_it_to_review_and_the_next_round_begins_anew()
    {
        var declined = SignedBy(North).When(By(South), new DeclineSigning("Clause 2.")).Then(new SigningDeclined(South, 1, "Clause 2."))
            .Recorded(By(South));
        declined.Agreement.Status.ShouldBe(Status.InReview);
        declined.When(By(South), new DeclineSigning("Clause 2.")).ThenRefused<Refusal.WrongState>();
        var again = declined.And(Opened with { Round = 2 });
        SigningProgress.Of(again.Agreement).Parties.ShouldAllBe(p => !p.IsComplete);
        again.When(By(North), Sign()).Then(Given_by(North) with { Round = 2 });
        again.Agreement.Rounds[0].Signatures.Count.ShouldBe(1);
    }

    [Fact]
    public void declining_needs_a_reason_from_somebody_who_could_sign()
    {
        Open().When(By(South), new DeclineSigning("")).ThenInvalid("/reason");
        TwoPartners().When(Signatory(North, 9), new DeclineSigning("No.")).ThenRefused<Refusal.NotEntitled>();
        Open().When(Signatory(Pcn, 5), new DeclineSigning("No.")).ThenRefused<Refusal.NotFound>();
    }

    [Fact]
    public void a_counterpart_on_paper_counts_as_well()
    {
        var paper = new CounterpartRecorded(North, 1, Partner(North), null, new(2020, 12, 3), Scan, "Filed at the PCN.", Hash, "signing");
        Knowing(Open(), North).When(Editor, Paper(North)).Then(paper).Recorded(Editor).When(Editor, Paper(North)).ThenNothing();
        TwoPartners().When(Editor, Paper(North, Person(7))).Then(paper with { Signatory = Person(7), Capacity = "partner" });
    }

    [Fact]
    public void a_counterpart_can_be_the_last_one_and_the_date_on_it_the_date()
    {
        var paper = new CounterpartRecorded(
            Federation, 1, Partner(Federation), null, new(2020, 12, 3), Scan, "Filed at the PCN.", Hash, "signing");
        Knowing(SignedBy(North, South, East), Federation).When(Editor, Paper(Federation)).Then(paper, new CameIntoForce(new(2020, 12, 4)));
        var earlier = Knowing(Open(), Federation);
        foreach (var ods in new[] { North, South, East })
            earlier.And(paper with { Party = ods, Signatory = Partner(ods), SignedOn = new(2020, 12, 2) });
        earlier.When(Editor, Paper(Federation)).Then(paper, new CameIntoForce(new(2020, 12, 3)));
    }

    [Fact]
    public void a_counterpart_is_checked_like_a_signature()
    {
        Knowing(Open(), North).When(Editor, Paper(North) with { SignedOn = new(2020, 12, 5) }).ThenInvalid("/signedOn");
        Knowing(Open(), North).When(Editor, Paper(North) with { ScanHash = "x" }).ThenInvalid("/scanHash");
        Knowing(Open(), North).When(Editor, Paper(North) with { Evidence = "" }).ThenInvalid("/evidence");
        Open().When(Editor, Paper(North)).ThenInvalid("/signatory");
        TwoPartners().When(Editor, Paper(North, Person(9))).ThenInvalid("/signatory");
        SignedBy(North).When(Editor, Paper(North)).ThenRefused<Refusal.WrongState>();
        SignedBy(North).When(Editor, Paper(North, Person(9))).ThenRefused<Refusal.WrongState>();
        Given(AllApproved).When(Editor, Paper(North)).ThenRefused<Refusal.WrongState>();
        Open().When(Editor, Paper(Pcn, Person(9))).ThenRefused<Refusal.NotFound>();
    }
}
