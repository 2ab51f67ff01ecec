using System.Text.Json;
using System.Text.Json.Serialization;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Api.Http;

/// <summary>
/// Texts as they were sent, but with every line end <c>\n</c>, as in clauses: what is pasted from Windows is taken, and no carriage return
/// comes into the record.
/// </summary>
internal sealed class TextJson : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? TextRules.WithPlainLineEnds(reader.GetString()!) : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString()!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);
}
