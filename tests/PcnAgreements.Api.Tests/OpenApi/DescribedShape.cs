using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PcnAgreements.Api.Tests.OpenApi;

/// <summary>Holds answers against the OpenAPI document: as much of JSON Schema as the document uses.</summary>
internal sealed class DescribedShape(JsonNode document)
{
    /// <summary>What an answer says that the document does not, or does not say that the document does.</summary>
    public IReadOnlyList<string> Wrong(string method, string pattern, Reply answer)
    {
        var responses = document["paths"]?[$"/api/v1{pattern}"]?[method.ToLowerInvariant()]?["responses"];
        if (responses?[$"{answer.Status}"] is not { } response) return [$"{method} {pattern}: nothing is said of {answer.Status}"];
        if (answer.Text.Length == 0) return [];
        return response["content"]?[answer.MediaType ?? ""] is { } content
            ? [.. Wrong(content["schema"]!, answer.Json, "").Select(w => $"{method} {pattern} {answer.Status}: {w}")]
            : [$"{method} {pattern}: nothing is said of {answer.MediaType} with {answer.Status}"];
    }

    private IEnumerable<string> Wrong(JsonNode schema, JsonNode? value, string at)
    {
        if (schema["$ref"] is { } reference)
            return Wrong(reference.GetValue<string>().Split('/').Skip(1).Aggregate(document, (node, part) => node[part]!), value, at);
        if (schema["oneOf"] is JsonArray any)
            return any.Any(one => !Wrong(one!, value, at).Any()) ? [] : [$"{at} is none of those it may be"];
        string[] types = schema["type"] switch { JsonArray several => [.. several.Select(t => $"{t}")], { } one => [$"{one}"], _ => [] };
        var type = TypeOf(value);
        if (types.Length > 0 && !types.Contains(type) && !(type == "integer" && types.Contains("number")))
            return [$"{at} is {type}, not {string.Join(" or ", types)}"];
        return value switch
        {
            JsonObject members => Members(schema, members, at),
            JsonArray items => schema["items"] is { } each ? items.SelectMany((item, i) => Wrong(each, item, $"{at}/{i}")) : [],
            null => [],
            _ => Plain(schema, value, at),
        };
    }

    private IEnumerable<string> Members(JsonNode schema, JsonObject members, string at)
    {
        foreach (var required in schema["required"]?.AsArray() ?? [])
        {
            if (!members.ContainsKey($"{required}")) yield return $"{at}/{required} is missing";
        }

        foreach (var (name, value) in members)
        {
            if (schema["properties"]?[name] is { } its)
            {
                foreach (var wrong in Wrong(its, value, $"{at}/{name}")) yield return wrong;
            }
            else if (schema["additionalProperties"] is JsonValue more && !more.GetValue<bool>())
            {
                yield return $"{at}/{name} is not described";
            }
        }
    }

    private static IEnumerable<string> Plain(JsonNode schema, JsonNode value, string at)
    {
        if (schema["enum"] is JsonArray values && !values.Any(v => JsonNode.DeepEquals(v, value)))
            yield return $"{at} is {value}, which is none of the values";
        if (schema["pattern"] is { } pattern && !Regex.IsMatch($"{value}", $"{pattern}"))
            yield return $"{at} is {value}, not of the form {pattern}";
    }

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.ToJsonString().Contains('.', StringComparison.Ordinal) ? "number" : "integer",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        _ => "boolean",
    };
}
