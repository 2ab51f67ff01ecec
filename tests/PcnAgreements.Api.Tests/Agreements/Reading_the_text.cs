using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Agreements;

public sealed class Reading_the_text(ApiHost host)
{
    [Fact]
    public async Task can_be_had_as_JSON_Markdown_and_HTML()
    {
        var situation = await host.An_agreement_in_review();
        var json = (await situation.Editor.Get($"{situation.Path}/text")).Is(200);
        json["clauses"].AsArray().Select(c => c!["number"]!.GetValue<string>()).ShouldBe(["1", "2"]);
        json["clauses"][1]!["body"]!.GetValue<string>().ShouldBe("The members meet once a month.");
        var markdown = (await situation.Editor.Get($"{situation.Path}/text", ("Accept", "text/markdown"))).Is(200);
        markdown.MediaType.ShouldBe("text/markdown");
        markdown.Text.ShouldContain("## 2 Meetings {#c2}\n\nThe members meet once a month.");
        var html = (await situation.Editor.Get($"{situation.Path}/text", ("Accept", "text/html"))).Is(200);
        html.Text.ShouldContain("<section id=\"c2\">");
        foreach (var (form, reply) in new[] { ("application/json", json), ("text/markdown", markdown), ("text/html", html) })
            (await situation.Editor.Get($"{situation.Path}/text", ("Accept", form), ("If-None-Match", reply.ETag!))).Is(304);
        new[] { json.ETag, markdown.ETag, html.ETag }.Distinct().Count().ShouldBe(3);
        json.Headers.Vary.ShouldBe(["Accept", "Authorization"]);
    }

    [Fact]
    public async Task can_be_had_as_it_was_then()
    {
        var situation = await host.A_draft();
        (await situation.Editor.Get($"{situation.Path}/text?asOf=2")).Is(200)["clauses"].AsArray().Count.ShouldBe(1);
        (await situation.Editor.Get($"{situation.Path}/text?asOf=tomorrow")).Is(400, "malformed");
    }

    [Fact]
    public async Task is_for_those_who_may_read_it()
    {
        var situation = await host.An_agreement_in_review(lmcAccess: "status");
        (await situation.Network.Auditor.Get($"{situation.Path}/text")).Is(403, "not-entitled");
        (await situation.Network.Stranger.Get($"{situation.Path}/text")).Is(404, "not-found");
    }
}
