#if CRITTERSTACK
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using PcnAgreements.Api.Host;
using PcnAgreements.CritterStack;
using PcnAgreements.Store;
using PcnAgreements.Store.Tests;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Processes;

public sealed class Handing_over_the_service
{
    private static readonly IEngine Marten = new MartenEngine();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task from_one_engine_to_the_other_and_back_changes_no_byte_of_any_answer()
    {
        foreach (var engines in new[] { new[] { Engines.Npgsql, Marten, Engines.Npgsql }, [Marten, Engines.Npgsql, Marten] })
        {
            await using var database = await DemoDatabase.Fresh();
            Dictionary<string, string>? left = null;
            var written = new List<string>();
            for (var turn = 0; turn < engines.Length; turn++)
            {
                await using var app = await Open(database, engines[turn]);
                using var http = new HttpClient { BaseAddress = new(app.Urls.Single()) };
                (await http.GetFromJsonAsync<JsonNode>("/health/ready", Ct))!["engine"]!.GetValue<string>().ShouldBe(engines[turn].Name);
                var agreement = await database.DemoAgreement();

                var found = await Answers(http, agreement);
                foreach (var (path, answer) in left ?? []) found[path].ShouldBe(answer, $"{path} on {engines[turn].Name}");

                // What was written before is answered again under its key as it was, and the next goes on behind it.
                for (var key = 0; key < written.Count; key++) (await Comment(http, agreement, key)).ShouldBe(written[key]);
                written.Add(await Comment(http, agreement, turn));
                left = await Answers(http, agreement);
            }

            written.Distinct().Count().ShouldBe(engines.Length);
            (await database.StreamsWithGaps()).ShouldBe(0);
        }
    }

    private static async Task<WebApplication> Open(TestDatabase on, IEngine engine)
    {
        var app = await Service.Build(
        [
            "--environment=Development", "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning",
            $"--ConnectionStrings:Agreements={on.AppConnectionString}", $"--ConnectionStrings:Migrations={on.OwnerConnectionString}",
            $"--Log:Keys={ApiHost.KeysOf(on)}",
        ], engine);
        await app.StartAsync(Ct);
        return app;
    }

    private static async Task<Dictionary<string, string>> Answers(HttpClient http, string agreement)
    {
        var answers = new Dictionary<string, string>();
        foreach (var path in new[]
        {
            "", "/clauses", "/clauses?include=struck", "/stances", "/ballots", "/history", "/history?party=Y99901", "/record", "/text",
            "/signatures",
            "/amendments", "/comments", "/departures", "/redline",
        })
            answers[path] = await Get(http, $"/api/v1/agreements/{agreement}{path}", "editor@u99901.test");
        foreach (var (path, who) in new[]
        {
            ("/api/v1/agreements", "manager@y99901.test"), ("/api/v1/me/tasks", "manager@y99901.test"),
            ("/api/v1/me", "partner@y99901.test"),
            ("/api/v1/organisations", "editor@u99901.test"), ("/api/v1/organisations/U99901/history", "operator@demo.test"),
            ("/api/v1/lmcs/LMC-DEMO/overview", "auditor@lmc-demo.test"), ("/api/v1/templates", "editor@u99901.test"),
        })
            answers[path] = await Get(http, path, who);
        return answers;
    }

    private static async Task<string> Get(HttpClient http, string path, string who) =>
        await Answer(http, new HttpRequestMessage(HttpMethod.Get, path), who);

    private static async Task<string> Comment(HttpClient http, string agreement, int key)
    {
        var clause = (await JsonNode.ParseAsync(
            await (await Send(
                http, new(HttpMethod.Get, $"/api/v1/agreements/{agreement}/clauses"), "editor@u99901.test")).Content.ReadAsStreamAsync(Ct),
            cancellationToken: Ct))!["items"]?[0]?["key"]?.GetValue<string>() ?? "n1";
        return await Answer(http, new(HttpMethod.Post, $"/api/v1/agreements/{agreement}/clauses/{clause}/comments")
        {
            Content = JsonContent.Create(new { body = $"Question {key}" }), Headers = { { "Idempotency-Key", $"key-{key}" } },
        }, "editor@u99901.test");
    }

    // All that a client can see of an answer, but for the date and the trace.
    private static async Task<string> Answer(HttpClient http, HttpRequestMessage request, string who)
    {
        using var answer = await Send(http, request, who);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{request.RequestUri} {await answer.Content.ReadAsStringAsync(Ct)}");
        var location = answer.Headers.Location?.ToString();
        var index = answer.Headers.TryGetValues("Log-Index", out var values) ? string.Join(',', values) : null;
        return $"{(int)answer.StatusCode} {answer.Headers.ETag} {index} {location}\n{await answer.Content.ReadAsStringAsync(Ct)}";
    }

    private static async Task<HttpResponseMessage> Send(HttpClient http, HttpRequestMessage request, string who)
    {
        using var token = await http.PostAsJsonAsync("/dev/token", new { email = who }, Ct);
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", (await token.Content.ReadFromJsonAsync<JsonNode>(Ct))!["token"]!.GetValue<string>());
        return await http.SendAsync(request, Ct);
    }
}
#endif
