using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PcnAgreements.Domain;

/// <summary>
/// How events are written down: <c>camelCase</c> members, enumerations in <c>snake_case</c>, identifiers as plain text, nothing for null;
/// and the name each type is stored under for life, its own in <c>snake_case</c> (<c>ClauseApproved</c> is <c>clause_approved</c>).
/// What an event cannot be without must be there when it is read (else <see cref="JsonException"/>): half an event is none.
/// </summary>
public static class EventJson
{
    private static readonly FrozenDictionary<Type, string> Names = typeof(DomainEvent).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(DomainEvent)) && !t.IsAbstract)
        .ToFrozenDictionary(t => t, t => JsonNamingPolicy.SnakeCaseLower.ConvertName(t.Name));

    private static readonly FrozenDictionary<string, Type> Types = Names.ToFrozenDictionary(n => n.Value, n => n.Key);

    /// <summary>The way of writing, for whoever writes domain values as JSON.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>Every name under which events are stored.</summary>
    public static IEnumerable<string> AllNames => Types.Keys;

    /// <summary>The name a type of event is stored under.</summary>
    public static string NameOf(Type type) => Names[type];

    /// <summary>The name an event is stored under.</summary>
    public static string NameOf(DomainEvent happened) => Names[happened.GetType()];

    /// <summary>The type stored under a name.</summary>
    /// <exception cref="KeyNotFoundException">No event has that name.</exception>
    public static Type TypeOf(string name) => Types.TryGetValue(name, out var type)
        ? type
        : throw new KeyNotFoundException($"No event is stored under the name '{name}'; a later version of the service wrote it.");

    /// <summary>The event's data as JSON text.</summary>
    public static string Write(DomainEvent happened) => JsonSerializer.Serialize(happened, happened.GetType(), Options);

    /// <summary>The event stored under a name with its data.</summary>
    public static DomainEvent Read(string name, string data) => (DomainEvent)JsonSerializer.Deserialize(data, TypeOf(name), Options)!;

    /// <summary>The event stored under a name with its data as UTF-8.</summary>
    public static DomainEvent Read(string name, ReadOnlySpan<byte> data) =>
        (DomainEvent)JsonSerializer.Deserialize(data, TypeOf(name), Options)!;

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            NumberHandling = JsonNumberHandling.Strict,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            RespectNullableAnnotations = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(RequireWhatIsAlwaysWritten),
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.Converters.Add(new IdentifierJson());
        options.MakeReadOnly();
        return options;
    }

    // Not RespectRequiredConstructorParameters: that asks also for what is not written when it is null, or says so of itself.
    private static void RequireWhatIsAlwaysWritten(JsonTypeInfo type)
    {
        foreach (var member in type.Properties.Where(p => p.AssociatedParameter is { HasDefaultValue: false, IsNullable: false }))
            member.IsRequired = !member.AttributeProvider!.IsDefined(typeof(JsonIgnoreAttribute), inherit: true);
    }
}

/// <summary>Writes every identifier as its plain text, also where it names a member; reads it back strictly.</summary>
public sealed class IdentifierJson : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsValueType
            && typeToConvert.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IIdentifier<>));

    /// <inheritdoc/>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert))!;

    private sealed class Of<TId> : JsonConverter<TId> where TId : struct, IIdentifier<TId>
    {
        public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? Parse(reader.GetString()) : throw Misread();

        public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());

        public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Parse(reader.GetString());

        public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.ToString()!);

        private static TId Parse(string? text) =>
            TId.TryParse(text, out var id) ? id : throw Misread();

        private static JsonFormException Misread() => new($"must be {TId.Called}");
    }
}
