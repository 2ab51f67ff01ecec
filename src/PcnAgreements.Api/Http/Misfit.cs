using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PcnAgreements.Domain;

namespace PcnAgreements.Api.Http;

/// <summary>
/// Finds the first thing in a body that does not have the form asked for, and says it by JSON pointer in the contract's words. Looked for
/// only once reading the body has failed: the reader of the base library tells where by its own path, and what in the names of types.
/// </summary>
internal static class Misfit
{
    // The base library tells of a lone surrogate by an InvalidOperationException, which it wraps when a converter was at work.
    private const string NotUnicode = "holds text that is not valid Unicode";

    /// <summary>What is wrong with a body that could not be read as <paramref name="form"/>.</summary>
    public static string In(ReadOnlySpan<byte> utf8, Type form, JsonSerializerOptions options)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8.ToArray());
            return First(document.RootElement, form, "", options) ?? "The body does not have the form asked for.";
        }
        catch (JsonException notJson)
        {
            return $"The body is not JSON, or nested too deeply, at line {notJson.LineNumber + 1}, byte {notJson.BytePositionInLine + 1}.";
        }
        catch (InvalidOperationException)
        {
            return Sentence("", NotUnicode);
        }
    }

    private static string? First(JsonElement value, Type form, string at, JsonSerializerOptions options)
    {
        if (Refusal(value, form, options) is not { } refusal) return null;
        form = Bare(form);
        var info = options.GetTypeInfo(form);
        return (value.ValueKind, info.Kind) switch
        {
            (JsonValueKind.Object, JsonTypeInfoKind.Object) => InMembers(value, info, at, options),
            (JsonValueKind.Object, JsonTypeInfoKind.Dictionary) =>
                InEach(value.EnumerateObject().Select(m => (m.Name, m.Value)), info.ElementType!, at, options),
            (JsonValueKind.Array, _) when ItemOf(form, info) is { } item =>
                InEach(value.EnumerateArray().Select((v, i) => ($"{i}", v)), item, at, options),
            _ => null,
        } ?? refusal switch
        {
            JsonFormException own => Sentence(at + own.At, own.Why),
            { InnerException: InvalidOperationException } when value.ValueKind == JsonValueKind.String => Sentence(at, NotUnicode),
            _ => Sentence(at, $"must be {Expected(form, info)}"),
        };
    }

    private static JsonException? Refusal(JsonElement value, Type form, JsonSerializerOptions options)
    {
        try
        {
            return value.Deserialize(form, options) is null && value.ValueKind == JsonValueKind.Null && form == Bare(form)
                ? new JsonFormException("must not be null")
                : null;
        }
        catch (JsonException refusal)
        {
            return refusal;
        }
    }

    private static string? InMembers(JsonElement value, JsonTypeInfo info, string at, JsonSerializerOptions options)
    {
        var known = info.Properties.ToDictionary(p => p.Name);
        var seen = new HashSet<string>();
        foreach (var member in value.EnumerateObject())
        {
            if (!known.TryGetValue(member.Name, out var property))
                return Sentence(at, $"takes no member '{Short(member.Name)}', only {string.Join(", ", known.Keys)}");
            if (!seen.Add(member.Name)) return Sentence(at, $"has the member '{member.Name}' twice");
            if (member.Value.ValueKind == JsonValueKind.Null && property.IsSetNullable) continue;
            if (First(member.Value, property.PropertyType, $"{at}/{member.Name}", options) is { } misfit) return misfit;
        }

        return known.Values.FirstOrDefault(p => IsNeeded(p) && !seen.Contains(p.Name)) is { } missing
            ? Sentence(at, $"needs the member '{missing.Name}'")
            : null;
    }

    private static string? InEach(
        IEnumerable<(string Name, JsonElement Value)> items, Type form, string at, JsonSerializerOptions options) =>
        items.Select(i => First(i.Value, form, $"{at}/{i.Name}", options)).FirstOrDefault(misfit => misfit is not null);

    private static bool IsNeeded(JsonPropertyInfo property) =>
        property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false };

    private static Type Bare(Type form) =>
        Nullable.GetUnderlyingType(form) ?? (Is(form, typeof(Given<>)) ? Bare(form.GetGenericArguments()[0]) : form);

    private static Type? ItemOf(Type form, JsonTypeInfo info) =>
        Is(form, typeof(ImmutableArray<>)) ? form.GetGenericArguments()[0] : info.ElementType;

    private static bool Is(Type form, Type open) => form.IsGenericType && form.GetGenericTypeDefinition() == open;

    private static string Expected(Type form, JsonTypeInfo info) => form switch
    {
        _ when form == typeof(string) => "a text",
        _ when form == typeof(bool) => "true or false",
        _ when form == typeof(int) || form == typeof(long) => "a whole number",
        _ when form == typeof(DateOnly) => "a date such as 2026-01-31",
        _ when ItemOf(form, info) is not null && info.Kind != JsonTypeInfoKind.Dictionary => "a list",
        _ when info.Kind is JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "an object",
        _ => "of the form that the description of this call gives",
    };

    private static string Sentence(string at, string why) => $"{(at.Length == 0 ? "The body" : at)} {why}.";

    private static string Short(string name) => name.Length <= 60 ? name : name[..60] + "…";
}
