using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Templates;

public sealed class Publishing_templates(ApiHost host)
{
    [Fact]
    public async Task shows_an_edition_with_its_numbers_and_lets_it_change_until_it_is_used()
    {
        var body = Edition("1");
        var made = (await host.Operator.Put("/templates/pub-1", body)).Is(201);
        made.Location.ShouldBe("/api/v1/templates/pub-1");
        (await host.Operator.Put("/templates/pub-1", body)).Is(200).ETag.ShouldBe(made.ETag);
        var shown = (await host.As("somebody@else.test").Get("/templates/pub-1")).Is(200);
        shown["clauses"].AsArray().Select(c => c!["number"]?.GetValue<string>()).ShouldBe(["1", "1.1", "Schedule 1"]);
        shown["inUse"].GetValue<bool>().ShouldBeFalse();
        (await host.Operator.Put("/templates/pub-1", Edition("2"))).Is(200);
        (await host.Operator.Get("/templates?limit=500")).Items.Select(t => t!["id"]!.GetValue<string>()).ShouldContain("pub-1");

        await Draft("pub-1");
        (await host.Operator.Put("/templates/pub-1", Edition("3"))).Is(409, "wrong-state");
        (await host.Operator.Get("/templates/pub-1"))["inUse"].GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task is_for_operators_and_says_what_is_wrong()
    {
        (await host.As("somebody@else.test").Put("/templates/pub-2", Edition("1"))).Is(403, "not-entitled");
        (await host.Operator.Put("/templates/pub-2", Edition("1") with { supersedes = "no-such" })).Is(422, "invalid");
        (await host.Operator.Put("/templates/pub-2", """{"title":"T","kind":"network","edition":"1","clauses":[null]}"""))
            .Is(400, "malformed");
        (await host.Operator.Put("/templates/pub-2", """{"title":"T","kind":"network","edition":"1","clauses":null}"""))
            .Is(400, "malformed");
        (await host.Operator.Put("/templates/pub-2", """{"title":"T","kind":"network","edition":"1","clauses":[{"key":"c1","body":""}]}"""))
            .Is(422, "invalid");
        (await host.Operator.Put("/templates/pub-2", """{"title":"T","kind":"network","edition":"1","clauses":[{"key":"x1","body":""}]}"""))
            .Is(400, "malformed");
        (await host.Operator.Put("/templates/pub 2", Edition("1"))).Is(400, "malformed");
        (await host.Operator.Get("/templates/pub-2")).Is(404, "not-found");
    }

    [Fact]
    public async Task takes_what_may_be_replaced_as_not_locked()
    {
        const string Body =
            """{"title":"T","kind":"network","edition":"1","clauses":[{"key":"n1","body":"Disputes.","locked":true,"replaceable":true}]}""";
        var clause = (await host.Operator.Put("/templates/pub-both", Body)).Is(201)["clauses"][0]!;
        (clause["locked"]!.GetValue<bool>(), clause["replaceable"]!.GetValue<bool>()).ShouldBe((false, true));
    }

    [Fact]
    public async Task takes_the_sample_of_445_clauses_in_one_go()
    {
        var sample = await File.ReadAllTextAsync(
            Path.Combine(Checkout(), "ops", "samples", "network-2026-27-v1.json"), TestContext.Current.CancellationToken);
        (await host.Operator.Put("/templates/network-2026-27-v1", sample)).Is(201)["clauses"].AsArray().Count.ShouldBeGreaterThan(400);
        var second = await File.ReadAllTextAsync(
            Path.Combine(Checkout(), "ops", "samples", "network-2026-27-v2.json"), TestContext.Current.CancellationToken);
        (await host.Operator.Put("/templates/network-2026-27-v2", second)).Is(201);

        var (path, editor) = await Draft("network-2026-27-v1");
        var compared = (await editor.Get($"{path}/edition?to=network-2026-27-v2")).Is(200)["clauses"].AsArray();
        compared.Select(c => c!["state"]!.GetValue<string>()).ShouldContain("changed_nationally");
        (await editor.Get($"{path}/edition")).Is(400, "malformed");
        (await editor.Get($"{path}/edition?to=no-such")).Is(422, "invalid");
        (await editor.Post($"{path}/adopt-edition", new { template = "network-2026-27-v2" })).Is(200)["template"].GetValue<string>()
            .ShouldBe("network-2026-27-v2");
        (await editor.Post($"{path}/adopt-edition", """{"template":"network-2026-27-v2","resolutions":{"n1":null}}"""))
            .Is(400, "malformed");
        (await editor.Post($"{path}/adopt-edition", """{"template":"network-2026-27-v1","resolutions":{"n1":"mine"}}"""))
            .Is(400, "malformed");
        (await editor.Post($"{path}/adopt-edition", """{"template":"network-2026-27-v1","resolutions":{"c1":{"body":"x"}}}"""))
            .Is(422, "invalid");
    }

    [Fact]
    public async Task asks_for_a_resolution_where_both_sides_changed_the_words()
    {
        (await host.Operator.Put("/templates/both-1", Edition("1"))).Is(201);
        (await host.Operator.Put("/templates/both-2", Edition("2") with { supersedes = "both-1" })).Is(201);
        var (path, editor) = await Draft("both-1");
        var tag = (await editor.Get($"{path}/clauses/n1.1")).ETag!;
        (await editor.Put($"{path}/clauses/n1.1", new { body = "Ours." }, ("If-Match", tag))).Is(200);
        (await editor.Post($"{path}/adopt-edition", new { template = "both-2" })).Is(422, "invalid")["errors"]["/resolutions/n1.1"]
            .ShouldNotBeNull();
        var body = new { template = "both-2", resolutions = new Dictionary<string, object> { ["n1.1"] = new { body = "Both." } } };
        (await editor.Post($"{path}/adopt-edition", body)).Is(200);
        (await editor.Get($"{path}/clauses/n1.1"))["body"].GetValue<string>().ShouldBe("Both.");
    }

    [Fact]
    public async Task tells_of_an_edition_that_was_left_as_before_also_after_a_restart()
    {
        (await host.Operator.Put("/templates/left-1", Edition("1"))).Is(201);
        (await host.Operator.Put("/templates/left-2", Edition("2") with { supersedes = "left-1" })).Is(201);
        var (path, editor) = await Draft("left-1");
        var before = (await editor.Get(path)).Is(200)["version"];
        (await editor.Post($"{path}/adopt-edition", new { template = "left-2" })).Is(200);
        await using var another = await ApiHost.On(host.Database);

        var departures = (await another.As(editor.Email).Get($"{path}/departures?asOf={before}")).Is(200);
        var compared = (await another.As(editor.Email).Get($"{path}/edition?to=left-2&asOf={before}")).Is(200);

        (departures["template"].GetValue<string>(), departures["edition"].GetValue<string>()).ShouldBe(("left-1", "1"));
        (compared["editionFrom"].GetValue<string>(), compared["editionTo"].GetValue<string>()).ShouldBe(("1", "2"));
    }

    [Fact]
    public async Task comes_from_a_file_too()
    {
        var markdown = ("Content-Type", "text/markdown; charset=utf-8");
        const string File =
            "# Our template\n\n## 1. Members\n\n1.1 The members are these.\n\n1.2 They meet.\n\n## 2. Leaving\n\nAs clause 1.2 says.\n";
        var tried = (await host.Operator.Post("/templates/file-1/import?dryRun=true", File, markdown)).Is(200);
        tried["dryRun"].GetValue<bool>().ShouldBeTrue();
        (await host.Operator.Get("/templates/file-1")).Is(404);
        var made = (await host.Operator.Post("/templates/file-1/import", File, markdown)).Is(201);
        JsonNode.DeepEquals(made["clauses"], tried["clauses"]).ShouldBeTrue();
        var shown = (await host.Operator.Get("/templates/file-1")).Is(200);
        shown["clauses"].AsArray().Select(c => c!["key"]!.GetValue<string>()).ShouldBe(["n1", "n1.1", "n1.2", "n2"]);
    }

    private sealed record TemplateEdition(string title, string kind, string edition, string? supersedes, object[] clauses);

    private static TemplateEdition Edition(string words) => new("Edition", "network", words, null,
    [
        new { key = "n1", heading = "Members", body = "The members.", locked = true },
        new { key = "n1.1", parent = "n1", body = $"They meet {words} times; see [[n2]].", replaceable = true },
        new { key = "n2", heading = "Blank", body = "", schedule = true, blank = true },
    ]);

    private async Task<(string Path, Talk Editor)> Draft(string template)
    {
        var network = await Network.New(host);
        var drafted = (await network.Editor.Post("/agreements", new
        {
            title = "From a template", kind = "network", convenor = $"{network.Pcn}", template,
            parties = network.Practices.Select(p => new { ods = $"{p}", role = "core" }),
        })).Is(201);
        return ($"/agreements/{drafted["id"]}", network.Editor);
    }

    private static string Checkout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder!.FullName, "PcnAgreements.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
