using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PcnAgreements.Api.Http;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Api.Routes;

/// <summary>
/// A merge patch of an agreement's rules, all the way down, of what a GET shows of them: a part that is not named stays, <c>adopt</c> too
/// when <c>clause</c> changes; null takes a part away, so that its default holds. A part with several forms (<c>majority</c>,
/// <c>weight</c>) goes from a word to an object and back as it is; from one object to another by null for the old one's member.
/// </summary>
/// <param name="Patch">The patch as it was sent.</param>
[JsonConverter(typeof(RulesPatchJson))]
internal sealed record RulesPatch(JsonElement Patch)
{
    // Members that a patch may name are found whatever their case, so that ODS codes are; all others have one case only.
    private static readonly JsonNodeOptions OfAnyCase = new() { PropertyNameCaseInsensitive = true };

    /// <summary>The rules it makes of the present ones, read as strictly as new ones; or why they are none.</summary>
    public (RulesBody? Rules, Refusal.Malformed? Refusal) On(AgreementRules present)
    {
        var shown = JsonNode.Parse(Json.Write(present), OfAnyCase);
        var merged = new JsonObject { ["rules"] = MergePatch.Merge(shown, Patch) };
        var (whole, problem) = Json.Read<Whole>(Json.Write(merged));
        return problem is null ? (whole!.Rules, null) : (null, new(problem.Detail));
    }

    private sealed record Whole(RulesBody Rules);
}

/// <summary>
/// Takes a patch that names only what rules have: of a member that is null, and of one sent twice, nothing is left to be refused later.
/// </summary>
internal sealed class RulesPatchJson : JsonConverter<RulesPatch>
{
    private static readonly string[] OfARule =
    [
        "weight", "majority", "of", "quorum", "castingVote", "proxies", "closes", "changes", "abstentionsInQuorum", "conflicted",
    ];

    private static readonly FrozenDictionary<string, string[]> Known = new Dictionary<string, string[]>
    {
        [""] = ["clause", "adopt", "lockedNeedStance", "adoptBallot"], ["clause"] = OfARule, ["adopt"] = OfARule,
        ["weight"] = ["listSize", "per", "given"], ["listSize"] = ["asAt"], ["majority"] = ["ratio", "test"],
        ["quorum"] = ["practices", "weight"], ["proxies"] = ["allowed", "perHolder"],
    }.ToFrozenDictionary();

    public override RulesPatch Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var patch = JsonElement.ParseValue(ref reader);
        if (patch.ValueKind != JsonValueKind.Object) throw new JsonFormException("must be an object");
        try
        {
            Check(patch, "", "");
        }
        catch (InvalidOperationException)
        {
            // So the base library tells of a lone surrogate.
            throw new JsonFormException("holds text that is not valid Unicode");
        }

        return new(patch);
    }

    public override void Write(Utf8JsonWriter writer, RulesPatch value, JsonSerializerOptions options) => value.Patch.WriteTo(writer);

    private static void Check(JsonElement patch, string name, string at)
    {
        if (patch.ValueKind == JsonValueKind.String) _ = patch.GetString();
        if (patch.ValueKind != JsonValueKind.Object) return;
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in patch.EnumerateObject())
        {
            if (!IsKnown(name, member.Name)) throw new JsonFormException($"has no member '{member.Name}'", at);
            if (!seen.Add(member.Name)) throw new JsonFormException($"has the member '{member.Name}' twice", at);
            Check(member.Value, member.Name, $"{at}/{member.Name}");
        }
    }

    private static bool IsKnown(string within, string name) =>
        within == "given" ? OdsCode.TryParse(name, out _) : !Known.TryGetValue(within, out var known) || known.Contains(name);
}
