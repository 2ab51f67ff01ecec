using System.Text.Json.Nodes;
using PcnAgreements.Api.Tests.Processes;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Observability;

public sealed class Writing_logs_outside_development
{
    [Fact]
    public async Task writes_a_JSON_object_a_line_that_says_when_also_of_what_is_amiss_with_the_issuer()
    {
        await using var database = await DemoDatabase.Fresh();
        var log = "";
        await using (var before = await ServiceProcess.Start(database))
        {
            // A checkpoint begins with the log's name; the first is signed a moment after the start.
            await Wait.Until(async () =>
                await before.As("editor@u99901.test").Get("/log/checkpoint") is { Status: 200 } signed
                && (log = signed.Text.Split('\n')[0]).Length > 0);
        }

        await using var service = await ServiceProcess.Start(
            database, ("ASPNETCORE_ENVIRONMENT", "Production"), ("Logging__LogLevel__Default", "Information"), ("Log__Name", log),
            ("Oidc__Authority", "https://127.0.0.1:1/issuer"), ("Oidc__Audience", "pcn"));

        var refused = (await service.With("a token that nobody can check").Get("/me")).Is(503, "unavailable");

        await Wait.Until(() => Task.FromResult(service.Said.Contains("GET /api/v1/me 503", StringComparison.Ordinal)));
        var lines = service.Said.Split('\n').Select(l => JsonNode.Parse(l)!).ToList();
        foreach (var line in lines)
            DateTimeOffset.Parse(line["Timestamp"]!.GetValue<string>(), null).ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddMinutes(-5));
        lines.ShouldContain(l => $"{l["Message"]}".Contains("https://127.0.0.1:1/issuer", StringComparison.Ordinal));
        lines.ShouldContain(l => $"{l["State"]!["TraceId"]}" == refused["traceId"].GetValue<string>());
    }
}
