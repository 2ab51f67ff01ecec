using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using PcnAgreements.Api.Access;

namespace PcnAgreements.Api.Http;

/// <summary>
/// Below the base path nobody comes without a good token: sets the caller for every route, or answers 401; and 503 while no token can be
/// checked.
/// </summary>
internal sealed class Gate(RequestDelegate next, Callers callers, KnownTokens known, IssuerKeys issuer)
{
    public async Task Invoke(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments("/api/v1"))
        {
            await next(http);
            return;
        }

        var header = http.Request.Headers.Authorization.ToString();
        var token = known.Find(header);
        if (token is null && header.Length > 0 && !await issuer.AreKnown(http.RequestAborted))
        {
            await Problem.Unavailable("The token issuer cannot be reached, so that no token can be checked.").Write(http);
            return;
        }

        if (token is null
            && await http.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme) is { Succeeded: true, Principal: var found })
            known.Keep(header, token = found);
        var (caller, problem) = token is not null
            ? await callers.Of(token, http.RequestAborted)
            : (null, Problem.Unauthenticated(header.Length == 0
                ? "Send a bearer token."
                : "The token is not valid: expired, not for this service, or not signed by its issuer."));
        if (problem is not null)
        {
            await problem.Write(http);
            return;
        }

        http.Items[typeof(Caller)] = caller;
        await next(http);
    }
}
