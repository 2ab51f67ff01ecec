using System.Diagnostics;

namespace PcnAgreements.Api.Observability;

/// <summary>
/// One structured line a request: method, the route's pattern (never the path, which can hold an e-mail address), status and milliseconds. Nobody is named.
/// </summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> log)
{
    public async Task Invoke(HttpContext http)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "no route";
            if (!route.StartsWith("/health", StringComparison.Ordinal) && log.IsEnabled(LogLevel.Information))
                Note(log, http.Request.Method, route, http.Response.StatusCode, Stopwatch.GetElapsedTime(start).TotalMilliseconds, http.TraceIdentifier);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Route} {Status} {Milliseconds:0.0} ms {RequestId}")]
    private static partial void Note(ILogger log, string method, string route, int status, double milliseconds, string requestId);
}
