using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PcnAgreements.Faults.Arenas;
using PcnAgreements.Faults.Workload;
using PcnAgreements.Verify;
using Shouldly;
using Xunit;

namespace PcnAgreements.Faults.Tests;

/// <summary>
/// The machine is lost, its end with it, and an operator goes through what <c>ops/README.md</c> says: from the backup to writing again.
/// </summary>
public sealed class Restoring_a_backup : IAsyncDisposable
{
    private readonly Surroundings here = new();
    private readonly Backups backups;
    private readonly List<IAsyncDisposable> up = [];
    private readonly Dictionary<string, string> none = [];
    private IReadOnlyDictionary<string, string> tokens = new Dictionary<string, string>();
    private Instance instance = null!;

    public Restoring_a_backup() => backups = new(Surroundings.Checkout, here.Place("backup"));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_answered_by_how_much_was_lost_and_by_no_write_until_an_operator_has_accepted_it()
    {
        var server = await Start("first");
        await backups.Follow(here.Place("first"), Ct);
        tokens = await Cast.Enter(instance);
        backups.Take(here.Place("first"));
        var (_, drafted) = await Ask("POST", "/agreements", Draft, "draft");
        var agreement = $"/agreements/{drafted["id"]}";
        var kept = await Write("POST", $"{agreement}/clauses", new { body = "Kept." }, "kept");
        var moment = server.Database.Ask<string>("select clock_timestamp()::text");
        var lost = await Write("POST", $"{agreement}/clauses", new { body = "Lost." }, "lost");
        lost = await Write("PATCH", agreement, new { title = "Lost as well" }, "title");
        (await Get($"/log/receipts/{lost.Index}", Cast.Editor)).Status.ShouldBe(200, "what is lost was signed");
        await using (var connection = await server.Open()) await Backups.UntilReceived(connection, Ct);
        await backups.StopFollowing();
        await instance.DisposeAsync();
        await server.DisposeAsync();

        backups.Restore(here.Place("second"), moment);
        CopyKeys();
        await Start("second", isSound: false);
        var says = $"covers {lost.Index + 1}, so that {lost.Index - kept.Index} are lost";
        (await Said(await instance.Http.GetAsync("/health/ready", Ct))).ShouldContain(says);
        var (refused, _) = await Ask("POST", $"{agreement}/clauses", new { body = "Lost." }, "lost");
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (await Said(refused)).ShouldContain(says);
        var (_, read) = await Ask("GET", agreement);
        read["clauses"]!.AsArray().Count.ShouldBe(1);
        await instance.DisposeAsync();

        var policy = backups.Accept(here.Place("second"), Path.Combine(here.Place("second"), "keys"), here.Setting.Service, "Disk failed.");
        policy.ShouldContain($"{lost.Index - kept.Index} entries are no more");
        await Start("second");
        // What was recorded before that moment is there, and its key is known.
        (await Write("POST", $"{agreement}/clauses", new { body = "Kept." }, "kept")).ShouldBe(kept);
        // What was recorded after it is not: sent again, it is recorded once more, once.
        var again = await Write("POST", $"{agreement}/clauses", new { body = "Lost." }, "lost");
        (await Write("POST", $"{agreement}/clauses", new { body = "Lost." }, "lost")).ShouldBe(again);
        // Another text at the same version has another tag: who kept the old one is not told that nothing has changed.
        (lost.Tag, again.Tag).ShouldBe(("\"v4\"", "\"v4.2\""));
        (_, read) = await Ask("GET", agreement);
        read["title"]!.GetValue<string>().ShouldBe("Kept");
        read["clauses"]!.AsArray().Count.ShouldBe(2);

        // Whoever holds an old key or number of a revision finds nothing else under it; the pack says so as well.
        (_, read) = await Ask("GET", $"{agreement}/clauses/c1");
        await Write("PUT", $"{agreement}/clauses/c1", new { body = "Kept, and reworded." }, "reword", read["etag"]);
        (_, read) = await Ask("GET", $"{agreement}/clauses/c1");
        read["revision"]!.GetValue<int>().ShouldBeGreaterThan(2);
        await Write("POST", $"{agreement}/clauses/c1/comments", new { body = "Is it all here?" }, "comment");

        (await Get($"/log/receipts/{again.Index}", Cast.Editor)).Status.ShouldBe(200);
        (await Get("/log/checkpoint", Cast.Editor)).Text.ShouldContain("/epoch/2\n");
        await Verify("log", "/log/export", Cast.Operator, policy);
        await Verify("pack", $"{agreement}/audit-pack", Cast.Editor, policy);
    }

    public async ValueTask DisposeAsync()
    {
        await backups.DisposeAsync();
        up.Reverse();
        foreach (var one in up) await one.DisposeAsync();
        here.Dispose();
    }

    private static object Draft => new
    {
        title = "Kept", kind = "network", convenor = Cast.Pcn, parties = new[] { new { ods = Cast.Ods(0), role = "core" } },
    };

    private async Task<Server> Start(string folder, bool isSound = true)
    {
        var server = new Server(Surroundings.Checkout, here.Place(folder));
        up.Add(server);
        instance = new(0, here.Setting.Service, server.Database, here.Place(folder), null, none);
        up.Add(instance);
        instance.Begin();
        if (isSound) await instance.UntilReady(TimeSpan.FromMinutes(1));
        else await instance.UntilItAnswers(TimeSpan.FromMinutes(1));
        return server;
    }

    // They are kept apart, and never put back to an older state.
    private void CopyKeys()
    {
        var keys = Directory.CreateDirectory(Path.Combine(here.Place("second"), "keys"));
        foreach (var file in Directory.GetFiles(Path.Combine(here.Place("first"), "keys")))
            File.Copy(file, Path.Combine(keys.FullName, Path.GetFileName(file)));
    }

    private async Task<(long Index, string Tag, string Body)> Write(
        string method, string path, object body, string key, JsonNode? ifMatch = null)
    {
        var (answer, json) = await Ask(method, path, body, key, ifMatch);
        answer.IsSuccessStatusCode.ShouldBeTrue(json.ToJsonString());
        return (
            long.Parse(answer.Headers.GetValues("Log-Index").Single(), CultureInfo.InvariantCulture), answer.Headers.ETag!.Tag,
            json.ToJsonString());
    }

    private async Task<(HttpResponseMessage Answer, JsonNode Json)> Ask(
        string method, string path, object? body = null, string? key = null, JsonNode? ifMatch = null)
    {
        using var request = new HttpRequestMessage(new(method), $"/api/v1{path}");
        request.Headers.Authorization = new("Bearer", tokens[Cast.Editor]);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (ifMatch is not null) request.Headers.IfMatch.ParseAdd(ifMatch.GetValue<string>());
        if (body is not null) request.Content = JsonContent.Create(body);
        var answer = await instance.Http.SendAsync(request, Ct);
        return (answer, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!);
    }

    private async Task<(int Status, string Text, byte[] Bytes)> Get(string path, string person)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1{path}");
        request.Headers.Authorization = new("Bearer", tokens[person]);
        using var answer = await instance.Http.SendAsync(request, Ct);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct), await answer.Content.ReadAsByteArrayAsync(Ct));
    }

    private async Task Verify(string kind, string path, string person, string accepted)
    {
        var (file, policy) = (here.Place("file"), here.Place("policy.txt"));
        await File.WriteAllBytesAsync(file, (await Get(path, person)).Bytes, Ct);
        var keys = accepted.Split('\n').Where(l => l.StartsWith("log ", StringComparison.Ordinal));
        await File.WriteAllLinesAsync(policy, [.. keys, "quorum none"], Ct);
        using var said = new StringWriter();
        CommandLine.Run([kind, file, "--policy", policy], said, said).ShouldBe(0, said.ToString());
    }

    private static Task<string> Said(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(Ct);
}
