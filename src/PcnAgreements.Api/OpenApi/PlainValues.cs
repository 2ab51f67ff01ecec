using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using PcnAgreements.Api.Routes;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Rules;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace PcnAgreements.Api.OpenApi;

/// <summary>Identifiers, ratios and what may be left out, as the plain values they are on the wire.</summary>
internal sealed class PlainValues : ISchemaFilter
{
    public static void Map(SwaggerGenOptions options)
    {
        Text<AgreementId>(
            options, "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", "0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b");
        Text<PersonId>(options, "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", "7f0c1f6e-3a55-4f0e-9c1b-2a4d6e8f0a1b");
        Text<OdsCode>(options, "^([A-Z0-9]{3,8}|LMC-[A-Z0-9-]{1,30})$", "Y99901");
        Text<ClauseKey>(options, @"^(c[1-9][0-9]*|n[0-9]+(\.[0-9]+)*)$", "c12");
        Text<BallotKey>(options, "^b[1-9][0-9]*$", "b1");
        Text<CommentKey>(options, "^q[1-9][0-9]*$", "q1");
        Text<AmendmentKey>(options, "^a[1-9][0-9]*$", "a1");
        Text<TemplateId>(options, "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$", "network-2026-27-v1");
        Text<Ratio>(options, "^[0-9]{1,9}/[0-9]{1,9}$", "1/2");
        options.MapType<DecisionRule>(() => new OpenApiSchemaReference("DecisionRule"));
        options.MapType<RulesPatch>(RulesPatchSchema);
        options.MapType<JsonObject>(() => new OpenApiSchema { Type = JsonSchemaType.Object });
        options.MapType<DateOnly>(() => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" });
    }

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Properties: { } properties } changed) return;
        // Strict in: what is not named here is refused.
        if (context.Type.Namespace == "PcnAgreements.Api.Routes")
        {
            changed.AdditionalPropertiesAllowed = false;
        }

        foreach (var member in context.Type.GetProperties().Where(p => IsGiven(p.PropertyType)))
        {
            var name = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(member.Name);
            var given = member.PropertyType.GetGenericArguments()[0];
            properties[name] = context.SchemaGenerator.GenerateSchema(given, context.SchemaRepository);
        }
    }

    /// <summary>Whether it tells a member that was left out from one that was sent.</summary>
    public static bool IsGiven(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Given<>);

    private static OpenApiSchema RulesPatchSchema() => new()
    {
        Type = JsonSchemaType.Object | JsonSchemaType.Null, AdditionalPropertiesAllowed = false,
        Description = "A merge patch (RFC 7396) of the rules as a GET shows them, all the way down: what is not named stays, and null takes"
            + " a part away, so that its default holds (adopt: as clause). To go from one object to another where a part has several forms,"
            + " name null for the old one's member: {\"weight\": {\"given\": null, \"per\": 1000}}.",
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["clause"] = Patch("A patch of the rule by which a clause is settled; majority may be left out"),
            ["adopt"] = Patch("A patch of the rule of an adoption ballot; majority may be left out"),
            ["lockedNeedStance"] = new OpenApiSchema { Type = JsonSchemaType.Boolean | JsonSchemaType.Null },
            ["adoptBallot"] = new OpenApiSchema { Type = JsonSchemaType.Boolean | JsonSchemaType.Null },
        },
        Examples = [JsonNode.Parse("""{"clause": {"majority": {"ratio": "3/4"}}, "adopt": null}""")!],
    };

    private static OpenApiSchema Patch(string what) => new() { Type = JsonSchemaType.Object | JsonSchemaType.Null, Description = what };

    private static void Text<T>(SwaggerGenOptions options, string pattern, string example) where T : struct
    {
        options.MapType<T>(() => Schema(JsonSchemaType.String));
        options.MapType<T?>(() => Schema(JsonSchemaType.String | JsonSchemaType.Null));

        OpenApiSchema Schema(JsonSchemaType type) => new() { Type = type, Pattern = pattern, Examples = [example] };
    }
}
