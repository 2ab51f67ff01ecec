using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Agreements;

public sealed class Asking_whether_something_has_changed(ApiHost host)
{
    [Theory]
    [InlineData("/ballots/b99", 404)]
    [InlineData("/parties/Y99999", 404)]
    [InlineData("/amendments/a99", 404)]
    [InlineData("/comments/q99", 404)]
    [InlineData("/comments/q1", 404)]
    [InlineData("/clauses/c99", 404)]
    [InlineData("/clauses/c99/revisions", 404)]
    [InlineData("/clauses/c1/revisions/99", 404)]
    [InlineData("/confirmation", 409)]
    [InlineData("/edition?to=no-such", 409)]
    [InlineData("/clauses?limit=0", 400)]
    [InlineData("/clauses?include=all", 400)]
    [InlineData("/clauses/c1/revisions?limit=0", 400)]
    [InlineData("/ballots?cursor=made-up", 400)]
    [InlineData("/comments?clause=x", 400)]
    [InlineData("/amendments?status=lost", 400)]
    [InlineData("/departures?limit=501", 400)]
    [InlineData("/history?limit=0", 400)]
    [InlineData("/redline?from=yesterday", 400)]
    [InlineData("/redline?from=99", 422)]
    [InlineData("/redline?to=2999-01-01T00:00:00Z", 422)]
    [InlineData("/redline?from=3&to=2", 422)]
    [InlineData("/redline?from=0", 404)]
    [InlineData("/redline?from=2000-01-01T00:00:00Z", 404)]
    public async Task never_hides_that_there_is_no_answer(string question, int status)
    {
        var situation = await host.An_agreement_in_review();
        (await situation.Network.Manager(0).Post(
            $"{situation.Path}/clauses/c1/comments", new { body = "Between us.", visibility = "internal" })).Is(201);
        var tag = (await situation.Editor.Get(situation.Path)).Is(200).ETag!;
        foreach (var known in new[] { tag, "*" })
        {
            var reply = await situation.Editor.Get(situation.Path + question, ("If-None-Match", known));
            reply.Is(status).ETag.ShouldBeNull();
        }

        var forms = await situation.Editor.Get(situation.Path + question, ("If-None-Match", "*"), ("Accept", "image/png"));
        forms.Status.ShouldBe(question is "/history?limit=0" or "/redline?from=yesterday" ? 400 : 406);
    }

    [Fact]
    public async Task is_answered_304_wherever_there_is_an_answer()
    {
        var situation = await host.An_agreement_in_review();
        var (path, manager) = (situation.Path, situation.Network.Manager(0));
        (await manager.Post($"{path}/clauses/c1/comments", new { body = "Why?" })).Is(201);
        (await manager.Post($"{path}/clauses/c1/amendments", new { body = "Better." })).Is(201);
        var ballot = await situation.OpenBallot();
        string[] questions =
        [
            "", "/clauses", "/clauses?limit=1", "/clauses/c1", "/clauses/c1/revisions", "/clauses/c1/revisions/1", "/text", "/stances",
            "/ballots", $"/ballots/{ballot}", "/signatures", "/comments", "/comments/q1", "/amendments?status=proposed", "/amendments/a1",
            "/record", "/departures", "/redline", "/redline?from=2", "/history", $"/parties/{situation.Network.Practices[1]}",
            "/clauses?asOf=2", $"/redline?to={(await situation.Editor.Get($"{path}/history")).Items[^1]!["at"]}",
        ];
        foreach (var question in questions)
        {
            var first = (await situation.Editor.Get(path + question)).Is(200);
            first.ETag.ShouldNotBeNull(question);
            foreach (var known in new[] { first.ETag, "*" })
                (await situation.Editor.Get(path + question, ("If-None-Match", known))).Is(304).ETag.ShouldBe(first.ETag, question);
            (await situation.Editor.Get(path + question, ("If-None-Match", "\"v1\""))).Is(200);
        }
    }
}
