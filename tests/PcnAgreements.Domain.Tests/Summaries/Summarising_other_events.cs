using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.People;
using PcnAgreements.Domain.Summaries;
using PcnAgreements.Domain.Templates;
using PcnAgreements.Domain.Text;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Organisations.OrganisationScenario;

namespace PcnAgreements.Domain.Tests.Summaries;

public sealed class Summarising_other_events
{
    private static readonly PersonId Ann = new(Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"));

    private static readonly (OrganisationEvent Event, string Sentence)[] Story =
    [
        (Practice, "“NORTH SURGERY” was registered as a practice."),
        (new OrganisationChanged("NORTH & SOUTH", OrganisationKind.Practice, LegalForm.SoleTrader),
            "It changed its name from “NORTH SURGERY” to “NORTH & SOUTH” and its legal form to sole trader."),
        (new OrganisationChanged("NORTH & SOUTH", OrganisationKind.Other, null),
            "It changed what it is from a practice to another body and its legal form to unknown."),
        (new ListSizeRecorded(Day(2022), 8_123), "Its list size on 1 January 2022 was recorded: 8,123."),
        (new ListSizeRecorded(Day(2022), 8_124), "Its list size on 1 January 2022 was corrected from 8,123 to 8,124."),
        (new MembershipsRecorded(MembershipKind.Pcn, [In("U00001", null, Day(2021, 12, 31)), In("U00002", Day(2022))]),
            "It belongs to these PCNs: U00001 until 31 December 2021; U00002 from 1 January 2022."),
        (new MembershipsRecorded(MembershipKind.Lmc, []), "It belongs to no LMC any more."),
        (new PersonAuthorised(Ann, [Authority.Approver, Authority.Voter, Authority.Viewer], Day(2022), Day(2022, 6, 30), "Letter"),
            "A person was given the right to act as approver, voter and viewer from 1 January 2022 until 30 June 2022."),
        (new PersonAuthorised(Ann, [Authority.Viewer], null, null, null), "A person now may act as viewer."),
        (new PersonRevoked(Ann), "A person's authorities were ended."),
    ];

    [Fact]
    public void of_an_organisation_says_what_each_changed()
    {
        var organisation = new Organisation { Ods = Practice.Ods };
        List<string> told = [];
        foreach (var (happened, _) in Story)
        {
            var recorded = new Recorded(organisation.Version + 1, Moment, Operator, happened);
            told.Add(Summary.Of(recorded, organisation));
            organisation = organisation.Evolve(recorded);
        }

        told.ShouldBe(Story.Select(s => s.Sentence));
        Story.Select(s => s.Event.GetType()).Distinct().ShouldBe(
            typeof(OrganisationEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(OrganisationEvent))), ignoreOrder: true);
    }

    [Fact]
    public void of_a_template_edition_says_what_each_changed()
    {
        var published = new TemplatePublished(
            TemplateId.Parse("v2"), "Network agreement", AgreementKind.Network, "2026/27 v2", TemplateId.Parse("v1"),
            [new ClauseDraft(ClauseKey.Parse("n1"), null, null, "One.")]);
        var agreement = new AgreementId(Guid.Parse("0190a1b2-c3d4-7e5f-8a6b-000000000001"));
        Summary.Of(Recorded(published), new Template())
            .ShouldBe("“Network agreement”, edition 2026/27 v2, was published with 1 clause; it supersedes v1.");
        Summary.Of(Recorded(published with { Supersedes = null }), new Template { Version = 1 })
            .ShouldBe("“Network agreement”, edition 2026/27 v2, was corrected with 1 clause.");
        Summary.Of(Recorded(new TemplateTakenIntoUse(agreement)), new Template { Version = 1 })
            .ShouldBe($"Agreement {agreement} was the first to use it; from now on it never changes.");
        typeof(TemplateEvent).Assembly.GetTypes().Count(t => t.IsSubclassOf(typeof(TemplateEvent))).ShouldBe(2);
    }

    [Fact]
    public void of_a_person_says_that_they_were_erased()
    {
        Summary.Of(Recorded(new PersonErased("Ann Example asked.")))
            .ShouldBe("The person's name, e-mail address and other personal data were erased.");
        typeof(PersonEvent).Assembly.GetTypes().Count(t => t.IsSubclassOf(typeof(PersonEvent))).ShouldBe(1);
    }

    private static Recorded Recorded(DomainEvent happened) => new(1, Moment, Operator, happened);
}
