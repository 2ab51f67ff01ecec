using System.Text.Json.Nodes;

namespace PcnAgreements.Api.Tests;

/// <summary>JSON values are the same when they say the same.</summary>
internal sealed class SameJson : IEqualityComparer<JsonNode>
{
    public bool Equals(JsonNode? x, JsonNode? y) => JsonNode.DeepEquals(x, y);

    public int GetHashCode(JsonNode obj) => 0;
}
