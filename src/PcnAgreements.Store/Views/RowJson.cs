using System.Text.Json;
using System.Text.Json.Serialization;
using PcnAgreements.Domain;

namespace PcnAgreements.Store.Views;

/// <summary>Rows as Postgres takes them: members named as the columns are, enumerations in <c>snake_case</c>.</summary>
internal static class RowJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower), new IdentifierJson(), new StreamIdJson() },
    };

    /// <summary>What Postgres gives back as JSON.</summary>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;

    /// <summary>An enumeration's value as rows have it.</summary>
    public static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>The value that rows have as a word.</summary>
    public static T Enum<T>(string word) where T : struct, Enum => System.Enum.GetValues<T>().First(v => Word(v) == word);

    /// <summary>A row, or its key, as a JSON object.</summary>
    public static string Write<T>(T row) => JsonSerializer.Serialize(row, Options);

    private sealed class StreamIdJson : JsonConverter<StreamId>
    {
        public override StreamId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, StreamId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);
    }
}
