using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.OpenApi;

/// <summary>What the OpenAPI document says of answers and bodies is true of them, members that may be null or left out included.</summary>
public sealed class Answering_as_described(ApiHost host)
{
    private static readonly string[] Parts =
    [
        "", "/clauses", "/clauses/{clause}", "/clauses/{clause}/revisions", "/clauses/{clause}/revisions/{revision}", "/text", "/redline",
        "/comments",
        "/comments/{comment}", "/amendments", "/amendments/{amendment}", "/ballots", "/ballots/{ballot}", "/stances", "/signatures",
        "/history", "/record",
        "/departures", "/confirmation", "/parties/{ods}",
    ];

    private readonly List<string> wrong = [];
    private DescribedShape described = null!;

    [Fact]
    public async Task holds_for_what_can_be_asked_of_an_agreement_in_whatever_state()
    {
        await ReadDocument();
        foreach (var situation in new[] { await host.A_draft(), await Discussed(), await host.An_agreement_in_signing(),
            await host.An_agreement_in_force() })
        {
            foreach (var part in Parts)
                Judge("GET", $"/agreements/{{agreement}}{part}", await situation.Editor.Get(Filled(situation, part)));
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task holds_for_what_can_be_asked_of_everything_else()
    {
        await ReadDocument();
        var situation = await Discussed();
        var network = situation.Network;
        Judge("GET", "/agreements", await situation.Editor.Get("/agreements"));
        Judge("GET", "/me", await network.Manager(0).Get("/me"));
        Judge("GET", "/me/tasks", await network.Manager(0).Get("/me/tasks"));
        Judge("GET", "/lmcs/{ods}/overview", await network.Auditor.Get($"/lmcs/{network.Lmc}/overview"));
        Judge("GET", "/organisations", await situation.Editor.Get("/organisations?limit=500"));
        Judge("GET", "/organisations/{ods}", await situation.Editor.Get($"/organisations/{network.Lmc}"));
        Judge("GET", "/organisations/{ods}/people", await host.Operator.Get($"/organisations/{network.Pcn}/people"));
        Judge(
            "GET", "/organisations/{ods}/people/{email}",
            await host.Operator.Get($"/organisations/{network.Pcn}/people/{network.Editor.Email}"));
        Judge("GET", "/organisations/{ods}/history", await host.Operator.Get($"/organisations/{network.Pcn}/history"));
        Judge("GET", "/templates", await situation.Editor.Get("/templates"));
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task holds_for_what_commands_answer()
    {
        await ReadDocument();
        var situation = await host.An_agreement_in_review();
        var (manager, ods) = (situation.Network.Manager(0), $"{situation.Network.Practices[0]}");
        await Send(situation.Editor, "PATCH", "", new { title = "Another" }, 200);
        await Send(situation.Editor, "PATCH", "", new { title = "Another" }, 412, ("If-Match", "\"v1\""));
        await Send(situation.Editor, "PUT", "/parties/{ods}", new { role = "core" }, 200);
        await Send(manager, "PUT", "/clauses/{clause}/stances/{ods}", new { revision = 1, stance = "approve" }, 200);
        await Send(
            manager, "POST", "/stances",
            new { ods, items = new[] { new { clause = "c2", revision = 1, stance = "object", reason = "No." } } }, 200);
        await Send(manager, "POST", "/clauses/{clause}/comments", new { body = "Why?" }, 201);
        await Send(manager, "POST", "/comments/{comment}/resolve", new { }, 200);
        await Send(manager, "POST", "/clauses/{clause}/amendments", new { op = "strike" }, 201);
        await Send(situation.Editor, "POST", "/amendments/{amendment}/accept", new { }, 412, ("If-Match", "\"none\""));
        await Send(situation.Editor, "POST", "/amendments/{amendment}/reject", new { reason = "No." }, 200);
        await Send(situation.Editor, "POST", "/rules/preview", new { rule = new { majority = "unanimous" } }, 200);
        var rule = new { majority = "unanimous", closes = "when_all_voted" };
        await Send(
            situation.Editor, "POST", "/ballots", new { motion = "So be it", rule, closesAt = DateTimeOffset.UtcNow.AddDays(1) }, 201);
        await Send(manager, "PUT", "/ballots/{ballot}/votes/{ods}", new { choice = "for" }, 200);
        await Send(situation.Editor, "POST", "/ballots/{ballot}/cancel", new { reason = "No." }, 200);
        await Send(situation.Editor, "POST", "/open-signing", new { }, 409);
        await Send(manager, "DELETE", "/clauses/{clause}/stances/{ods}", null, 204);
        await Send(situation.Editor, "POST", "/recall", new { reason = "No." }, 200);
        wrong.ShouldBeEmpty();

        async Task Send(Talk who, string method, string part, object? body, int status, params (string, string)[] headers) =>
            Judge(
                method, $"/agreements/{{agreement}}{part}",
                (await who.Send(new(method), Filled(situation, part), body, headers)).Is(status));
    }

    [Fact]
    public async Task says_which_members_a_body_must_have()
    {
        var document = (await host.Nobody().Get("//openapi/v1.json")).Is(200);
        var schemas = document["components"]["schemas"]!;
        Required("ReasonBody").ShouldBe(["reason"]);
        Required("StanceBody").ShouldBe(["revision", "stance"]);
        Required("DraftBody").ShouldBe(["convenor", "kind", "parties", "title"]);
        Required("TermsPatch").ShouldBeEmpty();
        schemas["ReasonBody"]!["properties"]!["reason"]!["type"]!.ToString().ShouldBe("string");
        schemas["TermsPatch"]!["properties"]!["title"]!["type"]!.ToString().ShouldBe("string");

        IEnumerable<string> Required(string name) =>
            (schemas[name]!["required"]?.AsArray() ?? []).Select(r => r!.ToString()).Order(StringComparer.Ordinal);
    }

    private async Task ReadDocument() => described = new((await host.Nobody().Get("//openapi/v1.json")).Is(200).Json);

    /// <summary>In review, with something of everything, a ballot that is over among it.</summary>
    private async Task<Situation> Discussed()
    {
        var situation = await host.An_agreement_in_review();
        var (network, path) = (situation.Network, situation.Path);
        (await network.Manager(0).Post($"{path}/clauses/c1/comments", new { body = "Why?" })).Is(201);
        (await network.Manager(0).Post($"{path}/clauses/c1/amendments", new { body = "Other words." })).Is(201);
        (await situation.Say(0, "c1", "object", "No.")).Is(200);
        var onBehalf = new { how = "telephone", evidence = "A call" };
        (await situation.Editor.Put(
            $"{path}/clauses/c2/stances/{network.Practices[1]}", new { revision = 1, stance = "approve", onBehalf })).Is(200);
        foreach (var majority in new object[] { "unanimous", new { ratio = "1/2", test = "more_than" } })
        {
            var rule = new { majority, quorum = new { practices = "1/2" }, closes = "when_all_voted" };
            var body = new { motion = "So be it", subject = new { clause = "c1" }, rule, closesAt = DateTimeOffset.UtcNow.AddDays(1) };
            var ballot = (await situation.Editor.Post($"{path}/ballots", body)).Is(201)["key"];
            for (var i = 0; i < 3; i++)
                (await network.Manager(i).Put($"{path}/ballots/{ballot}/votes/{network.Practices[i]}", new { choice = "for" })).Is(200);
        }

        return situation;
    }

    private void Judge(string method, string pattern, Reply answer) => wrong.AddRange(described.Wrong(method, pattern, answer));

    private static string Filled(Situation situation, string part) => situation.Path + part
        .Replace("{clause}", "c1", StringComparison.Ordinal).Replace("{revision}", "1", StringComparison.Ordinal)
            .Replace("{comment}", "q1", StringComparison.Ordinal)
        .Replace("{amendment}", "a1", StringComparison.Ordinal).Replace("{ballot}", "b1", StringComparison.Ordinal)
        .Replace("{ods}", $"{situation.Network.Practices[0]}", StringComparison.Ordinal);
}
