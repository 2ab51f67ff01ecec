using System.Text;
using System.Text.RegularExpressions;
using PcnAgreements.Api.Tests.Processes;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Observability;

public sealed partial class Measuring_requests
{
    private const int MostBytes = 100_000;

    [Fact]
    public async Task stays_a_small_page_and_a_log_that_names_nobody_whatever_is_asked()
    {
        await using var database = await DemoDatabase.Fresh();
        await using var service = await ServiceProcess.Start(database, ("Logging__LogLevel__Default", "Information"));
        var editor = service.As("editor@u99901.test");
        var agreement = await database.DemoAgreement();
        var contract = (await editor.Get("//openapi/v1.json")).Is(200).Json["paths"]!.AsObject();
        (await editor.Get("//swagger/index.html")).Is(200);

        foreach (var (path, operations) in contract.Where(p => IsAnswered(p.Key)))
        {
            foreach (var method in operations!.AsObject().Select(o => new HttpMethod(o.Key.ToUpperInvariant())))
            {
                foreach (var id in (string[])[agreement, $"{Guid.CreateVersion7()}", "nobody.at.all@example.test"])
                    await editor.Send(method, $"/{Filled(path, id)}", "{}");
            }
        }

        foreach (var method in (string[])["GET", "BREW", "JOHN.SMITH", "OPTIONS"])
        {
            for (var n = 0; n < 50; n++)
                await editor.Send(new(method), $"//nowhere/{Guid.CreateVersion7()}/john.smith{n}@example.test?q=john.smith", null);
            await service.Nobody().Send(new(method), $"/agreements/{agreement}/clauses", null);
        }

        (await editor.Post($"/agreements/{agreement}/clauses/n104.7/comments", new { body = "Said by John.Smith." })).Is(201);
        await database.Run("alter table pcn.organisation rename to elsewhere");
        var fault = await editor.Get("/organisations");
        fault.Status.ShouldBeGreaterThanOrEqualTo(500);

        var page = (await service.Nobody().Get("//metrics")).Is(200).Text;
        Encoding.UTF8.GetByteCount(page).ShouldBeLessThan(MostBytes);
        NamesSomebody().Matches(page).Select(m => m.Value).ShouldBeEmpty();
        foreach (var metric in (string[])
            [
                "http_server_request_duration_seconds_bucket", "http_server_active_requests", "pcn_route_duration_seconds_count",
                "pcn_append_duration_seconds_sum", "db_client_operation_duration_seconds_count", "kestrel_active_connections",
                "dotnet_gc_collections_total",
            ])
            page.ShouldContain($"\n{metric}");
        page.ShouldContain("""{http_request_method="GET",http_route="/api/v1/agreements/{agreement}/clauses"}""");
        page.ShouldContain("""pcn_append_duration_seconds_bucket{le="0.01"}""");

        await Wait.Until(() => Task.FromResult(service.Said.Contains("GET /metrics", StringComparison.Ordinal)));
        NamesSomebody().Matches(service.Said).Select(m => m.Value).ShouldBeEmpty();
        service.Said.ShouldNotContain("(null)");
        foreach (var line in (string[])
            [
                "GET /openapi/{documentName}.json 200", "GET /swagger/{**path} 200", "GET /api/v1/agreements/{agreement}/clauses 401",
                "OTHER no route 404",
                "GET /api/v1/organisations/ failed: ", $"GET /api/v1/organisations/ {fault.Status} ",
            ])
            service.Said.ShouldContain(line);
        var told = service.Said.Split('\n').Where(l => l.Contains($"{fault["traceId"]}", StringComparison.Ordinal)).ToList();
        told.ShouldContain(l => l.Contains("GET /api/v1/organisations/ failed: ", StringComparison.Ordinal));
        told.ShouldContain(l => l.Contains($"GET /api/v1/organisations/ {fault.Status} ", StringComparison.Ordinal));
    }

    private static bool IsAnswered(string path) =>
        path.StartsWith("/api/v1", StringComparison.Ordinal) && !path.EndsWith("/stream", StringComparison.Ordinal);

    private static string Filled(string path, string id) => Placeholder().Replace(path["/api/v1/".Length..], id);

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("@[a-z]|john.smith|nobody.at.all|[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-", RegexOptions.IgnoreCase)]
    private static partial Regex NamesSomebody();
}
