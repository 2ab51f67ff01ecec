using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Agreements;

/// <summary>Whatever is new says where it is, and whoever made it may look at it there.</summary>
public sealed class Following_a_Location(ApiHost host)
{
    [Fact]
    public async Task leads_to_what_was_made()
    {
        var network = await Network.New(host, practices: 4);
        var situation = await host.A_draft(network: network);
        var (path, editor, manager) = (situation.Path, situation.Editor, network.Manager(0));
        (await editor.Delete($"{path}/parties/{network.Practices[3]}")).Is(204);
        await Follow(editor, editor.Put($"{path}/parties/{network.Practices[3]}", new { role = "core" }));
        await situation.Circulate();
        await Follow(
            editor,
            editor.Post(
                "/agreements", new { title = "Another", kind = "other", convenor = $"{network.Pcn}", parties = Array.Empty<object>() }));
        await Follow(editor, editor.Post($"{path}/clauses", new { body = "More." }));
        await Follow(manager, manager.Post($"{path}/clauses/c1/comments", new { body = "Why?" }));
        await Follow(manager, manager.Post($"{path}/clauses/c1/comments", new { body = "Hm.", visibility = "internal" }));
        await Follow(editor, editor.Post($"{path}/comments/q1/replies", new { body = "Because." }));
        await Follow(manager, manager.Post($"{path}/comments/q2/replies", new { body = "Hm hm." }));
        await Follow(manager, manager.Post($"{path}/clauses/c1/amendments", new { body = "Other words." }));
        await Follow(manager, manager.Post($"{path}/amendments", new { op = "add", body = "New." }));
        await Follow(network.Auditor, network.Auditor.Post($"{path}/notes", new { body = "Fill the schedules first." }));
        await Follow(editor, editor.Post($"{path}/ballots", new { motion = "So be it", closesAt = DateTimeOffset.UtcNow.AddDays(1) }));
        var administrator = network.Administrator(network.Pcn);
        await Follow(
            administrator,
            administrator.Put(
                $"/organisations/{network.Pcn}/people/some+body%23{network.Pcn}@x.test", new
                {
                    name = "Some Body", authorities = new[] { "viewer" }
                }));
        await Follow(host.Operator, host.Operator.Put($"/organisations/X{network.Pcn}", new { name = "TRUST", kind = "trust" }));
        await Follow(host.Operator, host.Operator.Put($"/templates/located-{network.Pcn}", Template));
        await Follow(
            host.Operator,
            host.Operator.Post($"/templates/imported-{network.Pcn}/import", "# T\n\n1. Words.\n", ("Content-Type", "text/markdown")));
        var inForce = await host.An_agreement_in_force();
        await Follow(inForce.Editor, inForce.Editor.Post($"{inForce.Path}/variations", new { }));
    }

    [Fact]
    public async Task is_as_open_as_the_links_that_are_shown()
    {
        var (open, shy) = (await host.An_agreement_in_force(), await host.An_agreement_in_force("status"));
        foreach (var (who, situation) in new[] { (open.Editor, open), (open.Network.Manager(0), open), (open.Network.Auditor, open),
            (shy.Network.Auditor, shy) })
        {
            foreach (var (_, link) in (await who.Get(situation.Path)).Is(200)["links"].AsObject().Where(l => l.Key != "stream"))
                (await who.Get($"{link}"["/api/v1".Length..])).Is(200);
        }
    }

    [Fact]
    public async Task shows_an_internal_comment_to_nobody_else()
    {
        var situation = await host.An_agreement_in_review();
        var made =
            (await situation.Network.Manager(0)
                .Post($"{situation.Path}/clauses/c1/comments", new { body = "Hm.", visibility = "internal" })).Is(201);
        made.Location.ShouldBe($"/api/v1{situation.Path}/comments/q1");
        (await situation.Network.Partner(0).Get($"{situation.Path}/comments/q1")).Is(200).Text.ShouldBe(made.Text);
        foreach (var other in new[] { situation.Editor, situation.Network.Manager(1), situation.Network.Auditor })
            (await other.Get($"{situation.Path}/comments/q1")).Is(404, "not-found");
        (await situation.Editor.Get($"{situation.Path}/comments/q9")).Is(404, "not-found");
    }

    private static object Template => new
    {
        title = "T", kind = "network", edition = "1", clauses = new[] { new { key = "n1", body = "Words." } }
    };

    private static async Task Follow(Talk who, Task<Reply> making)
    {
        var location = (await making).Is(201).Location.ShouldNotBeNull();
        location.ShouldStartWith("/api/v1/");
        location.ShouldNotEndWith("/");
        (await who.Get(location["/api/v1".Length..])).Is(200);
    }
}
