using System.Globalization;
using System.Text.RegularExpressions;

namespace PcnAgreements.Api.Http;

/// <summary>The version, or the moment (inclusive), that <c>?asOf=</c> asks for.</summary>
internal sealed partial record AsOf(long? Version, DateTimeOffset? Time)
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

    /// <summary>
    /// Reads an RFC 3339 time, of whose fraction seven digits count; an unescaped + of an offset, which a query turns into a space, is
    /// understood.
    /// </summary>
    public static bool TryReadTime(string text, out DateTimeOffset time)
    {
        time = default;
        if (Rfc3339().Match(text) is not { Success: true, Groups: var parts }) return false;
        var offset = parts["offset"].Value.ToUpperInvariant().Replace(' ', '+');
        return DateTimeOffset.TryParseExact(
            $"{parts["day"]}T{parts["second"]}.{parts["fraction"]}{offset}", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out time);
    }

    [GeneratedRegex(
        """^(?<day>[0-9-]{10})[Tt](?<second>[0-9:]{8})(\.(?<fraction>[0-9]{1,7})[0-9]*)?(?<offset>[Zz]|[-+ ][0-9]{2}:[0-9]{2})\z""")]
    private static partial Regex Rfc3339();
}
