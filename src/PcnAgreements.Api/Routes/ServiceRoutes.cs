using PcnAgreements.Api.Access;
using PcnAgreements.Api.Http;

namespace PcnAgreements.Api.Routes;

/// <summary>What the service says of itself, and, in Development, tokens for trying it out.</summary>
internal static class ServiceRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        if (app.ServiceProvider.GetRequiredService<TokenSettings>().IsDevelopment) app.MapPost("/dev/token", Token).WithSummary("A token for any address (Development only)");
    }

    private static async Task Token(HttpContext http, DevelopmentIssuer issuer, TimeProvider time)
    {
        var (body, problem) = await Body.Read(http, Body.JsonLimit);
        problem ??= body!.MustBeJson();
        var (wanted, malformed) = problem is null ? Json.Read<TokenBody>(body!.Bytes) : (null, problem);
        var email = wanted is null ? null : Email.Normal(wanted.Email);
        malformed ??= email is null ? Problem.Malformed("email is not an e-mail address.") : null;
        await (malformed is null
            ? Answering.Write(http, 200, new TokenView(issuer.Issue(email!, wanted!.Name, time.GetUtcNow())))
            : malformed.Write(http));
    }
}

/// <summary>Whom a token is wanted for.</summary>
internal sealed record TokenBody(string Email, string? Name = null);

/// <summary>A bearer token.</summary>
internal sealed record TokenView(string Token);
