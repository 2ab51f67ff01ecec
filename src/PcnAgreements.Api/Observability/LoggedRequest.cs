using Microsoft.AspNetCore.Diagnostics;

namespace PcnAgreements.Api.Observability;

/// <summary>
/// What log lines and spans call a request: its method and its route's pattern. Never the path, which can hold an e-mail address, and no
/// method that is not HTTP's own: a client can write anything there.
/// </summary>
/// <param name="Method">The method; <c>OTHER</c> for one that HTTP does not define.</param>
/// <param name="Route">The route's pattern; <c>no route</c> for a path that is none.</param>
internal sealed record LoggedRequest(string Method, string Route)
{
    private const string NoRoute = "no route";
    private static readonly HashSet<string> Methods =
    [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "QUERY"
    ];

    /// <summary>Whether its path is a route's.</summary>
    public bool HasRoute => Route != NoRoute;

    /// <summary>How a request is called, also after a fault, for which the framework forgets its route.</summary>
    public static LoggedRequest Of(HttpContext http)
    {
        var endpoint = http.GetEndpoint() ?? http.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        return new(
            Methods.Contains(http.Request.Method) ? http.Request.Method : "OTHER",
            (endpoint as RouteEndpoint)?.RoutePattern.RawText is { Length: > 0 } pattern ? $"/{pattern.TrimStart('/')}" : NoRoute);
    }
}
