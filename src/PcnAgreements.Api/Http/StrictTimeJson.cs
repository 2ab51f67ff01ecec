using System.Text.Json;
using System.Text.Json.Serialization;
using PcnAgreements.Domain;

namespace PcnAgreements.Api.Http;

/// <summary>
/// Times as RFC 3339 has them, with their offset: a local time that does not say where is refused, not guessed. Written in UTC.
/// </summary>
internal sealed class StrictTimeJson : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && AsOf.TryReadTime(reader.GetString()!, out var time)
            ? time.ToUniversalTime()
            : throw new JsonFormException("must be a time by RFC 3339 with its offset, such as 2026-01-31T09:00:00Z");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Json.Time(value));
}
