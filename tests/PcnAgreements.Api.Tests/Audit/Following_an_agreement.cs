using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PcnAgreements.Api.Access;
using PcnAgreements.Domain;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Audit;

public sealed class Following_an_agreement(ApiHost host)
{
    [Fact]
    public async Task sends_each_event_as_it_commits_and_nothing_old()
    {
        var situation = await host.An_agreement_in_review();
        using var events = await EventStream.Open(situation.Editor, situation.Path);
        (await situation.Say(0, "c1")).Is(200);
        (await situation.Say(1, "c1")).Is(200);
        var (first, second) = (await events.Next(), await events.Next());
        (first!.Id, first.Event, second!.Id).ShouldBe(("5", "clause_approved", "6"));
        var history = (await situation.Editor.Get($"{situation.Path}/history?type=clause_approved")).Is(200).Items;
        first.Data.ShouldBe(history[0]!, new SameJson());
    }

    [Fact]
    public async Task goes_on_after_the_last_event_that_was_seen()
    {
        var situation = await host.An_agreement_in_review();
        using var resumed = await EventStream.Open(situation.Editor, situation.Path, ("Last-Event-ID", "2"));
        (await resumed.Next())!.Id.ShouldBe("3");
        (await resumed.Next())!.Id.ShouldBe("4");
        (await situation.Say(0, "c1")).Is(200);
        (await resumed.Next())!.Id.ShouldBe("5");
        using var whole = await EventStream.Open(situation.Editor, $"{situation.Path}", "?from=1");
        (await whole.Next())!.Event.ShouldBe("agreement_drafted");

        (await situation.Editor.Get($"{situation.Path}/stream", ("Last-Event-ID", "first"))).Is(400, "malformed");
        (await situation.Editor.Get($"{situation.Path}/stream?from=0")).Is(400, "malformed");
        (await situation.Editor.Get($"{situation.Path}/stream", ("Last-Event-ID", "99"))).Is(422, "invalid")["errors"]["Last-Event-ID"]
            .ShouldNotBeNull();
        (await situation.Editor.Get($"{situation.Path}/stream?from=99")).Is(422, "invalid")["errors"]["?from"].ShouldNotBeNull();
        (await situation.Editor.Get($"{situation.Path}/stream", ("Accept", "text/html"))).Is(406, "not-acceptable");
    }

    [Fact]
    public async Task withholds_what_is_for_another_organisation_alone()
    {
        var situation = await host.An_agreement_in_review();
        using var others = await EventStream.Open(situation.Network.Auditor, situation.Path);
        using var own = await EventStream.Open(situation.Network.Partner(0), situation.Path);
        (await situation.Network.Manager(0)
            .Post($"{situation.Path}/clauses/c1/comments", new { body = "Between us.", visibility = "internal" })).Is(201);
        (await others.Next())!.Data["data"]!.ToJsonString().ShouldBe("""{"withheld":true}""");
        (await own.Next())!.Data["data"]!["body"]!.GetValue<string>().ShouldBe("Between us.");
    }

    [Fact]
    public async Task ends_when_the_caller_may_no_longer_read_it()
    {
        var situation = await host.An_agreement_in_review();
        var manager = situation.Network.Manager(0);
        var person = new PersonId(Guid.Parse((await manager.Get("/me"))["id"].GetValue<string>()));
        using var events = await EventStream.Open(manager, situation.Path);
        await situation.Network.Register.Revoke(situation.Network.Practices[0], person);
        (await situation.Say(1, "c1")).Is(200);
        (await events.Next()).ShouldBeNull();
        (await manager.Get($"{situation.Path}/stream")).Is(404, "not-found");
    }

    [Fact]
    public async Task ends_with_its_token()
    {
        var situation = await host.An_agreement_in_review();
        var issuer = host.Services.GetRequiredService<DevelopmentIssuer>();
        var begun = DateTimeOffset.UtcNow - DevelopmentIssuer.Lifetime;
        var caller = host.With(issuer.Issue(situation.Editor.Email, null, begun.AddSeconds(4)));
        using var events = await EventStream.Open(caller, situation.Path);
        (await situation.Say(0, "c1")).Is(200);
        (await events.Next())!.Event.ShouldBe("clause_approved");
        (await events.Next()).ShouldBeNull();
        DateTimeOffset.UtcNow.ShouldBeGreaterThan(begun.AddSeconds(3) + DevelopmentIssuer.Lifetime);
    }

    [Fact]
    public async Task is_for_those_who_may_read_the_history()
    {
        var situation = await host.An_agreement_in_review(lmcAccess: "status");
        (await situation.Network.Auditor.Get($"{situation.Path}/stream")).Is(403, "not-entitled");
        (await situation.Network.Stranger.Get($"{situation.Path}/stream")).Is(404, "not-found");
    }

    [Fact]
    public async Task is_bounded_for_each_person()
    {
        var situation = await host.An_agreement_in_review();
        var open = new List<EventStream>();
        for (var i = 0; i < 10; i++) open.Add(await EventStream.Open(situation.Editor, situation.Path));
        var refused = (await situation.Editor.Get($"{situation.Path}/stream")).Is(429, "rate-limited");
        refused.Headers.RetryAfter.ShouldNotBeNull();
        using (await EventStream.Open(situation.Network.Manager(0), situation.Path)) open.ForEach(s => s.Dispose());
        var again = await situation.Editor.Open($"{situation.Path}/stream");
        while ((int)again.StatusCode == 429)
        {
            again.Dispose();
            await Task.Delay(20, TestContext.Current.CancellationToken);
            again = await situation.Editor.Open($"{situation.Path}/stream");
        }

        ((int)again.StatusCode).ShouldBe(200);
        again.Dispose();
    }

    private sealed record Sent(string Id, string Event, JsonNode Data);

    private sealed class EventStream(HttpResponseMessage answer, StreamReader lines) : IDisposable
    {
        public static Task<EventStream> Open(Talk who, string path, params (string, string)[] headers) => Open(who, path, "", headers);

        public static async Task<EventStream> Open(Talk who, string path, string query, params (string, string)[] headers)
        {
            var answer = await who.Open($"{path}/stream{query}", headers);
            ((int)answer.StatusCode).ShouldBe(200);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
            var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
            (await lines.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("retry: 2000");
            return new(answer, lines);
        }

        /// <summary>The next event; null when the stream has ended.</summary>
        public async Task<Sent?> Next()
        {
            var fields = new Dictionary<string, string>();
            while (await lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                if (line.Length == 0 && fields.TryGetValue("id", out var id))
                    return new(id, fields["event"], JsonNode.Parse(fields["data"])!);
                if (line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon) fields[line[..colon]] = line[(colon + 2)..];
            }

            return null;
        }

        public void Dispose()
        {
            lines.Dispose();
            answer.Dispose();
        }
    }
}
