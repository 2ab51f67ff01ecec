using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PcnAgreements.Domain;

namespace PcnAgreements.Store.Log;

/// <summary>How the actor of an event stands in its headers: opaque ids and codes, no one's name.</summary>
internal static class EventHeaders
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new IdentifierJson() },
    };

    public static string Write(Actor actor) => actor == Actor.System ? System : JsonSerializer.Serialize(actor, Json);

    /// <summary>The actor in an event's headers; the service itself when there are none (empty text).</summary>
    public static Actor Read(string headers)
    {
        if (headers.Length == 0) return Actor.System;
        var actor = JsonSerializer.Deserialize<Actor>(headers, Json)!;
        return actor == Actor.System ? Actor.System : actor;
    }

    /// <summary>
    /// Whether headers are as they are written for that actor, letter by letter: reading takes some liberties, such as with small and
    /// capital letters.
    /// </summary>
    public static bool AreAsWritten(string headers, Actor actor) =>
        headers.Length == 0 || JsonNode.DeepEquals(JsonNode.Parse(headers), JsonNode.Parse(Write(actor)));

    private static readonly string System = JsonSerializer.Serialize(Actor.System, Json);
}
