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
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower), new IdentifierJson() },
    };

    /// <summary>A row, or its key, as a JSON object.</summary>
    public static string Write<T>(T row) => JsonSerializer.Serialize(row, Options);
}
