using System.Globalization;
using System.Text.Json;

namespace PcnAgreements.Domain.Rules;

/// <summary>
/// Reads JSON that must have just the form asked for: every refusal is a <see cref="JsonFormException"/> that names the place by JSON
/// pointer.
/// </summary>
internal static class StrictJson
{
    /// <summary>The members of an object, each known and none twice.</summary>
    public static Dictionary<string, JsonElement> Members(JsonElement value, string at, params ReadOnlySpan<string> known)
    {
        var members = Members(value, at);
        foreach (var name in members.Keys)
        {
            if (!known.Contains(name)) throw Refused(at, $"has no member '{name}'");
        }

        return members;
    }

    /// <summary>The members of an object, whatever they are called, none twice.</summary>
    public static Dictionary<string, JsonElement> Members(JsonElement value, string at)
    {
        if (value.ValueKind is not JsonValueKind.Object) throw Refused(at, "must be an object");
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (!members.TryAdd(member.Name, member.Value)) throw Refused(at, $"has the member '{member.Name}' twice");
        }

        return members;
    }

    public static bool Flag(JsonElement value, string at) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Refused(at, "must be true or false"),
    };

    public static string Text(JsonElement value, string at) =>
        value.ValueKind is JsonValueKind.String ? value.GetString()! : throw Refused(at, "must be a string");

    /// <summary>
    /// A number written without fraction or exponent. One too large to hold becomes the nearest that can be held: it has the right
    /// form, and every range that a rule checks refuses it.
    /// </summary>
    public static long Whole(JsonElement value, string at)
    {
        var digits = value.ValueKind is JsonValueKind.Number ? value.GetRawText() : "";
        if (digits.Length == 0 || digits.AsSpan().ContainsAny(".eE")) throw Refused(at, "must be a whole number");
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return whole;
        return digits[0] == '-' ? long.MinValue : long.MaxValue;
    }

    public static OdsCode Code(JsonElement value, string at) =>
        OdsCode.TryParse(Text(value, at), out var ods) ? ods : throw Refused(at, "must be an ODS code");

    public static Ratio Ratio(JsonElement value, string at) =>
        value.ValueKind is JsonValueKind.String && Rules.Ratio.TryParse(value.GetString(), out var ratio)
            ? ratio
            : throw Refused(at, "must be a ratio of two whole numbers of up to nine digits, such as \"2/3\"");

    public static DateOnly Date(JsonElement value, string at) =>
        DateOnly.TryParseExact(Text(value, at), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw Refused(at, "must be a date such as \"2021-01-01\"");

    /// <summary>A value of an enumeration by its name in <c>snake_case</c>, in just that case.</summary>
    public static T Name<T>(JsonElement value, string at) where T : struct, Enum
    {
        var text = value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        foreach (var each in Enum.GetValues<T>())
        {
            if (Name(each) == text) return each;
        }

        throw Refused(at, $"must be one of {string.Join(", ", Enum.GetValues<T>().Select(Name))}");
    }

    public static string Name<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static JsonFormException Refused(string at, string why) => new(why, at, "A rule");
}
