using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using PcnAgreements.Api.Http;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace PcnAgreements.Api.OpenApi;

/// <summary>
/// What the document says as a whole: the problem document with every type there is, the form of a decision rule, and the tags.
/// </summary>
internal sealed class DocumentFacts : IDocumentFilter
{
    private static readonly string[] Slugs =
    [
        "malformed", "unauthenticated", "not-entitled", "not-found", "wrong-state", "clause-changed", "text-changed", "conflict",
        "precondition-failed", "precondition-required", "too-large", "unsupported-media", "invalid", "method-not-allowed",
        "not-acceptable", "unavailable", "idempotency-mismatch", "rate-limited", "unexpected",
    ];

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Components ??= new();
        swaggerDoc.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        foreach (var unused in swaggerDoc.Components.Schemas.Keys.Where(k => k.EndsWith("Given", StringComparison.Ordinal)).ToList())
            swaggerDoc.Components.Schemas.Remove(unused);
        swaggerDoc.Components.Schemas["Problem"] = ProblemSchema();
        swaggerDoc.Components.Schemas["DecisionRule"] = RuleSchema();
        var tags = swaggerDoc.Paths.SelectMany(p => p.Value.Operations?.Values.AsEnumerable() ?? [])
            .SelectMany(o => o.Tags ?? new HashSet<OpenApiTagReference>())
            .Select(t => t.Reference.Id).OfType<string>().Distinct().Order(StringComparer.Ordinal);
        swaggerDoc.Tags = tags.Select(t => new OpenApiTag { Name = t, Description = $"All about {t}" }).ToHashSet();
    }

    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object, Description = "An error (RFC 9457). Match on type, never on title or detail.",
        Required = new HashSet<string> { "type", "title", "status", "detail", "instance", "traceId" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String, Enum = [.. Slugs.Select(JsonNode (s) => JsonValue.Create(Problem.TypeBase + s))]
            },
            ["title"] = Text(), ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer }, ["detail"] = Text(),
            ["instance"] = Text(), ["traceId"] = Text(),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object, Description = "For invalid: JSON pointer (or ?parameter) to messages",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Text() },
            },
            ["unmet"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array, Description = "For wrong-state of open-signing: what is still missing",
                Items = new OpenApiSchema { Type = JsonSchemaType.Object }
            },
            ["current"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object, Description = "For precondition-failed: the clause as it stands"
            },
            ["revision"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "For clause-changed: the current revision" },
        },
        Examples = [JsonNode.Parse($$"""
            {"type": "{{Problem.TypeBase}}clause-changed", "title": "The clause has changed", "status": 409, "detail": "Clause c4 is now at revision 3; you answered revision 2.",
             "instance": "/api/v1/agreements/0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b/clauses/c4/stances/Y99901", "traceId": "4bf92f3577b34da6a3ce929d0e0e4736", "revision": 3}
            """)!],
    };

    private static OpenApiSchema RuleSchema() => new()
    {
        Type = JsonSchemaType.Object, Description = "How something is decided; everything but majority may be left out.",
        Required = new HashSet<string> { "majority" }, AdditionalPropertiesAllowed = false,
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["weight"] = OneOf(Words("per_practice", "list_size"), Any("{listSize: {asAt}}, {per: 1000} or {given: {Y99901: 3}}")),
            ["majority"] = OneOf(Words("unanimous"), Any("{ratio: \"1/2\", test: at_least | more_than}")),
            ["of"] = Words("for_and_against", "cast", "entitled"),
            ["quorum"] = Any("{practices?: \"2/3\", weight?: \"1/2\"}", JsonSchemaType.Object | JsonSchemaType.Null),
            ["castingVote"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null },
            ["proxies"] = Any("{allowed: true, perHolder?: 1}"),
            ["closes"] = Words("at_deadline", "when_all_voted", "when_decided"),
            ["changes"] = new OpenApiSchema { Type = JsonSchemaType.Boolean },
            ["abstentionsInQuorum"] = new OpenApiSchema { Type = JsonSchemaType.Boolean },
            ["conflicted"] = Words("out", "in_quorum_base"),
        },
        Examples =
        [
            JsonNode.Parse(
                """{"majority": {"ratio": "3/4", "test": "at_least"}, "weight": {"per": 1000}, "quorum": {"practices": "2/3"}}""")!
        ],
    };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema Any(string what, JsonSchemaType type = JsonSchemaType.Object) => new() { Type = type, Description = what };

    private static OpenApiSchema Words(params string[] words) => new()
    {
        Type = JsonSchemaType.String, Enum = [.. words.Select(JsonNode (w) => JsonValue.Create(w))]
    };

    private static OpenApiSchema OneOf(params IOpenApiSchema[] schemas) => new() { OneOf = schemas };
}
