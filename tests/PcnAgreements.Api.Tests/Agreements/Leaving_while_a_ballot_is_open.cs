using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Agreements;

public sealed class Leaving_while_a_ballot_is_open(ApiHost host)
{
    [Fact]
    public async Task keeps_a_practice_its_vote_and_the_sight_of_what_it_votes_on_until_the_ballot_closes()
    {
        var situation = await host.An_agreement_in_review();
        var (network, path, manager) = (situation.Network, situation.Path, situation.Network.Manager(0));
        var (one, ballot) = (network.Practices[0], await Open(situation, new { majority = "unanimous", closes = "when_all_voted" }));
        var vote = $"{path}/ballots/{ballot}/votes/{one}";
        (await network.Partner(0).Delete($"{path}/parties/{one}")).Is(204);

        foreach (var part in new[] { "", "/clauses", "/text", "/history", "/ballots", $"/ballots/{ballot}" })
            (await manager.Get(path + part)).Is(200);
        (await Listed(manager)).ShouldBe([situation.Id]);
        (await Tasks(manager)).ShouldBe([$"vote {ballot} {one}"]);
        (await manager.Put(vote, new { choice = "against" })).Is(200);
        (await manager.Delete(vote)).Is(204);
        var onBehalf = new { how = "telephone", evidence = "Called at noon." };
        (await situation.Editor.Put(vote, new { choice = "for", onBehalf })).Is(200);
        (await Tasks(manager)).ShouldBe([$"confirm {ballot} {one}"]);
        (await manager.Post($"{vote}/confirm")).Is(200);
        for (var practice = 1; practice < 3; practice++)
            await Vote(situation, ballot, practice, practice);

        (await situation.Editor.Get($"{path}/ballots/{ballot}"))["result"]["outcome"]!.GetValue<string>().ShouldBe("carried");
        (await manager.Get(path)).Is(404, "not-found");
        (await manager.Put(vote, new { choice = "against" })).Is(404, "not-found");
        (await Listed(manager)).ShouldBeEmpty();
        (await Tasks(manager)).ShouldBeEmpty();
    }

    [Fact]
    public async Task leaves_a_practice_nothing_to_do_but_what_the_ballot_asks()
    {
        var situation = await host.An_agreement_in_review();
        var (network, path, manager) = (situation.Network, situation.Path, situation.Network.Manager(0));
        (await manager.Post($"{path}/clauses/c1/comments", new { body = "Why?" })).Is(201);
        (await situation.Editor.Post($"{path}/comments/q1/replies", new { body = "Because." })).Is(201);
        var (early, open) = (await Open(situation, new { majority = "unanimous" }), await Open(situation, new { majority = "unanimous" }));
        (await situation.Editor.Post($"{path}/ballots/{early}/cancel", new { reason = "Asked too early." })).Is(200);
        (await network.Partner(0).Delete($"{path}/parties/{network.Practices[0]}")).Is(204);

        (await Tasks(manager)).ShouldBe([$"vote {open} {network.Practices[0]}"]);
        (await manager.Post($"{path}/clauses/c1/comments", new { body = "Still." })).Is(403, "not-entitled");
        (await manager.Post($"{path}/stances", new { items = new[] { new { clause = "c1", revision = 1, stance = "approve" } } }))
            .Is(403, "not-entitled");
        (await manager.Put($"{path}/ballots/{early}/votes/{network.Practices[0]}", new { choice = "for" })).Is(403, "not-entitled");
        (await manager.Put($"{path}/ballots/{open}/votes/{network.Practices[1]}", new { choice = "for" })).Is(403, "not-entitled");
        var later = await Open(situation, new { majority = "unanimous" });
        (await manager.Put($"{path}/ballots/{later}/votes/{network.Practices[0]}", new { choice = "for" })).Is(404, "not-found");
    }

    [Fact]
    public async Task lets_a_practice_stand_down_or_give_its_proxy()
    {
        var situation = await host.An_agreement_in_review();
        var (network, path) = (situation.Network, situation.Path);
        var ballot = await Open(situation, new { majority = "unanimous", closes = "when_all_voted", proxies = new { allowed = true } });
        for (var practice = 0; practice < 2; practice++)
            (await network.Partner(practice).Delete($"{path}/parties/{network.Practices[practice]}")).Is(204);

        (await network.Manager(0).Put(
            $"{path}/ballots/{ballot}/conflicts/{network.Practices[0]}", new { nature = "We own the building." })).Is(200);
        (await network.Manager(1).Put(
            $"{path}/ballots/{ballot}/proxies/{network.Practices[1]}", new { holder = $"{network.Practices[2]}" })).Is(200);
        await Vote(situation, ballot, 1, 2);
        await Vote(situation, ballot, 2, 2);
        (await situation.Editor.Get($"{path}/ballots/{ballot}"))["status"].GetValue<string>().ShouldBe("closed");
    }

    [Fact]
    public async Task leaves_whoever_holds_a_proxy_its_giver_s_vote()
    {
        var network = await Network.New(host, practices: 4);
        var situation = await host.A_draft(network: network);
        var (path, holder) = (situation.Path, network.Practices[3]);
        (await situation.Editor.Put($"{path}/parties/{holder}", new { role = "partner" })).Is(200);
        await situation.Circulate();
        var ballot = await Open(situation, new { majority = "unanimous", closes = "when_all_voted", proxies = new { allowed = true } });
        (await network.Manager(0).Put($"{path}/ballots/{ballot}/proxies/{network.Practices[0]}", new { holder = $"{holder}" })).Is(200);
        (await network.Partner(3).Delete($"{path}/parties/{holder}")).Is(204);

        (await network.Manager(3).Get($"{path}/ballots/{ballot}")).Is(200);
        (await Listed(network.Manager(3))).ShouldBe([situation.Id]);
        (await Tasks(network.Manager(3))).ShouldBe([$"vote {ballot} {network.Practices[0]}"]);
        await Vote(situation, ballot, 0, 3);
        await Vote(situation, ballot, 1, 1);
        await Vote(situation, ballot, 2, 2);
        (await network.Manager(3).Get($"{path}/ballots/{ballot}")).Is(404, "not-found");
    }

    private static async Task<string> Open(Situation situation, object rule) => (await situation.Editor.Post(
        $"{situation.Path}/ballots", new { motion = "Shall we?", rule, closesAt = DateTimeOffset.UtcNow.AddDays(1) }))
        .Is(201)["key"].GetValue<string>();

    private static async Task Vote(Situation situation, string ballot, int practice, int by) => (await situation.Network.Manager(by).Put(
        $"{situation.Path}/ballots/{ballot}/votes/{situation.Network.Practices[practice]}", new { choice = "for" })).Is(200);

    private static async Task<IEnumerable<string>> Listed(Talk who) =>
        (await who.Get("/agreements")).Is(200).Items.Select(a => a!["id"]!.GetValue<string>());

    private static async Task<IEnumerable<string>> Tasks(Talk who) =>
        (await who.Get("/me/tasks")).Is(200).Items.Select(t => $"{t!["kind"]} {t["ballot"]} {t["ods"]}");
}
