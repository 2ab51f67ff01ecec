using System.Text.Json.Nodes;

namespace PcnAgreements.Api.Tests.Breaking;

/// <summary>A good body with one thing in it changed: left out, doubled, of another type, out of any range.</summary>
internal static class Mutation
{
    private static readonly string[] Instead =
    [
        "null", "[]", "{}", "[null]", "[[]]", "true", "false", "0", "-1", "1.5", "1e400", "99999999999999999999", "2147483648", "\"\"",
        "\" \"", "\"x\"", "\"\\u0000\"",
        "\"\\ud800\"", "\"a\\nb\"", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00Z\"", "\"2026-01-31T09:00:00\"", "\"9999-12-31\"",
        "\"0001-01-01\"", "\"A81001\"", "\"c999999999\"",
        "\"1/0\"", "\"=1\"", "\"approve\"", "\"[[c1]]\"", "\"<script>\"", $"\"{new string('x', 10_001)}\"",
        $"\"{new string('y', 100_001)}\"", "{\"body\":null}", "{\"clause\":\"c1\",\"adopt\":true}",
    ];

    /// <summary>Each of them.</summary>
    public static IEnumerable<string> Of(JsonNode body)
    {
        foreach (var path in Places(body, []))
        {
            foreach (var other in Instead) yield return Write(body, path, other);
            yield return Write(body, path, null);
            yield return Write(body, path, "0, \"nonsense\": 0");
        }
    }

    private static IEnumerable<object[]> Places(JsonNode? node, object[] at)
    {
        if (at.Length > 0) yield return at;
        var below = node switch
        {
            JsonObject o => o.Select(m => (Step: (object)m.Key, m.Value)),
            JsonArray a => a.Take(1).Select((v, i) => (Step: (object)i, Value: v)),
            _ => [],
        };
        foreach (var (step, value) in below)
        {
            foreach (var place in Places(value, [.. at, step])) yield return place;
        }
    }

    // By hand, since what is wanted is not always JSON that a library would write.
    private static string Write(JsonNode? node, ReadOnlySpan<object> path, string? other)
    {
        if (path.IsEmpty) return other ?? "";
        var parts = new List<string>();
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members)
            {
                var here = Equals(path[0], name);
                if (here && path.Length == 1 && other is null) continue;
                parts.Add($"\"{name}\":{(here ? Write(value, path[1..], other) : value?.ToJsonString() ?? "null")}");
            }

            return $"{{{string.Join(',', parts)}}}";
        }

        var items = node!.AsArray();
        for (var i = 0; i < items.Count; i++)
        {
            var here = Equals(path[0], i);
            if (here && path.Length == 1 && other is null) continue;
            parts.Add(here ? Write(items[i], path[1..], other) : items[i]?.ToJsonString() ?? "null");
        }

        return $"[{string.Join(',', parts)}]";
    }
}
