using System.Text.Json;
using System.Text.Json.Nodes;

namespace PcnAgreements.Api.Http;

/// <summary>Merge patches of JSON (RFC 7396): what is named changes, however deep it stands, and null takes it away.</summary>
internal static class MergePatch
{
    /// <summary>What a patch makes of what is there, which is used up.</summary>
    public static JsonNode? Merge(JsonNode? present, JsonElement patch)
    {
        if (patch.ValueKind != JsonValueKind.Object) return JsonValue.Create(patch);
        var merged = present as JsonObject ?? [];
        foreach (var member in patch.EnumerateObject())
        {
            merged.Remove(member.Name, out var before);
            if (member.Value.ValueKind != JsonValueKind.Null) merged[member.Name] = Merge(before, member.Value);
        }

        return merged;
    }
}
