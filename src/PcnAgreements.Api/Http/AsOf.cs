using System.Globalization;

namespace PcnAgreements.Api.Http;

/// <summary>The version, or the moment (inclusive), that <c>?asOf=</c> asks for.</summary>
internal sealed record AsOf(long? Version, DateTimeOffset? Time)
{
    /// <summary>Reads the parameter; nothing when it was not sent.</summary>
    public static (AsOf? AsOf, Problem? Problem) Of(HttpContext http, string name = "asOf")
    {
        var values = http.Request.Query[name];
        if (values.Count == 0) return (null, null);
        var text = values.ToString();
        // However long, it is a version: one that is not there yet.
        if (values.Count == 1 && text.Length > 0 && text.All(char.IsAsciiDigit))
            return (new(
                long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : long.MaxValue, null),
                null);
        return values.Count == 1 && TryReadTime(text, out var time)
            ? (new(null, time), null)
            : (null, Problem.Malformed($"{name} is a version such as 42 or a time such as 2026-01-31T09:00:00Z (RFC 3339)."));
    }

    /// <summary>Reads an RFC 3339 time; an unescaped + of an offset, which a query turns into a space, is understood.</summary>
    public static bool TryReadTime(string text, out DateTimeOffset time)
    {
        var candidate = text.Length > 6 && text[^6] == ' '
            ? string.Concat(text.AsSpan(0, text.Length - 6), "+", text.AsSpan(text.Length - 5))
            : text;
        string[] forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK"];
        return DateTimeOffset.TryParseExact(candidate, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time)
            && candidate.Length > 6 && (candidate.EndsWith('Z') || candidate[^6] is '+' or '-');
    }
}
