using System.Text.Json;
using System.Text.Json.Nodes;
using PcnAgreements.Api.Http;
using PcnAgreements.Domain;

namespace PcnAgreements.Api.Views;

/// <summary>Events hold opaque ids; whoever may read about a person is told who they are, as long as that is on record.</summary>
internal static class NamedPeople
{
    // As events are kept, but with times as every answer has them.
    private static readonly JsonSerializerOptions Form = new(EventJson.Options) { Converters = { new StrictTimeJson() } };

    /// <summary>An event's data, each person in it as <c>{id, email, name}</c>.</summary>
    public static JsonElement In(DomainEvent happened, Names names)
    {
        var written = JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), Form);
        // Few events name anybody, and histories are long.
        if (written.AsSpan().IndexOf("\"person\":"u8) < 0 && written.AsSpan().IndexOf("\"signatory\":"u8) < 0)
            return JsonElement.Parse(written);
        var data = JsonNode.Parse(written)!;
        Name(data, names);
        return JsonSerializer.SerializeToElement(data, Json.Options);
    }

    private static void Name(JsonNode node, Names names)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list.OfType<JsonNode>()) Name(item, names);
        }

        if (node is not JsonObject members) return;
        foreach (var (member, value) in members.ToList())
        {
            if (value is JsonValue id && member is "person" or "signatory" && PersonId.TryParse(id.ToString(), out var person))
                members[member] = JsonSerializer.SerializeToNode(names.Of(person), Json.Options);
            else if (value is not null) Name(value, names);
        }
    }
}
