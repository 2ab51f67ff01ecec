using System.Text.Json;
using System.Text.Json.Serialization;
using static PcnAgreements.Domain.Rules.StrictJson;

namespace PcnAgreements.Domain.Rules;

/// <summary>
/// A rule as the contract writes it. Reads every short form, and null for what may be left out and has no other word for "none"; writes
/// only the full form. What it refuses has the wrong form (400); what is out of range is read, for <see cref="RuleProblems"/> to say (422).
/// </summary>
internal sealed class DecisionRuleJson : JsonConverter<DecisionRule>
{
    public override DecisionRule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return Rule(JsonElement.ParseValue(ref reader));
        }
        catch (InvalidOperationException)
        {
            // So the base library tells of a lone surrogate or of bytes that are not UTF-8.
            throw Refused("", "holds text that is not Unicode");
        }
    }

    public override void Write(Utf8JsonWriter writer, DecisionRule value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("weight");
        WeightingJson.Write(writer, value.Weight);
        writer.WritePropertyName("majority");
        WriteMajority(writer, value.Majority);
        writer.WriteString("of", Name(value.Of));
        WriteQuorum(writer, value.Quorum);
        if (value.CastingVote is { } ods) writer.WriteString("castingVote", ods.ToString());
        else writer.WriteNull("castingVote");
        writer.WriteStartObject("proxies");
        writer.WriteBoolean("allowed", value.Proxies.Allowed);
        if (value.Proxies.PerHolder is { } perHolder) writer.WriteNumber("perHolder", perHolder);
        else writer.WriteNull("perHolder");
        writer.WriteEndObject();
        writer.WriteString("closes", Name(value.Closes));
        writer.WriteBoolean("changes", value.Changes);
        writer.WriteBoolean("abstentionsInQuorum", value.AbstentionsInQuorum);
        writer.WriteString("conflicted", Name(value.Conflicted));
        writer.WriteEndObject();
    }

    private static DecisionRule Rule(JsonElement value)
    {
        var members = Members(
            value, "",
            "weight", "majority", "of", "quorum", "castingVote", "proxies", "closes", "changes", "abstentionsInQuorum", "conflicted");
        if (!members.TryGetValue("majority", out var majority)) throw Refused("", "needs a majority");
        var rule = new DecisionRule(Majority(majority));
        foreach (var (name, member) in members) rule = With(rule, name, member);
        return rule;
    }

    private static DecisionRule With(DecisionRule rule, string name, JsonElement value) => name switch
    {
        "weight" => rule with { Weight = WeightingJson.Read(value, "/weight") },
        "of" => rule with { Of = Name<MajorityBase>(value, "/of") },
        "quorum" => rule with { Quorum = Quorum(value) },
        "castingVote" => rule with { CastingVote = IsNull(value) ? null : Code(value, "/castingVote") },
        "proxies" => rule with { Proxies = Proxies(value) },
        "closes" => rule with { Closes = Name<Closing>(value, "/closes") },
        "changes" => rule with { Changes = Flag(value, "/changes") },
        "abstentionsInQuorum" => rule with { AbstentionsInQuorum = Flag(value, "/abstentionsInQuorum") },
        "conflicted" => rule with { Conflicted = Name<ConflictedIn>(value, "/conflicted") },
        _ => rule,
    };

    private static Majority Majority(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.String)
        {
            return value.ValueEquals("unanimous")
                ? Rules.Majority.Unanimous
                : throw Refused("/majority", "must be an object or \"unanimous\"");
        }

        var members = Members(value, "/majority", "ratio", "test");
        if (!members.TryGetValue("ratio", out var ratio)) throw Refused("/majority", "needs a ratio");
        if (!members.TryGetValue("test", out var test)) throw Refused("/majority", "needs a test");
        return new Majority.Share(Ratio(ratio, "/majority/ratio"), Name<MajorityTest>(test, "/majority/test"));
    }

    // A quorum that asks for nothing is none.
    private static Quorum? Quorum(JsonElement value)
    {
        if (IsNull(value)) return null;
        var members = Members(value, "/quorum", "practices", "weight");
        var quorum = new Quorum(Part("practices"), Part("weight"));
        return quorum is { Practices: null, Weight: null } ? null : quorum;

        Ratio? Part(string name) => members.TryGetValue(name, out var part) && !IsNull(part) ? Ratio(part, $"/quorum/{name}") : null;
    }

    private static Proxies Proxies(JsonElement value)
    {
        var members = Members(value, "/proxies", "allowed", "perHolder");
        if (!members.TryGetValue("allowed", out var allowed)) throw Refused("/proxies", "needs allowed");
        int? perHolder = members.TryGetValue("perHolder", out var number) && !IsNull(number)
            ? (int)Math.Clamp(Whole(number, "/proxies/perHolder"), int.MinValue, int.MaxValue)
            : null;
        return new(Flag(allowed, "/proxies/allowed"), perHolder);
    }

    private static bool IsNull(JsonElement value) => value.ValueKind is JsonValueKind.Null;

    private static void WriteMajority(Utf8JsonWriter writer, Majority majority)
    {
        if (majority is not Majority.Share share)
        {
            writer.WriteStringValue("unanimous");
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("ratio", share.Ratio.ToString());
        writer.WriteString("test", Name(share.Test));
        writer.WriteEndObject();
    }

    private static void WriteQuorum(Utf8JsonWriter writer, Quorum? quorum)
    {
        if (quorum is null)
        {
            writer.WriteNull("quorum");
            return;
        }

        writer.WriteStartObject("quorum");
        writer.WriteString("practices", quorum.Practices?.ToString());
        writer.WriteString("weight", quorum.Weight?.ToString());
        writer.WriteEndObject();
    }
}
