using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Lists;

/// <summary>Every list comes in pages, also those that are answered from one agreement.</summary>
public sealed class Reading_a_list_in_pages(ApiHost host)
{
    [Fact]
    public async Task shows_fifty_unless_asked_for_more()
    {
        var situation = await host.A_draft();
        var text = string.Concat(Enumerable.Range(1, 60).Select(n => $"## {n}. Heading\n\nWords.\n\n"));
        var empty = await host.An_empty_draft();
        (await empty.Editor.Post($"{empty.Path}/import", text, ("Content-Type", "text/markdown"))).Is(200);
        var first = (await empty.Editor.Get($"{empty.Path}/clauses")).Is(200);
        first.Items.Count.ShouldBe(50);
        (await empty.Editor.Get($"{empty.Path}/clauses?cursor={first["next"]}")).Is(200).Items.Count.ShouldBe(10);
        var all = (await empty.Editor.Get($"{empty.Path}/clauses?limit=500")).Is(200);
        all.Items.Count.ShouldBe(60);
        all.Json.AsObject().ContainsKey("next").ShouldBeTrue();
        all.Json["next"].ShouldBeNull();
        (await situation.Editor.Get($"{situation.Path}/clauses")).Is(200).Json["next"].ShouldBeNull();
    }

    [Fact]
    public async Task goes_on_where_the_last_page_ended_in_each_of_them()
    {
        var situation = await host.An_agreement_in_review();
        var (path, manager) = (situation.Path, situation.Network.Manager(0));
        await situation.AddClause("More.");
        for (var n = 0; n < 3; n++)
        {
            (await situation.Reword("c1", $"Wording {n}.")).Is(200);
            (await manager.Post($"{path}/clauses/c1/comments", new { body = "Why?", visibility = n == 1 ? "internal" : "shared" })).Is(201);
            (await manager.Post($"{path}/clauses/c1/amendments", new { body = $"Other {n}." })).Is(201);
            await situation.OpenBallot($"Motion {n}");
        }

        (await Keys(manager, "clauses", "key")).ShouldBe(["c1", "c2", "c3"]);
        (await Keys(manager, "clauses?asOf=3", "key")).ShouldBe(["c1", "c2"]);
        (await Keys(manager, "clauses/c1/revisions", "revision")).ShouldBe(["1", "2", "3", "4"]);
        (await Keys(manager, "comments", "key")).ShouldBe(["q1", "q2", "q3"]);
        (await Keys(situation.Editor, "comments?clause=c1", "key")).ShouldBe(["q1", "q3"]);
        (await Keys(manager, "amendments?status=proposed", "key")).ShouldBe(["a1", "a2", "a3"]);
        (await Keys(manager, "ballots", "key")).ShouldBe(["b1", "b2", "b3"]);

        async Task<IEnumerable<string>> Keys(Talk who, string list, string member)
        {
            var keys = new List<string>();
            for (string? cursor = ""; cursor is not null;)
            {
                var page = (await who.Get($"{path}/{list}{(list.Contains('?') ? '&' : '?')}limit=1{cursor}")).Is(200);
                keys.AddRange(page.Items.Select(i => i![member]!.ToString()));
                cursor = page.Json["next"] is { } next ? $"&cursor={next}" : null;
            }

            return keys;
        }
    }

    [Fact]
    public async Task holds_its_place_while_what_it_stood_at_is_struck_out()
    {
        var situation = await host.A_draft();
        var first = (await situation.Editor.Get($"{situation.Path}/clauses?limit=1")).Is(200);
        (await situation.Editor.Delete($"{situation.Path}/clauses/c1", null, ("If-Match", await situation.EditTag("c1")))).Is(200);
        (await situation.Editor.Get($"{situation.Path}/clauses?limit=1&cursor={first["next"]}")).Is(200).Items.Single()!["key"]!.ToString()
            .ShouldBe("c2");
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=501")]
    [InlineData("limit=-1")]
    [InlineData("limit=1.5")]
    [InlineData("limit=")]
    [InlineData("limit=1&limit=2")]
    [InlineData("cursor=made-up")]
    [InlineData("cursor=")]
    [InlineData("cursor=YzE5OQ")] // c199, which is no clause
    public async Task is_refused_for_what_is_no_page(string query)
    {
        var situation = await host.An_agreement_in_review();
        foreach (var list in new[] { "clauses", "clauses/c1/revisions", "comments", "amendments", "ballots", "departures", "history" })
            (await situation.Editor.Get($"{situation.Path}/{list}?{query}")).Is(400, "malformed");
    }
}
