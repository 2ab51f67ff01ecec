using System.Text.Json;
using System.Text.Json.Serialization;
using PcnAgreements.Domain;

namespace PcnAgreements.Api.Http;

/// <summary>
/// How the contract's JSON is read and written: strictly in, <c>camelCase</c> out, nulls shown unless a member says otherwise.
/// </summary>
internal static class Json
{
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>Reads a request's body; the problem says where it is not what is expected, and never names a type.</summary>
    public static (TBody? Body, Problem? Problem) Read<TBody>(ReadOnlySpan<byte> utf8)
    {
        // Windows' own tools write it before every text (RFC 8259, 8.1: it may be passed over).
        if (utf8.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        try
        {
            return JsonSerializer.Deserialize<TBody>(utf8, Options) is { } body
                ? (body, null)
                : (default, Problem.Malformed("The body is null."));
        }
        catch (JsonException)
        {
            return (default, Problem.Malformed(Misfit.In(utf8, typeof(TBody), Options)));
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate, escaped or raw: text that cannot be written as Unicode.
            return (default, Problem.Malformed("The body holds text that is not valid Unicode."));
        }
    }

    /// <summary>An answer's body.</summary>
    public static byte[] Write(object view) => JsonSerializer.SerializeToUtf8Bytes(view, view.GetType(), Options);

    /// <summary>A time as every answer writes it: RFC 3339, UTC.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(EventJson.Options)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.Never,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
            PropertyNameCaseInsensitive = false,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Insert(0, new StrictArrayJson());
        options.Converters.Insert(0, new StrictEnumJson());
        options.Converters.Add(new GivenJson());
        options.Converters.Add(new StrictTimeJson());
        options.Converters.Add(new TextJson());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
