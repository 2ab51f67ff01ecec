using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using static PcnAgreements.Domain.Rules.StrictJson;

namespace PcnAgreements.Domain.Rules;

/// <summary>The five forms of a rule's <c>weight</c>.</summary>
internal static class WeightingJson
{
    public static Weighting Read(JsonElement value, string at)
    {
        if (value.ValueKind is JsonValueKind.String)
        {
            return value.GetString() switch
            {
                "per_practice" => Weighting.OnePerPractice,
                "list_size" => Weighting.ByNewestListSize,
                _ => throw Refused(at, "must be per_practice, list_size, or an object with listSize, per or given"),
            };
        }

        var members = Members(value, at, "listSize", "per", "given");
        if (members.Count != 1) throw Refused(at, "must have just one of listSize, per and given");
        var (name, member) = members.Single();
        return name switch
        {
            "per" => new Weighting.Banded(Whole(member, $"{at}/per")),
            "given" => Given(member, $"{at}/given"),
            _ => ListSize(member, $"{at}/listSize"),
        };
    }

    public static void Write(Utf8JsonWriter writer, Weighting weighting)
    {
        switch (weighting)
        {
            case Weighting.PerPractice: writer.WriteStringValue("per_practice"); return;
            case Weighting.NewestListSize: writer.WriteStringValue("list_size"); return;
        }

        writer.WriteStartObject();
        switch (weighting)
        {
            case Weighting.ListSizeAsAt at:
                writer.WriteStartObject("listSize");
                writer.WriteString("asAt", at.AsAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                writer.WriteEndObject();
                break;
            case Weighting.Banded band: writer.WriteNumber("per", band.Per); break;
            case Weighting.Given given:
                writer.WriteStartObject("given");
                foreach (var (ods, weight) in given.Weights) writer.WriteNumber(ods.ToString(), weight);
                writer.WriteEndObject();
                break;
        }

        writer.WriteEndObject();
    }

    private static Weighting.ListSizeAsAt ListSize(JsonElement value, string at) =>
        Members(value, at, "asAt").TryGetValue("asAt", out var date) ? new(Date(date, $"{at}/asAt")) : throw Refused(at, "needs asAt");

    private static Weighting.Given Given(JsonElement value, string at)
    {
        var weights = ImmutableSortedDictionary.CreateBuilder<OdsCode, long>();
        foreach (var (name, weight) in Members(value, at))
        {
            if (!OdsCode.TryParse(name, out var ods)) throw Refused(at, $"names '{name}', which is not an ODS code");
            if (!weights.TryAdd(ods, Whole(weight, $"{at}/{ods}"))) throw Refused(at, $"names {ods} twice");
        }

        return new(weights.ToImmutable());
    }
}
