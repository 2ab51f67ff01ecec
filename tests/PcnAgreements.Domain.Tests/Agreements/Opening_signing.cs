using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Text;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Opening_signing
{
    private static readonly OdsCode[] All = [North, South, East, Federation];

    private static Scenario Ready(params IEnumerable<DomainEvent> further)
    {
        var scenario = Given(AllApproved).And(further);
        foreach (var ods in All) scenario.Knowing(Organisation(ods, "x", LegalForm.Company, (Signing.Partner(ods), [Authority.Signatory])));
        return scenario;
    }

    private static UnmetCode[] Missing(Scenario scenario, OpenSigning? command = null) =>
        [.. scenario.When(Editor, command ?? new()).ThenRefused<Refusal.WrongState>().Unmet.Select(u => u.Code)];

    [Fact]
    public void freezes_the_text_and_what_is_signed_with_it()
    {
        var agreement = Given(AllApproved).Agreement;
        Ready().When(Editor, new OpenSigning()).Then(new SigningOpened(1, agreement.Text.TextHash, SigningHash.Of(agreement), null, null));
    }

    [Fact]
    public void what_is_signed_is_a_hash_that_anyone_can_compute() =>
        SigningHash.Of(Given(AllApproved).And(new EffectiveDateChanged(new(2020, 12, 14))).Agreement)
        .ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(
            $$"""{"agreement":"{{Id}}","effectiveFrom":"2020-12-14","kind":"collaboration","parties":[{"ods":"FED01","role":"partner"},{"ods":"Y99901","role":"core"},{"ods":"Y99902","role":"core"},{"ods":"Y99903","role":"core"}],"textHash":"{{Given(InReview).Agreement.Text.TextHash}}","title":"Vaccination site"}"""))));

    [Fact]
    public void goes_from_review_only()
    {
        Given(InDrafting).When(Editor, new OpenSigning()).ThenRefused<Refusal.WrongState>().Unmet.ShouldBeEmpty();
        Ready(new SigningOpened(1, "t", "s", null, null)).When(Editor, new OpenSigning()).ThenRefused<Refusal.WrongState>();
        Given(InReview).And(All.Select(p => new PartyRemoved(p))).When(Editor, new OpenSigning()).ThenRefused<Refusal.WrongState>();
        Ready(new ClauseStruck(C1), new ClauseStruck(C2), new ClauseStruck(C3)).When(Editor, new OpenSigning())
            .ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void waits_for_every_clause()
    {
        Ready(new StanceWithdrawn(C2, South)).When(Editor, new OpenSigning())
            .ThenRefused<Refusal.WrongState>().Unmet[0].Clause.ShouldBe(C2);
        Missing(Ready(new StanceWithdrawn(C2, South))).ShouldBe([UnmetCode.ClauseNotSettled]);
    }

    [Fact]
    public void waits_for_open_ballots() => Missing(Ready(Voting.Opened())).ShouldBe([UnmetCode.BallotOpen]);

    [Fact]
    public void waits_for_an_adoption_by_the_rule_that_the_agreement_has_now()
    {
        var (now, before) = (Network.Rules with { AdoptBallot = true }, Network.Rules with { AdoptBallot = true, Adopt = Voting.Simple });
        var carried = Given(InReview).And(new RulesChanged(before), Voting.Opened(new(Adopt: true)))
            .And(new VoteCast(Voting.B1, North, Domain.Rules.Choice.For)).At(Voting.ClosesAt).When(Actor.System, new DoDueWork()).Decided;
        DomainEvent[] adopted =
        [
            new RulesChanged(before), Voting.Opened(new(Adopt: true)), carried.Events[0].Event,
            new Recalled("By another rule.", Status.Drafting), new RulesChanged(now), Network.Circulated,
        ];
        Missing(Ready(adopted)).ShouldBe([UnmetCode.NotAdopted]);
        Ready([.. adopted, new RulesChanged(before)]).When(Editor, new OpenSigning()).Decided.Refusal.ShouldBeNull();
    }

    [Fact]
    public void waits_for_the_adoption_of_this_very_text_where_the_rules_ask_for_one()
    {
        var rules = new RulesChanged(Network.Rules with { AdoptBallot = true, Adopt = Voting.Simple });
        Missing(Ready(rules)).ShouldBe([UnmetCode.NotAdopted]);
        DomainEvent[] adopted = [rules, Voting.Opened(new(Adopt: true)), new VoteCast(Voting.B1, North, Domain.Rules.Choice.For)];
        var carried = Ready(adopted).At(Voting.ClosesAt).When(Actor.System, new DoDueWork()).Recorded(Actor.System);
        carried.When(Editor, new OpenSigning()).Decided.Refusal.ShouldBeNull();
        // Other words, approved by all, are another text.
        string[] words = ["One, changed."];
        carried.And(new ClauseReworded(C1, 2, null, words[0], Wording.Of(null, words[0]).Hash))
            .And(new[] { North, South, East }.Select(p => Approved(p, C1, words[0], 2)));
        Missing(carried).ShouldBe([UnmetCode.NotAdopted]);
    }

    [Fact]
    public void waits_for_somebody_who_can_sign_for_each_party()
    {
        var nobody = Ready().Knowing(Organisation(South, "x"));
        Missing(nobody).ShouldBe([UnmetCode.PartyWithoutSignatory]);
        nobody.Decided.Refusal.ShouldBeOfType<Refusal.WrongState>().Unmet[0].Ods.ShouldBe(South);
        var named = Practice(South, "SOUTH SURGERY") with { Signatories = [new(Person(77), "partner")] };
        Missing(Ready(new PartyChanged(named, new(South, "SOUTH SURGERY", 1, null)))).ShouldBe([UnmetCode.PartyWithoutSignatory]);
    }

    [Fact]
    public void waits_for_a_partnership_to_name_its_partners_or_say_why_not()
    {
        Scenario Partnership(string? waiver) =>
            Ready(new PartyChanged(Practice(South, "SOUTH SURGERY") with { Waiver = waiver }, new(South, "SOUTH SURGERY", 1, null)))
            .Knowing(Organisation(South, "x", LegalForm.Partnership, (Signing.Partner(South), [Authority.Signatory])));
        Missing(Partnership(null)).ShouldBe([UnmetCode.SignatoriesNotNamed]);
        Partnership("One partner signs by the partnership deed.").When(Editor, new OpenSigning()).Decided.Refusal.ShouldBeNull();
    }

    [Fact]
    public void waits_for_blanks_unless_they_are_allowed_with_a_reason()
    {
        var blank = new ClauseAdded(ClauseKey.Local(4), null, C3, false, true, true, "Payee", "", Wording.Of("Payee", "").Hash);
        DomainEvent[] left = [blank, .. new[] { North, South, East }.Select(p => new ClauseApproved(blank.Clause, 1, blank.Hash, p))];
        Missing(Ready(left)).ShouldBe([UnmetCode.BlankLeft]);
        Ready(left).When(Editor, new OpenSigning(AllowBlanks: " ")).ThenInvalid("/allowBlanks");
        var opened = Ready(left)
            .When(Editor, new OpenSigning(AllowBlanks: "Chosen in January.")).Decided.Events[0].Event.ShouldBeOfType<SigningOpened>();
        opened.AllowBlanks.ShouldBe("Chosen in January.");
        Ready()
            .When(
                Editor,
                new OpenSigning(
                    AllowBlanks: "None are left.")).Decided.Events[0].Event.ShouldBeOfType<SigningOpened>().AllowBlanks.ShouldBeNull();
    }

    [Fact]
    public void waits_for_references_that_point_nowhere() => Missing(Ready(new ClauseStruck(C1))).ShouldBe([UnmetCode.DanglingReference]);

    [Fact]
    public void names_all_that_is_missing_at_once()
    {
        var scenario = Given(InReview)
            .And(new RulesChanged(Network.Rules with { AdoptBallot = true }), new ClauseStruck(C1), Voting.Opened());
        Missing(scenario).Distinct().ShouldBe(
        [
            UnmetCode.ClauseNotSettled, UnmetCode.DanglingReference, UnmetCode.BallotOpen, UnmetCode.NotAdopted,
            UnmetCode.PartyWithoutSignatory,
        ]);
    }

    [Fact]
    public void keeps_a_deadline_that_lies_ahead_and_takes_none_that_has_passed()
    {
        var monday = Moment.AddDays(3);
        SignBy(Ready().When(Editor, new OpenSigning(monday))).ShouldBe(monday);
        SignBy(Ready(new DeadlineChanged(Deadline.SignBy, monday)).When(Editor, new OpenSigning())).ShouldBe(monday);
        SignBy(Ready(new DeadlineChanged(Deadline.SignBy, Moment)).When(Editor, new OpenSigning())).ShouldBeNull();
        Ready().When(Editor, new OpenSigning(Moment)).ThenInvalid("/signBy");

        static DateTimeOffset? SignBy(Scenario scenario) => scenario.Decided.Events[0].Event.ShouldBeOfType<SigningOpened>().SignBy;
    }
}
