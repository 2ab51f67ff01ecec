using PcnAgreements.Api.Access;
using PcnAgreements.Api.Http;
using PcnAgreements.Api.Observability;
using PcnAgreements.Store;

namespace PcnAgreements.Api.Routes;

/// <summary>What the service says of itself, and, in Development, tokens for trying it out.</summary>
internal static class ServiceRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Json(new HealthView("live", null))).WithSummary("Whether the process runs").Produces<HealthView>();
        app.MapGet("/health/ready", Ready).WithSummary("Whether it can do its work, which is to write").Produces<HealthView>();
        app.MapGet("/metrics", (PrometheusText metrics) => Results.Text(metrics.Read(), "text/plain; version=0.0.4"))
            .WithSummary("Metrics in Prometheus' text format").Produces<string>(200, "text/plain");
        if (app.ServiceProvider.GetRequiredService<TokenSettings>().IsDevelopment) app.MapPost("/dev/token", Token).WithSummary("A token for any address (Development only)");
    }

    private static async Task Ready(HttpContext http, Readiness readiness, IEngine engine) => await (await readiness.CanWrite(http.RequestAborted)
        ? Answering.Write(http, 200, new HealthView("ready", engine.Name))
        : Problem.Unavailable().Write(http));

    private static async Task Token(HttpContext http, DevelopmentIssuer issuer, TimeProvider time)
    {
        var (body, problem) = await Body.Read(http, Body.JsonLimit);
        problem ??= body!.MustBeJson();
        var (wanted, malformed) = problem is null ? BodyForm<TokenBody>.OfJson(http, body!) : (null, problem);
        await (malformed is null
            ? Answering.Write(http, 200, new TokenView(issuer.Issue(Email.Normal(wanted!.Email)!, wanted.Name, time.GetUtcNow())))
            : malformed.Write(http));
    }
}

/// <summary>How the service is, and which engine keeps its log.</summary>
internal sealed record HealthView(
    string Status, [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] string? Engine);

/// <summary>Whom a token is wanted for.</summary>
internal sealed record TokenBody(string Email, string? Name = null);

/// <summary>A bearer token.</summary>
internal sealed record TokenView(string Token);
