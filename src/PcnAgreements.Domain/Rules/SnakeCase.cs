using System.Text.Json;
using System.Text.Json.Serialization;

namespace PcnAgreements.Domain.Rules;

/// <summary>Writes an enumeration by its names in <c>snake_case</c>, whatever the serializer's options say; never as a number.</summary>
internal sealed class SnakeCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
