using Microsoft.Net.Http.Headers;

namespace PcnAgreements.Api.Http;

/// <summary>Which form of an answer a client wants, and whether it has it already (RFC 9110, 12.5.1 and 13.1.2).</summary>
internal static class Negotiation
{
    /// <summary>The form the client likes best among those there are; null when it takes none of them.</summary>
    public static string? Choose(HttpContext http, IReadOnlyList<string> forms)
    {
        var accept = http.Request.GetTypedHeaders().Accept;
        if (accept.Count == 0) return forms[0];
        return forms
            .Select((form, order) => (Form: form, Order: order, Quality: QualityOf(accept, form)))
            .Where(f => f.Quality > 0).OrderByDescending(f => f.Quality).ThenBy(f => f.Order).Select(f => f.Form).FirstOrDefault();
    }

    /// <summary>Whether <c>If-None-Match</c> names what would be answered.</summary>
    public static bool IsNotModified(HttpContext http, string tag)
    {
        var known = http.Request.GetTypedHeaders().IfNoneMatch;
        return known.Any(k => k.Equals(EntityTagHeaderValue.Any) || k.Tag == tag);
    }

    private static double QualityOf(IList<MediaTypeHeaderValue> accept, string form)
    {
        var type = new MediaTypeHeaderValue(form);
        // The most specific range decides, whatever its quality.
        var range = accept.Where(a => type.IsSubsetOf(Bare(a))).OrderBy(a => a.MatchesAllTypes).ThenBy(a => a.MatchesAllSubTypes)
            .FirstOrDefault();
        return range is null ? 0 : range.Quality ?? 1;
    }

    private static MediaTypeHeaderValue Bare(MediaTypeHeaderValue range) => new(range.MediaType);
}
