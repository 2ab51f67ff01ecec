using System.Text.Json;
using System.Text.Json.Serialization;

namespace PcnAgreements.Domain.Tests.Rules;

/// <summary>JSON as it travels: members in camelCase, identifiers as text, and nothing left to a serializer's other habits.</summary>
internal static class WireJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new Code() },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;

    private sealed class Code : JsonConverter<OdsCode>
    {
        public override OdsCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            OdsCode.Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, OdsCode value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
