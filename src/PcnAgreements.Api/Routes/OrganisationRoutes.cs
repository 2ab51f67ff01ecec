using PcnAgreements.Api.Http;
using PcnAgreements.Api.Organisations;
using PcnAgreements.Api.Views;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Organisations.Import;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace PcnAgreements.Api.Routes;

/// <summary>Organisations, and the people who act for them.</summary>
internal static class OrganisationRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        var organisations = api.MapGroup("/organisations");
        organisations.Ask<OrganisationQuestions, PageView<OrganisationView>>("", "Organisations, all or some", (q, asked) => q.List(asked))
            .Takes(TakesQuery.Organisations).Takes(TakesQuery.Page);
        organisations.Command<ImportReading, ImportReport>(
            Post, "/import", "Take a file of NHS Digital's: practice mapping or list sizes", OrganisationImport.Journey);
        organisations.Ask<OrganisationQuestions, OrganisationView>("/{ods}", "One organisation", (q, asked) => q.One(asked));
        organisations.Command<OrganisationBody, OrganisationView>(
            Put, "/{ods}", "Register an organisation, or say what changed",
            new OrganisationRoute<OrganisationBody, RegisterOrganisation>((body, _) => body.Command())
            {
                Registers = true,
                Makes = (before, travel) => before.Exists ? null : travel.Path.Ods.ToString(),
                Answer = (organisation, _) => OrganisationView.Of(organisation),
            }.Journey with { NamesNew = true, Makes = true });

        organisations.Ask<OrganisationQuestions, PageView<HeldView>>(
            "/{ods}/people", "Who may act for it, and how", (q, asked) => q.People(asked), hasPast: true)
            .Takes(TakesQuery.Page);
        organisations.Ask<OrganisationQuestions, HeldView>(
            "/{ods}/people/{email}", "What one person may do for it", (q, asked) => q.Person(asked), hasPast: true);
        organisations.Command<PersonBody, HeldView>(
            Put, "/{ods}/people/{email}", "Say what a person may do for it",
            new OrganisationRoute<PersonBody, AuthorisePerson>((body, t) => body.Command(t.People[t.Path.Email]))
            {
                Mentions = (body, path) => [(path.Email, body.Name)],
                MayNot = FirstAdministrators,
                Makes = (before, t) =>
                    before.People.GetValueOrDefault(t.People[t.Path.Email]) is { RevokedAt: null }
                        ? null
                        : t.People[t.Path.Email].ToString(),
                Answer = HeldView.Of,
                Location = path => $"/people/{Uri.EscapeDataString(path.Email).Replace("%40", "@", StringComparison.Ordinal)}",
            }.Journey with { NamesNew = true, Renames = true, Makes = true });
        organisations.Command<NoBody, NoBody>(
            Delete, "/{ods}/people/{email}", "End a person's authorities",
            new OrganisationRoute<NoBody, RevokePerson>((_, t) => new(t.People[t.Path.Email]))
            {
                Mentions = (_, path) => [(path.Email, null)],
            }.Journey);
        organisations.Ask<OrganisationQuestions, PageView<HistoryEventView>>(
            "/{ods}/history", "Everything recorded of it", (q, asked) => q.History(asked)).Takes(TakesQuery.Page);
        api.Command<Erasure, ErasedView>(
            Post, "/people/{email}/erase", "Make a person's personal data unreadable everywhere", Erasure.Journey);
    }

    // Everything else is the administrators' to give: an operator must not make signatories, nor administrators who are that too.
    private static Refusal.NotEntitled? FirstAdministrators(Actor actor, PersonBody body) =>
        actor.Authority == "operator" && body.Authorities.Any(a => a != Authority.Administrator)
            ? new Refusal.NotEntitled(
                "An operator authorises an organisation's administrators, as that alone; they authorise everybody else.")
            : null;
}
