using PcnAgreements.Api.OpenApi;

namespace PcnAgreements.Api.Routes;

/// <summary>The table of contents: every route of the service, by the contract's chapters.</summary>
internal static class Contents
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1");
        var agreements = api.MapGroup("/agreements");
        var agreement = agreements.MapGroup("/{agreement}");
        AgreementRoutes.Map(agreements, agreement);
        ReviewRoutes.Map(agreement);
        BallotRoutes.Map(agreement);
        SigningRoutes.Map(agreement);
        TemplateRoutes.Map(api);
        EditionRoutes.Map(agreement);
        TextRoutes.Map(agreement);
        StanceRoutes.Map(agreement);
        OrganisationRoutes.Map(api);
        AuditRoutes.Map(api, agreement);
        LogRoutes.Map(api);
        MyRoutes.Map(api);
        ServiceRoutes.Map(app);
        app.MapOpenApiDocument();
    }
}
