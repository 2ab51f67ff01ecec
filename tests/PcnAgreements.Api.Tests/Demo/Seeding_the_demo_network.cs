using PcnAgreements.Api.Demo;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Templates;
using PcnAgreements.Store;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Demo;

/// <summary>The calls of the demo network, each decided on what those before it came to.</summary>
public sealed class Seeding_the_demo_network : IDirectory
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private static readonly AgreementId Id = AgreementId.New(Now);

    private readonly Dictionary<StreamId, object> states = [];
    private readonly Dictionary<string, PersonId> people = [];
    private readonly Dictionary<PersonId, string> names = [];

    public Seeding_the_demo_network()
    {
        foreach (var call in DemoNetwork.Calls(Id, Now)) Run(call);
    }

    [Fact]
    public void is_never_refused_and_always_by_somebody_who_holds_the_authority_they_use() => states.Count.ShouldBe(11);

    [Fact]
    public void enters_everybody_with_a_name() => people.Values.ShouldAllBe(p => names.ContainsKey(p));

    [Fact]
    public void has_the_organisations_of_the_contract()
    {
        foreach (var n in Enumerable.Range(1, 6))
        {
            var practice = Organisation(OdsCode.Parse($"Y9990{n}")).ShouldNotBeNull();
            practice.Kind.ShouldBe(OrganisationKind.Practice);
            practice.ListSizes.Count.ShouldBe(2);
            practice.ListSizes.Values.Last().ShouldBeInRange(4_000, 19_000);
            practice.BelongsTo(MembershipKind.Pcn, Today).ShouldBe([OdsCode.Parse("U99901")]);
            practice.IsCoveredBy(OdsCode.Parse("LMC-DEMO"), Today).ShouldBeTrue();
            practice.IsCommissionedBy(OdsCode.Parse("QZZ"), Today).ShouldBeTrue();
            practice.AuthoritiesOf(people[$"manager@y9990{n}.test"], Today).ShouldBe([Authority.Approver, Authority.Voter]);
            practice.Allows(people[$"partner@y9990{n}.test"], Authority.Signatory, Today).ShouldBeTrue();
            practice.Allows(people[$"admin@y9990{n}.test"], Authority.Administrator, Today).ShouldBeTrue();
        }

        Organisation(OdsCode.Parse("LMC-DEMO"))!.Allows(people["auditor@lmc-demo.test"], Authority.Auditor, Today).ShouldBeTrue();
    }

    [Fact]
    public void leaves_one_agreement_in_review_with_something_for_everybody_to_do()
    {
        var agreement = (Agreement)states[StreamId.Of(Id)];
        agreement.Status.ShouldBe(Status.InReview);
        agreement.Text.Printed.Where(c => c.Blank && c.Wording.IsBlank).Select(c => c.Number).ShouldBe(["Schedule 3, 4"]);
        agreement.Ballots.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            b => b.Status.ShouldBe(BallotStatus.Open), b => b.ClosesAt.ShouldBeInRange(Now.AddDays(9), Now.AddDays(11)),
            b => b.Votes.Count.ShouldBe(3));
        agreement.HasCurrentObjection(agreement.Text[ClauseKey.Parse("n104.7")]).ShouldBeTrue();
        agreement.Amendments.ShouldHaveSingleItem().Status.ShouldBe(AmendmentStatus.Proposed);
        agreement.SettledBy(ClauseKey.Parse("n101.7.1")).ShouldBe(SettledBy.Stances);
        agreement.SettledBy(ClauseKey.Parse("n101.3.1")).ShouldBeNull();
        agreement.Comments.Count.ShouldBe(3);
        agreement.Notes.Count.ShouldBe(1);
        agreement.ReviewBy.ShouldNotBeNull().ShouldBeGreaterThan(Now.AddDays(20));
    }

    private static DateOnly Today => London.DayOf(Now);

    private void Run(DemoCall call)
    {
        foreach (var (email, name) in call.People)
        {
            if (!people.TryGetValue(email, out var person)) people[email] = person = PersonId.New();
            if (name is not null) names[person] = name;
        }

        var actor = call.Actor(people);
        if (call.Organisation is { } ods)
            Organisation(ods)!.Allows(actor.Person!.Value, Enum.Parse<Authority>(call.Authority, true), Today).ShouldBeTrue();
        var decision = call.Decide(State(call.Stream), Now, this, people);
        decision.Refusal.ShouldBeNull();
        decision.Events.ShouldNotBeEmpty();
        var events = decision.Events.Select(e => (call.Stream, Decided: e))
            .Concat(decision.Elsewhere.Select(e => (e.Stream, Decided: e.Event)));
        foreach (var (stream, e) in events)
            states[stream] = Fold.Evolve(
                State(stream), new Recorded(Fold.VersionOf(State(stream)) + 1, Now, e.BySystem ? Actor.System : actor, e.Event));
    }

    private object State(StreamId stream) => states.GetValueOrDefault(stream) ?? Fold.Empty(stream);

    public Organisation? Organisation(OdsCode ods) => State(StreamId.Of(ods)) is Organisation { Exists: true } found ? found : null;

    public Template? Template(TemplateId id) => State(StreamId.Of(id)) is Template { Exists: true } found ? found : null;

    public Agreement? Agreement(AgreementId id) => State(StreamId.Of(id)) is Agreement { Exists: true } found ? found : null;
}
