using Microsoft.OpenApi;
using PcnAgreements.Api.Http;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace PcnAgreements.Api.OpenApi;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c> and the page to try it out at <c>/swagger</c>.</summary>
internal static class Document
{
    public static void AddOpenApiDocument(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSingleton<ISerializerDataContractResolver>(new JsonSerializerDataContractResolver(Json.Options));
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "PCN Agreements", Version = "v1",
                Description =
                    "Draft, approve, vote on and sign agreements between general practices; and see, later, who agreed to exactly which words, when, and under whose authority.",
                Contact = new() { Name = "The makers of PCN Agreements", Url = new("https://pcn-agreements.example") },
                License = new() { Name = "No licence has been chosen" },
            });
            options.AddServer(new() { Url = "/", Description = "This service" });
            options.AddSecurityDefinition("bearer", new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT",
                Description = "A token of the configured OpenID Connect issuer; in Development, of POST /dev/token.",
            });
            options.CustomSchemaIds(SchemaNames.Of);
            options.SchemaFilter<PlainValues>();
            options.SchemaFilter<Nullability>();
            options.SchemaFilter<BodyExamples>();
            options.OperationFilter<OperationFacts>();
            options.DocumentFilter<DocumentFacts>();
            PlainValues.Map(options);
        });
    }

    public static void MapOpenApiDocument(this IEndpointRouteBuilder app)
    {
        app.MapSwagger("/openapi/{documentName}.json", options => options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1);
        // The address that is announced at the start is what people open first.
        app.MapGet("/", () => Results.Redirect("/swagger")).ExcludeFromDescription();
        app.MapSwaggerUI("/swagger", options =>
        {
            options.SwaggerEndpoint("/openapi/v1.json", "PCN Agreements v1");
            options.DocumentTitle = "PCN Agreements";
        });
    }
}
