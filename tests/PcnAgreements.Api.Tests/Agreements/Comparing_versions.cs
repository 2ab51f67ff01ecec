using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Agreements;

public sealed class Comparing_versions(ApiHost host)
{
    [Fact]
    public async Task shows_word_by_word_what_changed_since_the_beginning()
    {
        var situation = await host.A_draft();
        (await situation.Reword("c2", "The members meet twice a month.", "Meetings")).Is(200);
        var redline = (await situation.Editor.Get($"{situation.Path}/redline?from=3")).Is(200);
        (redline["from"].GetValue<long>(), redline["to"].GetValue<long>()).ShouldBe((3, 4));
        var clause = redline["clauses"].AsArray().Single()!;
        (clause["key"]!.GetValue<string>(), clause["number"]!.GetValue<string>()).ShouldBe(("c2", "2"));
        Changes(clause).ShouldBe(["reworded"]);
        clause["body"]!.AsArray().Select(c => $"{c!["op"]}:{c["text"]}").ShouldBe(
            ["equal:The members meet ", "delete:once", "insert:twice", "equal: a month."]);
        clause["heading"]!.AsArray().Select(c => c!["op"]!.GetValue<string>()).ShouldBe(["equal"]);
        (await situation.Editor.Get($"{situation.Path}/redline?from=3&include=unchanged"))["clauses"].AsArray().Count.ShouldBe(2);

        var whole = (await situation.Editor.Get($"{situation.Path}/redline")).Is(200);
        (whole["from"].GetValue<long>(), whole["to"].GetValue<long>()).ShouldBe((1, 4));
        whole["clauses"].AsArray().Select(c => Changes(c!).Single()).ShouldBe(["added", "added"]);
        (await situation.Editor.Get($"{situation.Path}/redline", ("If-None-Match", whole.ETag!))).Is(304);
    }

    [Fact]
    public async Task tells_what_came_of_it_between_the_two_and_not_what_happened_on_the_way()
    {
        var situation = await host.A_draft();
        (await situation.Editor.Delete($"{situation.Path}/clauses/c1", null, ("If-Match", await situation.EditTag("c1")))).Is(200);
        (await Of("from=3&to=4")).ShouldBe(["c1: struck"]);
        (await situation.Editor.Post($"{situation.Path}/clauses/c1/restore", new { }, ("If-Match", await situation.EditTag("c1")))).Is(200);
        (await Of("from=3&to=5")).ShouldBeEmpty();
        (await Of("from=4&to=5")).ShouldBe(["c1: restored"]);
        (await Of("asOf=4&from=3")).ShouldBe(["c1: struck"]);
        (await Of("from=5")).ShouldBeEmpty();
        (await Of("from=1&to=4")).ShouldBe(["c2: added"]);
        (await Of("from=1&to=5")).ShouldBe(["c1: added", "c2: added"]);
        (await situation.Reword("c1", "Members are those who signed.")).Is(200);
        (await Of("from=3")).ShouldBe(["c1: reworded"]);
        (await Of("from=4")).ShouldBe(["c1: restored"]);
        (await Of("from=2")).ShouldBe(["c1: reworded", "c2: added"]);

        async Task<IEnumerable<string>> Of(string query) =>
            (await situation.Editor.Get($"{situation.Path}/redline?{query}")).Is(200)["clauses"].AsArray()
                .Select(c => $"{c!["key"]}: {string.Join(' ', Changes(c))}");
    }

    [Fact]
    public async Task takes_times_and_can_be_had_as_a_page()
    {
        var situation = await host.A_draft();
        var before = (await situation.Editor.Get($"{situation.Path}/history")).Items[^1]!["at"]!.GetValue<string>();
        (await situation.Reword("c1", "Members are <those> who signed.")).Is(200);
        (await situation.Editor.Get($"{situation.Path}/redline?from={before}")).Is(200)["from"].GetValue<long>().ShouldBe(3);
        var page = (await situation.Editor.Get($"{situation.Path}/redline?from=3", ("Accept", "text/html"))).Is(200);
        page.MediaType.ShouldBe("text/html");
        page.Text.ShouldContain("<ins>");
        page.Text.ShouldContain("&lt;those&gt;");
        (await situation.Editor.Get($"{situation.Path}/redline", ("Accept", "image/png"))).Is(406, "not-acceptable");
    }

    [Theory]
    [InlineData("from=99", 422)]
    [InlineData("to=99", 422)]
    [InlineData("from=3&to=2", 422)]
    [InlineData("to=2999-01-01T00:00:00Z", 422)]
    [InlineData("from=0", 404)]
    [InlineData("from=2000-01-01T00:00:00Z", 404)]
    [InlineData("from=first", 400)]
    [InlineData("to=-1", 400)]
    [InlineData("include=zz", 400)]
    [InlineData("include=unchanged&include=zz", 400)]
    public async Task is_refused_for_what_is_not_there(string query, int status)
    {
        var situation = await host.A_draft();
        (await situation.Editor.Get($"{situation.Path}/redline?{query}")).Is(status);
    }

    [Fact]
    public async Task is_for_those_who_may_read_the_text()
    {
        var situation = await host.An_agreement_in_review(lmcAccess: "status");
        (await situation.Network.Auditor.Get($"{situation.Path}/redline")).Is(403, "not-entitled");
        (await situation.Network.Stranger.Get($"{situation.Path}/redline")).Is(404, "not-found");
    }

    private static IEnumerable<string> Changes(JsonNode clause) => clause["changes"]!.AsArray().Select(c => c!.GetValue<string>());
}
