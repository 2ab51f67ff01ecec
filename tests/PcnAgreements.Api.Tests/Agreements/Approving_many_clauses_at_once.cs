using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Agreements;

public sealed class Approving_many_clauses_at_once(ApiHost host)
{
    [Fact]
    public async Task is_for_the_approvers_of_the_practice_that_the_body_names()
    {
        var situation = await host.An_agreement_in_review();
        var answer = await situation.Network.Manager(0).Post($"{situation.Path}/stances", Body(situation, 0));
        answer.Is(200)["stances"].AsArray().Count.ShouldBe(2);
        (await situation.Network.Manager(1).Post($"{situation.Path}/stances", Body(situation, 0))).Is(403, "not-entitled");
        (await situation.Network.Partner(0).Post($"{situation.Path}/stances", Body(situation, 0))).Is(403, "not-entitled");
    }

    [Fact]
    public async Task is_possible_for_an_editor_on_behalf_of_a_practice_and_only_so()
    {
        var situation = await host.An_agreement_in_review();
        (await situation.Editor.Post($"{situation.Path}/stances", Body(situation, 0))).Is(403, "not-entitled");
        var onBehalf = new { how = "telephone", evidence = "Call with the manager" };
        var answer = await situation.Editor.Post($"{situation.Path}/stances", Body(situation, 0, onBehalf));
        answer.Is(200)["stances"].AsArray().ShouldAllBe(s => s!["onBehalf"]!["how"]!.GetValue<string>() == "telephone");
    }

    [Fact]
    public async Task needs_no_name_of_the_practice_where_only_one_fits()
    {
        var situation = await host.An_agreement_in_review();
        var items = new[] { new { clause = "c1", revision = 1, stance = "approve" } };
        var answer = await situation.Network.Manager(1).Post($"{situation.Path}/stances", new { items });
        answer.Is(200)["stances"].AsArray().ShouldHaveSingleItem()!["ods"]!.GetValue<string>()
            .ShouldBe($"{situation.Network.Practices[1]}");
        (await situation.Network.Partner(1).Post($"{situation.Path}/stances", new { items })).Is(403, "not-entitled");
        var onBehalf = new { how = "telephone", evidence = "Call with the manager" };
        (await situation.Editor.Post($"{situation.Path}/stances", new { items, onBehalf })).Is(422, "invalid");
    }

    [Fact]
    public async Task is_invalid_on_behalf_of_who_is_no_party_once_the_state_allows_it()
    {
        var situation = await host.A_draft();
        var onBehalf = new { how = "telephone", evidence = "Call with the manager" };
        var items = new[] { new { clause = "c1", revision = 1, stance = "approve" } };
        var body = new { ods = $"{situation.Network.Lmc}", items, onBehalf };
        (await situation.Editor.Post($"{situation.Path}/stances", body)).Is(409, "wrong-state");
        await situation.Circulate();
        (await situation.Editor.Post($"{situation.Path}/stances", body)).Is(422, "invalid")["errors"]["/ods"].ShouldNotBeNull();
    }

    private static object Body(Situation situation, int practice, object? onBehalf = null) => new
    {
        ods = $"{situation.Network.Practices[practice]}", onBehalf,
        items = new[] { new { clause = "c1", revision = 1, stance = "approve" }, new { clause = "c2", revision = 1, stance = "approve" } },
    };
}
