using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using PcnAgreements.Api.Http;

namespace PcnAgreements.Api.Observability;

/// <summary>One structured line a request: method, route, status and milliseconds; and its span told the same. Nobody is named.</summary>
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
            var request = LoggedRequest.Of(http);
            if (http.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span)
                Tell(span, request, http.Response.StatusCode);
            if (!request.Route.StartsWith("/health", StringComparison.Ordinal) && log.IsEnabled(LogLevel.Information))
            {
                var milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                Note(
                    log, request.Method, request.Route, http.Response.StatusCode, milliseconds, http.TraceIdentifier,
                    Problem.TraceOf(http));
            }
        }
    }

    // The framework leaves the span without a name and tags of its own; these are OpenTelemetry's, save the path, which may name somebody.
    private static void Tell(Activity span, LoggedRequest request, int status)
    {
        span.DisplayName = request.HasRoute ? $"{request.Method} {request.Route}" : request.Method;
        span.SetTag("http.request.method", request.Method);
        if (request.HasRoute) span.SetTag("http.route", request.Route);
        span.SetTag("http.response.status_code", status);
        if (status >= 500) span.SetStatus(ActivityStatusCode.Error);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Route} {Status} {Milliseconds:0.0} ms {RequestId} {TraceId}")]
    private static partial void Note(
        ILogger log, string method, string route, int status, double milliseconds, string requestId, string traceId);
}
