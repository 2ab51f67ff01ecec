using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Agreements;

/// <summary>Line ends are <c>\n</c> in whatever is kept, as in clauses, and what is one line has none.</summary>
public sealed class Pasting_from_Windows(ApiHost host)
{
    private const string Pasted = "One\r\ntwo\rthree\nfour\t.";
    private const string Kept = "One\ntwo\nthree\nfour\t.";

    [Fact]
    public async Task keeps_remarks_with_the_line_ends_of_clauses()
    {
        var situation = await host.An_agreement_in_review();
        var (editor, manager, path) = (situation.Editor, situation.Network.Manager(0), situation.Path);
        var ods = situation.Network.Practices[0];
        (await manager.Post($"{path}/clauses/c1/comments", new { body = Pasted })).Is(201)["body"].GetValue<string>().ShouldBe(Kept);
        await manager.Post($"{path}/comments/q1/replies", new { body = Pasted });
        (await manager.Put($"{path}/clauses/c1/stances/{ods}", new { revision = 1, stance = "object", reason = Pasted })).Is(200)["reason"]
            .GetValue<string>().ShouldBe(Kept);
        (await manager.Put($"{path}/clauses/c1/stances/{ods}", new { revision = 1, stance = "object", reason = Kept })).Is(200);
        (await editor.Post($"{path}/ballots", new { motion = Pasted, closesAt = DateTimeOffset.UtcNow.AddDays(1) })).Is(201)["motion"]
            .GetValue<string>().ShouldBe(Kept);
        (await editor.Post($"{path}/recall", new { reason = Pasted })).Is(200);
        var history = (await editor.Get($"{path}/history")).Is(200);
        history.Text.ShouldNotContain("\\r");
        history.Items.Count(e => e!["type"]!.GetValue<string>() == "clause_objected").ShouldBe(1);
    }

    [Theory]
    [InlineData("T\r")]
    [InlineData("T\n")]
    [InlineData("\r\nT")]
    [InlineData("T\rU")]
    [InlineData("T\nU")]
    public async Task is_refused_where_the_text_is_one_line(string line)
    {
        var situation = await host.A_draft();
        var (network, path) = (situation.Network, situation.Path);
        (await situation.Editor.Patch(path, new { title = line })).Is(422, "invalid")["errors"]["/title"].ShouldNotBeNull();
        (await situation.Editor.Post("/agreements", new
        {
            title = line, kind = "network", convenor = $"{network.Pcn}", parties = Array.Empty<object>()
        }))
            .Is(422, "invalid")["errors"]["/title"].ShouldNotBeNull();
        var ods = network.Practices[0];
        (await network.Administrator(ods).Put(
            $"/organisations/{ods}/people/new@{ods}.test", new { name = line, authorities = new[] { "viewer" } }))
            .Is(422, "invalid")["errors"]["/name"].ShouldNotBeNull();
        (await host.Operator.Put($"/organisations/{ods}", new { name = line, kind = "practice" })).Is(422, "invalid")["errors"]["/name"]
            .ShouldNotBeNull();
        (await situation.Editor.Put($"{path}/parties/{ods}", new
        {
            role = "core", signatories = new[] { new { email = "a@b.test", name = line, capacity = line } }
        }))
            .Is(422, "invalid");
    }

    [Fact]
    public async Task drops_the_line_ends_after_a_heading_and_nothing_before_it()
    {
        var situation = await host.A_draft();
        var clauses = $"{situation.Path}/clauses";
        (await situation.Editor.Post(clauses, new { heading = "  Hours \r\n", body = "a\r\nb" })).Is(201)["heading"].GetValue<string>()
            .ShouldBe("  Hours");
        (await situation.Editor.Post(clauses, new { heading = " \t", body = "a\r\nb" })).Is(201).Json["heading"].ShouldBeNull();
        (await situation.Editor.Post(clauses, new { heading = "\nHours", body = "" })).Is(422, "invalid")["errors"]["/heading"]
            .ShouldNotBeNull();
    }
}
