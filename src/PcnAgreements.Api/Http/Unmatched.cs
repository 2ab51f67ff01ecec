namespace PcnAgreements.Api.Http;

/// <summary>What the framework answers by itself without a body, such as 404 and 405 for a path that is no route, as a problem.</summary>
internal sealed class Unmatched(RequestDelegate next)
{
    public async Task Invoke(HttpContext http)
    {
        await next(http);
        if (http.Response.HasStarted || http.Response.ContentLength is not null || http.Response.ContentType is not null) return;
        var problem = http.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Problem.NotFound(),
            StatusCodes.Status405MethodNotAllowed => Problem.MethodNotAllowed(Allowed(http)),
            StatusCodes.Status415UnsupportedMediaType => Problem.UnsupportedMedia("application/json"),
            StatusCodes.Status413PayloadTooLarge => Problem.TooLarge(Body.FileLimit),
            _ => null,
        };
        if (problem is not null) await problem.Write(http);
    }

    // What can be got can be asked for its headers alone, though no route says so; but for what has no end.
    private static string Allowed(HttpContext http)
    {
        var allow = http.Response.Headers.Allow.ToString();
        return Crowding.IsStream(http) ? allow : allow.Replace("GET", "GET, HEAD", StringComparison.Ordinal);
    }
}
