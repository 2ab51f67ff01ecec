using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using PcnAgreements.Api.Access;

namespace PcnAgreements.Api.Http;

/// <summary>Below the base path nobody comes without a good token: sets the caller for every route, or answers 401.</summary>
internal sealed class Gate(RequestDelegate next, Callers callers)
{
    public async Task Invoke(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments("/api/v1"))
        {
            await next(http);
            return;
        }

        var result = await http.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        var (caller, problem) = result.Succeeded
            ? await callers.Of(result.Principal, http.RequestAborted)
            : (null, Problem.Unauthenticated(http.Request.Headers.Authorization.Count == 0
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
