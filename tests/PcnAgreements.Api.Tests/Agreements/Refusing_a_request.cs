using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Agreements;

/// <summary>What is refused first, of several things that are wrong with a request.</summary>
public sealed class Refusing_a_request(ApiHost host)
{
    private static readonly (string, string) PlainText = ("Content-Type", "text/plain");

    [Fact]
    public async Task tells_what_is_not_there_before_anything_about_the_body_or_its_conditions()
    {
        var situation = await host.An_agreement_in_review();
        (await situation.Editor.Put($"{situation.Path}/clauses/c99", new { body = "New." })).Is(404, "not-found");
        (await situation.Editor.Put($"{situation.Path}/clauses/c99", "{")).Is(404, "not-found");
        (await situation.Editor.Post($"{situation.Path}/amendments/a9/accept")).Is(404, "not-found");
        (await situation.Editor.Post($"{situation.Path}/ballots/b9/cancel", new { })).Is(404, "not-found");
        (await situation.Editor.Post($"{situation.Path}/signatures/Y00000/counterpart", "{")).Is(404, "not-found");
        (await situation.Editor.Put($"{situation.Path}/parties/Y00000", "{")).Is(404, "not-found");
    }

    [Fact]
    public async Task tells_what_is_not_there_to_whoever_may_read_but_not_do_it()
    {
        var situation = await host.An_agreement_in_review();
        var (manager, partner, path) = (situation.Network.Manager(0), situation.Network.Partner(0), situation.Path);
        (await manager.Put($"{path}/clauses/c99", new { body = "New." })).Is(404, "not-found");
        (await manager.Put($"{path}/clauses/c1", new { body = "New." })).Is(403, "not-entitled");
        (await manager.Post($"{path}/amendments/a9/accept", new { })).Is(404, "not-found");
        (await manager.Put($"{path}/clauses/c1/stances/Y00000", new { revision = 1, stance = "approve" })).Is(404, "not-found");
        (await manager.Put($"{path}/clauses/c1/stances/{situation.Network.Practices[1]}", new { revision = 1, stance = "approve" }))
            .Is(403, "not-entitled");
        (await partner.Put($"{path}/signatures/Y00000", "{")).Is(404, "not-found");
        (await partner.Delete($"{path}/parties/Y00000")).Is(404, "not-found");
        (await manager.Put($"{path}/parties/Y00000", new { role = "core" })).Is(404, "not-found");
        (await manager.Put($"{path}/parties/{situation.Network.Lmc}", new { role = "core" })).Is(403, "not-entitled");
        (await manager.Post($"{path}/signatures/Y00000/counterpart", new { })).Is(404, "not-found");
        (await manager.Post($"{path}/signatures/{situation.Network.Practices[0]}/counterpart", new { })).Is(403, "not-entitled");
        (await manager.Post($"{path}/clauses/c1/comments", new { body = "Between us.", visibility = "internal" })).Is(201);
        (await situation.Network.Manager(1).Post($"{path}/comments/q1/replies", "{")).Is(404, "not-found");
        (await situation.Network.Auditor.Post($"{path}/comments/q1/replies", new { body = "Hm." })).Is(404, "not-found");

        var shy = await host.An_agreement_in_review(lmcAccess: "status");
        (await shy.Network.Auditor.Put($"{shy.Path}/clauses/c99", new { body = "New." })).Is(403, "not-entitled");
        (await shy.Network.Stranger.Put($"{shy.Path}/clauses/c99", new { body = "New." })).Is(404, "not-found");
    }

    [Fact]
    public async Task tells_which_methods_there_are()
    {
        var situation = await host.A_draft();
        (await Allowed(HttpMethod.Put, "/agreements")).ShouldBe(["GET", "HEAD", "POST"]);
        (await Allowed(HttpMethod.Delete, situation.Path)).ShouldBe(["GET", "HEAD", "PATCH"]);
        (await Allowed(HttpMethod.Patch, $"{situation.Path}/clauses/c1")).ShouldBe(["DELETE", "GET", "HEAD", "PUT"]);
        (await Allowed(HttpMethod.Get, $"{situation.Path}/circulate")).ShouldBe(["POST"]);
        using var head = await situation.Editor.Head($"{situation.Path}/stream");
        ((int)head.StatusCode).ShouldBe(405);
        head.Content.Headers.Allow.ShouldBe(["GET"]);

        async Task<IEnumerable<string>> Allowed(HttpMethod method, string path)
        {
            (await situation.Editor.Send(method, path, null)).Is(405, "method-not-allowed");
            using var answer = await situation.Editor.Open(path, method);
            return answer.Content.Headers.Allow.Order(StringComparer.Ordinal);
        }
    }

    [Fact]
    public async Task tells_of_a_bad_key_only_after_what_is_not_there_or_not_for_the_caller()
    {
        var situation = await host.An_agreement_in_review();
        var bad = ("Idempotency-Key", new string('k', 300));
        (await situation.Editor.Put($"{situation.Path}/clauses/c99", new { body = "New." }, bad)).Is(404, "not-found");
        (await situation.Network.Manager(0).Put($"{situation.Path}/clauses/c1", new { body = "New." }, bad)).Is(403, "not-entitled");
        (await situation.Editor.Put($"{situation.Path}/clauses/c1", "words", PlainText, bad)).Is(415, "unsupported-media");
        (await situation.Editor.Put($"{situation.Path}/clauses/c1", new { body = "New." }, bad)).Is(400, "malformed");
    }

    [Fact]
    public async Task tells_an_auditor_nothing_of_a_draft()
    {
        var situation = await host.A_draft();
        (await situation.Network.Auditor.Post($"{situation.Path}/notes", new { body = "Fill it." })).Is(404, "not-found");
        (await situation.Network.Auditor.Get(situation.Path)).Is(404, "not-found");
    }

    [Fact]
    public async Task tells_an_auditor_of_status_that_there_is_more_but_not_for_them()
    {
        var situation = await host.An_agreement_in_review(lmcAccess: "status");
        var (auditor, path) = (situation.Network.Auditor, situation.Path);
        (await auditor.Get(path)).Is(200).Json["clauses"].ShouldBeNull();
        string[] parts =
        [
            "clauses", "clauses/c1", "clauses/c99", "clauses/c1/revisions", "text", "redline", "comments", "comments/q1", "amendments",
            "ballots", "ballots/b1",
            "stances", "signatures", "history", "record", "departures", "edition?to=any", "stream",
            $"parties/{situation.Network.Practices[0]}",
        ];
        foreach (var part in parts)
        {
            (await auditor.Get($"{path}/{part}")).Is(403, "not-entitled");
            (await situation.Network.Stranger.Get($"{path}/{part}")).Is(404, "not-found");
        }

        (await auditor.Get($"{path}/confirmation")).Is(409, "wrong-state");
        (await auditor.Post($"{path}/notes", new { body = "Fill it." })).Is(201);
        (await auditor.Post($"{path}/clauses", new { body = "Mine." })).Is(403, "not-entitled");
    }

    [Fact]
    public async Task tells_whoever_may_read_all_from_now_on_what_an_older_answer_left_out()
    {
        var situation = await host.An_agreement_in_review(lmcAccess: "status");
        var (auditor, path) = (situation.Network.Auditor, situation.Path);
        var status = (await auditor.Get(path)).Is(200);
        (await auditor.Get(path, ("If-None-Match", status.ETag!))).Is(304);

        await Authorise(situation.Network, 0, auditor);

        var all = (await auditor.Get(path, ("If-None-Match", status.ETag!))).Is(200);
        all.Json["clauses"].ShouldNotBeNull();
        all.ETag.ShouldBe((await situation.Editor.Get(path)).ETag);
    }

    [Fact]
    public async Task tells_whoever_acts_for_another_organisation_now_what_is_said_within_it()
    {
        var situation = await host.An_agreement_in_review();
        var (manager, path) = (situation.Network.Manager(0), situation.Path);
        (await situation.Network.Manager(1).Post($"{path}/clauses/c1/comments", new { body = "Between us.", visibility = "internal" }))
            .Is(201);
        string[] places = [$"{path}/comments", $"{path}/history"];
        var before = new List<string>();
        foreach (var place in places)
        {
            var seen = (await manager.Get(place)).Is(200);
            before.Add(seen.ETag!);
            seen.Text.ShouldNotContain("Between us.");
            (await manager.Get(place, ("If-None-Match", seen.ETag!))).Is(304);
        }

        await Authorise(situation.Network, 1, manager);

        foreach (var (place, tag) in places.Zip(before))
            (await manager.Get(place, ("If-None-Match", tag))).Is(200).Text.ShouldContain("Between us.");
    }

    [Fact]
    public async Task tells_that_nobody_may_do_it_now_before_asking_for_whom_it_is_done()
    {
        var comment = new { body = "Which Tuesday?" };
        var open = await host.An_agreement_in_review();
        await Authorise(open.Network, 1, open.Network.Manager(0), "approver");
        (await open.Network.Manager(0).Post($"{open.Path}/clauses/c1/comments", comment)).Is(422, "invalid");

        var closed = await host.An_agreement_in_force();
        await Authorise(closed.Network, 1, closed.Network.Manager(0), "approver");
        (await closed.Network.Manager(0).Post($"{closed.Path}/clauses/c1/comments", comment)).Is(409, "wrong-state");
    }

    private static async Task Authorise(Network network, int practice, Talk whom, string authority = "viewer")
    {
        var ods = network.Practices[practice];
        (await network.Administrator(ods)
            .Put($"/organisations/{ods}/people/{whom.Email}", new { name = "Known", authorities = new[] { authority } })).Is(201);
    }

    [Fact]
    public async Task tells_who_may_before_the_type_of_the_body()
    {
        var situation = await host.An_agreement_in_review();
        var path = $"{situation.Path}/clauses/c1";
        (await situation.Network.Stranger.Put(path, "words", PlainText)).Is(404, "not-found");
        (await situation.Network.Manager(0).Put(path, "words", PlainText)).Is(403, "not-entitled");
        (await situation.Editor.Put(path, new string('a', 1_100_000), PlainText)).Is(413, "too-large");
        (await situation.Editor.Put(path, "words", PlainText)).Is(415, "unsupported-media");
    }

    [Fact]
    public async Task tells_of_a_coding_that_is_not_taken()
    {
        var situation = await host.A_draft();
        foreach (var (coding, status) in new[] { ("gzip", 415), ("identity", 201) })
        {
            using var body = new StringContent("""{"body": "More."}""", System.Text.Encoding.UTF8, "application/json");
            body.Headers.ContentEncoding.Add(coding);
            var answer = (await situation.Editor.Post($"{situation.Path}/clauses", body)).Is(status);
            if (status == 415) answer.Is(415, "unsupported-media").Headers.GetValues("Accept-Encoding").ShouldBe(["identity"]);
        }
    }

    [Fact]
    public async Task tells_of_letters_that_are_not_taken()
    {
        var situation = await host.A_draft();
        var utf16 = new StringContent("""{"body": "More."}""", System.Text.Encoding.Unicode, "application/json");
        (await situation.Editor.Post($"{situation.Path}/clauses", utf16)).Is(415, "unsupported-media");
        var utf8 = new StringContent("""{"body": "More."}""", System.Text.Encoding.UTF8, "application/json");
        (await situation.Editor.Post($"{situation.Path}/clauses", utf8)).Is(201);
    }

    [Fact]
    public async Task tells_a_version_that_is_not_there_yet_however_large_it_is()
    {
        var situation = await host.A_draft();
        (await situation.Editor.Get($"{situation.Path}?asOf=99999999999999999999999999")).Is(422, "invalid");
    }

    [Fact]
    public async Task tells_what_else_could_be_included()
    {
        var situation = await host.A_draft();
        (await situation.Editor.Get($"{situation.Path}/clauses?include=all")).Is(400, "malformed");
        (await situation.Editor.Get($"{situation.Path}/clauses?include=struck")).Is(200);
    }

    [Fact]
    public async Task is_the_same_for_a_question_about_the_headers_alone()
    {
        var situation = await host.A_draft();
        using var answer = await situation.Editor.Head(situation.Path);
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        Assert.NotNull(answer.Headers.ETag);
    }
}
