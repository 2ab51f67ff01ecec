using System.Text.Json;
using System.Text.Json.Serialization;
using PcnAgreements.Domain;

namespace PcnAgreements.Api.Http;

/// <summary>
/// Times as RFC 3339 has them, with their offset: a local time that does not say where is refused, not guessed. Written in UTC. Read to the
/// microsecond, which is as far as they are kept and written: what was shown can be sent back, and is the same.
/// </summary>
internal sealed class StrictTimeJson : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && AsOf.TryReadTime(reader.GetString()!, out var time)
            ? new(time.UtcTicks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero)
            : throw new JsonFormException("must be a time by RFC 3339 with its offset, such as 2026-01-31T09:00:00Z");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Json.Time(value));
}
