using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Agreements;

public sealed class Proposing_amendments(ApiHost host)
{
    [Fact]
    public async Task takes_no_words_to_strike_or_to_move()
    {
        var situation = await host.An_agreement_in_review();
        var path = $"{situation.Path}/clauses/c2/amendments";
        (await situation.Network.Manager(0).Post(path, new { op = "strike", rationale = "Nobody comes." })).Is(201);
        (await situation.Network.Manager(0).Post(path, new { op = "move", parent = "c1" })).Is(201);
    }

    [Fact]
    public async Task keeps_the_heading_that_is_left_out()
    {
        var situation = await host.An_agreement_in_review();
        var proposed = await situation.Network.Manager(0)
            .Post($"{situation.Path}/clauses/c2/amendments", new { body = "The members meet weekly." });
        proposed.Is(201)["heading"].GetValue<string>().ShouldBe("Meetings");
    }

    [Fact]
    public async Task adds_only_where_no_clause_is_named()
    {
        var situation = await host.An_agreement_in_review();
        var manager = situation.Network.Manager(0);
        (await manager.Post($"{situation.Path}/clauses/c2/amendments", new { op = "add", body = "New." })).Is(400, "malformed");
        (await manager.Post($"{situation.Path}/amendments", new { op = "reword", body = "New." })).Is(400, "malformed");
        (await manager.Post($"{situation.Path}/amendments", new { op = "add", body = "New." })).Is(201);
    }

    [Fact]
    public async Task needs_a_clauses_tag_to_be_accepted_where_a_clause_is_changed()
    {
        var situation = await host.An_agreement_in_review();
        var manager = situation.Network.Manager(0);
        (await manager.Post($"{situation.Path}/clauses/c2/amendments", new { body = "The members meet weekly." })).Is(201);
        (await manager.Post($"{situation.Path}/amendments", new { op = "add", body = "New." })).Is(201);
        (await situation.Editor.Post($"{situation.Path}/amendments/a1/accept", new { })).Is(428, "precondition-required");
        (await situation.Editor.Post($"{situation.Path}/amendments/a1/accept", new { }, ("If-Match", "\"other\"")))
            .Is(412, "precondition-failed")["current"]["key"]!.ToString().ShouldBe("c2");
        (await situation.Editor.Post($"{situation.Path}/amendments/a1/accept", new { }, ("If-Match", await situation.EditTag("c2"))))
            .Is(200);
        (await situation.Editor.Post($"{situation.Path}/amendments/a2/accept", new { })).Is(200)["status"].GetValue<string>()
            .ShouldBe("accepted");
    }
}
