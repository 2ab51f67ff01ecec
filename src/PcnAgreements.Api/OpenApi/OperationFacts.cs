using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.OpenApi;
using PcnAgreements.Api.Http;
using PcnAgreements.Documents.Word;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace PcnAgreements.Api.OpenApi;

/// <summary>
/// What every operation has by being a question or a command: path and query parameters, preconditions, keys, headers, and the problems it
/// can answer with.
/// </summary>
internal sealed partial class OperationFacts : IOperationFilter
{
    private static readonly Dictionary<string, (string Pattern, string What)> PathParameters = new()
    {
        ["agreement"] = ("^[0-9a-f-]{36}$", "The agreement's UUID"),
        ["clause"] = (@"^(c[1-9][0-9]*|n[0-9]+(\.[0-9]+)*)$", "The clause's key"),
        ["ods"] = ("^([A-Za-z0-9]{3,8}|[Ll][Mm][Cc]-[A-Za-z0-9-]{1,30})$", "The organisation's ODS code, or local code"),
        ["ballot"] = ("^b[1-9][0-9]*$", "The ballot's key"),
        ["comment"] = ("^q[1-9][0-9]*$", "The comment's key"),
        ["amendment"] = ("^a[1-9][0-9]*$", "The amendment's key"),
        ["template"] = ("^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$", "The template edition's id"),
        ["revision"] = ("^[1-9][0-9]*$", "Which revision of the clause's wording"),
        ["n"] = ("^(0|[1-9][0-9]*)$", "An index of the log, from 0"),
        ["email"] = ("^[^@]+@[^@]+$", "The person's e-mail address"),
    };

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var api = context.ApiDescription;
        var path = "/" + api.RelativePath?.TrimEnd('/');
        var metadata = api.ActionDescriptor.EndpointMetadata;
        operation.OperationId = IdOf(api.HttpMethod!, path);
        operation.Tags = new HashSet<OpenApiTagReference> { new(TagOf(path), context.Document) };
        operation.Parameters = [.. PathParametersOf(path), .. metadata.OfType<HasAsOf>().Where(m => m.Value).Select(_ => AsOfParameter())];
        foreach (var query in metadata.OfType<TakesQuery>()) operation.Parameters.Add(QueryParameter(query));
        if (metadata.OfType<IsCommand>().FirstOrDefault() is { } command)
        {
            operation.Parameters.Add(
                Header(
                    "Idempotency-Key", "Repeating a request with the same key and body gives the first answer and records nothing", false));
            if (command.TakesIfMatch)
                operation.Parameters.Add(Header("If-Match", "The clause's etag as you read it", command.NeedsIfMatch));
            else if (metadata.OfType<HonoursIfMatch>().Any())
                operation.Parameters.Add(Header("If-Match", "The agreement's ETag as you read it", false));
            foreach (var (_, answer) in operation.Responses ?? []) AddLogIndex((OpenApiResponse)answer);
        }

        foreach (var shows in metadata.OfType<Shows>()) AddExample(operation, shows.Example);
        operation.Security = path.StartsWith("/api/", StringComparison.Ordinal) ? [new() { [new("bearer", context.Document)] = [] }] : [];
        TellFiles(operation.RequestBody?.Content);
        foreach (var answer in operation.Responses ?? []) TellFiles(answer.Value.Content);
        foreach (var (status, slug) in ProblemsOf(path, api.HttpMethod!, metadata)) AddProblem(operation, context.Document, status, slug);
    }

    // A Word file is bytes and a Markdown or HTML page a text, whatever the same route answers as JSON.
    private static void TellFiles(IDictionary<string, OpenApiMediaType>? content)
    {
        foreach (var (type, media) in content ?? new Dictionary<string, OpenApiMediaType>())
        {
            if (type == WordExport.MediaType) media.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
            else if (type is "text/markdown" or "text/html" or "text/csv")
                media.Schema = new OpenApiSchema { Type = JsonSchemaType.String };
        }
    }

    private static IEnumerable<(string Status, string What)> ProblemsOf(string path, string method, IList<object> metadata)
    {
        if (path == "/health/ready") yield return ("503", "unavailable");
        if (!path.StartsWith("/api/", StringComparison.Ordinal))
        {
            if (method == "POST") yield return ("400", "malformed");
            yield break;
        }

        var command = metadata.OfType<IsCommand>().FirstOrDefault();
        yield return ("400", "malformed");
        yield return ("401", "unauthenticated");
        yield return ("403", "not-entitled");
        yield return ("404", "not-found");
        if (metadata.OfType<DependsOnState>().Any()) yield return ("409", "wrong-state");
        if (method == "GET") yield return ("406", "not-acceptable");
        if (command is not null)
        {
            yield return ("409", "wrong-state, clause-changed, text-changed or conflict");
            if (command.TakesIfMatch || metadata.OfType<HonoursIfMatch>().Any()) yield return ("412", "precondition-failed");
            if (command.TakesIfMatch) yield return ("428", "precondition-required");
        }

        if (method != "GET")
        {
            yield return ("413", "too-large");
            yield return ("415", "unsupported-media");
        }

        yield return ("422", "invalid" + (command is null ? "" : " or idempotency-mismatch"));
        yield return ("429", "rate-limited");
        yield return ("503", "unavailable");
    }

    private static void AddExample(OpenApiOperation operation, string example)
    {
        foreach (var (type, content) in operation.Responses?["200"].Content ?? new Dictionary<string, OpenApiMediaType>())
            content.Example = type == "application/json" ? JsonNode.Parse(example) : JsonValue.Create(example);
    }

    private static void AddLogIndex(OpenApiResponse answer) =>
        (answer.Headers ??= new Dictionary<string, IOpenApiHeader>())["Log-Index"] = new OpenApiHeader
    {
        Description =
            "The index in the tamper-evident log of the last event this recorded; absent when it was already so and nothing was recorded",
        Schema = new OpenApiSchema { Type = JsonSchemaType.Integer },
    };

    private static void AddProblem(OpenApiOperation operation, OpenApiDocument document, string status, string slugs)
    {
        operation.Responses ??= [];
        operation.Responses[status] = new OpenApiResponse
        {
            Description = slugs,
            Content =
                new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(
                    "Problem", document) } },
        };
    }

    private static IEnumerable<IOpenApiParameter> PathParametersOf(string path) =>
        RoutePatternFactory.Parse(path).Parameters.Select(p => new OpenApiParameter
    {
        Name = p.Name, In = ParameterLocation.Path, Required = true, Description = PathParameters[p.Name].What,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = PathParameters[p.Name].Pattern },
    });

    private static OpenApiParameter QueryParameter(TakesQuery query) => new()
    {
        Name = query.Name, In = ParameterLocation.Query, Description = query.What, Required = query.Required,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static OpenApiParameter AsOfParameter() => new()
    {
        Name = "asOf", In = ParameterLocation.Query,
        Description = "A version (42) or a time (RFC 3339, inclusive): the answer is what this would have said then",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = JsonValue.Create("42"),
    };

    private static OpenApiParameter Header(string name, string what, bool required) => new()
    {
        Name = name, In = ParameterLocation.Header, Required = required, Description = what, Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.String
        },
    };

    private static string TagOf(string path) => path.Split('/') switch
    {
        [_, "api", "v1", "agreements", _, var part, ..] => part,
        [_, "api", "v1", "agreements", ..] => "agreements",
        [_, "api", "v1", var part, ..] => part,
        _ => "service",
    };

    private static string IdOf(string method, string path) =>
        method.ToLowerInvariant() + string.Concat(Words().Matches(path).Select(m => char.ToUpperInvariant(m.Value[0]) + m.Value[1..]))
            .Replace("ApiV1", "", StringComparison.Ordinal);

    [GeneratedRegex("[A-Za-z0-9]+")]
    private static partial Regex Words();
}
