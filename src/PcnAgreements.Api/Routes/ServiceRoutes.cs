using System.Text.Json.Serialization;
using PcnAgreements.Api.Access;
using PcnAgreements.Api.Http;
using PcnAgreements.Api.Observability;
using PcnAgreements.Api.Proofs;
using PcnAgreements.Store;

namespace PcnAgreements.Api.Routes;

/// <summary>What the service says of itself, and, in Development, tokens for trying it out.</summary>
internal static class ServiceRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Json(new HealthView("live", null))).WithSummary("Whether the process runs")
            .Produces<HealthView>();
        app.MapGet("/health/ready", Ready).WithSummary("Whether it can do its work, which is to write").Produces<HealthView>();
        app.MapGet("/metrics", (PrometheusText metrics) => Results.Text(metrics.Read(), "text/plain; version=0.0.4"))
            .WithSummary("Metrics in Prometheus' text format").Produces<string>(200, "text/plain");
        if (app.ServiceProvider.GetRequiredService<TokenSettings>().IsDevelopment)
            app.MapPost("/dev/token", Token).WithSummary("A token for any address (Development only)");
    }

    private static async Task Ready(HttpContext http, Readiness readiness, LogStanding standing, IEngine engine)
    {
        if (standing.Broken is { } broken) await Problem.NotSound(broken).Write(http);
        else if (!await readiness.CanWrite(http.RequestAborted)) await Problem.Unavailable().Write(http);
        else if (standing.Troubles is { Count: > 0 } troubles)
            await Answering.Write(http, 200, new HealthView("degraded", engine.Name, troubles));
        else await Answering.Write(http, 200, new HealthView("ready", engine.Name));
    }

    private static async Task Token(HttpContext http, DevelopmentIssuer issuer, TimeProvider time)
    {
        var (body, problem) = await Body.Read(http, Body.JsonLimit);
        var (wanted, malformed) = problem is null ? await BodyForm<TokenBody>.Json.Read(http, body!) : (null, problem);
        await (malformed is null
            ? Answering.Write(http, 200, new TokenView(issuer.Issue(Email.Normal(wanted!.Email)!, wanted.Name, time.GetUtcNow())))
            : malformed.Write(http));
    }
}

/// <summary>How the service is, and which engine keeps its log.</summary>
/// <param name="Status"><c>live</c>; <c>ready</c>, or <c>degraded</c>: ready all the same, and somebody should see to it.</param>
/// <param name="Engine">Which engine keeps the log.</param>
/// <param name="Why">What somebody should see to.</param>
internal sealed record HealthView(
    string Status, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Engine,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyCollection<string>? Why = null);

/// <summary>Whom a token is wanted for.</summary>
internal sealed record TokenBody(string Email, string? Name = null);

/// <summary>A bearer token.</summary>
internal sealed record TokenView(string Token);
