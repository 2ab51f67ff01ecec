namespace PcnAgreements.Api.Http;

/// <summary>What every answer tells a browser: do not sniff, frame, leak or run anything (OWASP secure headers).</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    public Task Invoke(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
        // Swagger's page needs its own scripts and styles; an agreement as HTML needs styles alone; JSON needs nothing.
        headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments("/swagger")
            ? "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
            : "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
        return next(http);
    }
}
