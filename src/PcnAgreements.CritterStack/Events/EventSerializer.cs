using System.Buffers;
using System.Data.Common;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PcnAgreements.Domain;
using Marten;
using Weasel.Core;

namespace PcnAgreements.CritterStack.Events;

/// <summary>
/// Events as both engines write them, byte for byte. Marten's own serializer would take naming and enumerations into its hands and read
/// headers into types of its choice.
/// </summary>
internal sealed class EventSerializer : Marten.ISerializer
{
    private static readonly JsonSerializerOptions Json = EventJson.Options;

    public EnumStorage EnumStorage => EnumStorage.AsString;

    public Casing Casing => Casing.CamelCase;

    public ValueCasting ValueCasting => ValueCasting.Strict;

    public string ToJson(object? document) => JsonSerializer.Serialize(document, TypeOf(document), Json);

    public void WriteTo(IBufferWriter<byte> writer, object? value)
    {
        using var json = new Utf8JsonWriter(writer, new() { Encoder = Json.Encoder });
        JsonSerializer.Serialize(json, value, TypeOf(value), Json);
    }

    public void WriteToParameter(NpgsqlParameter parameter, object? value) => (parameter.NpgsqlDbType, parameter.Value) =
        (NpgsqlDbType.Jsonb, value is null ? DBNull.Value : JsonSerializer.SerializeToUtf8Bytes(value, TypeOf(value), Json));

    public T FromJson<T>(Stream stream) => (T)FromJson(typeof(T), stream);

    public T FromJson<T>(DbDataReader reader, int index) => (T)FromJson(typeof(T), reader, index);

    public object FromJson(Type type, Stream stream) => JsonSerializer.Deserialize(stream, type, Json)!;

    public object FromJson(Type type, DbDataReader reader, int index) =>
        JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(index), type, Json)!;

    public async ValueTask<T> FromJsonAsync<T>(Stream stream, CancellationToken cancellationToken = default) =>
        (await JsonSerializer.DeserializeAsync<T>(stream, Json, cancellationToken))!;

    public ValueTask<T> FromJsonAsync<T>(DbDataReader reader, int index, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(FromJson<T>(reader, index));

    public async ValueTask<object> FromJsonAsync(Type type, Stream stream, CancellationToken cancellationToken = default) =>
        (await JsonSerializer.DeserializeAsync(stream, type, Json, cancellationToken))!;

    public ValueTask<object> FromJsonAsync(Type type, DbDataReader reader, int index, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(FromJson(type, reader, index));

    public string ToCleanJson(object? document) => ToJson(document);

    public void WriteToCleanJson(IBufferWriter<byte> writer, object? value) => WriteTo(writer, value);

    public string ToJsonWithTypes(object document) => ToJson(document);

    public void WriteToJsonWithTypes(IBufferWriter<byte> writer, object value) => WriteTo(writer, value);

    private static Type TypeOf(object? value) => value?.GetType() ?? typeof(object);
}
