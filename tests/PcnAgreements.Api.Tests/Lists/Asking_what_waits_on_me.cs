using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Lists;

public sealed class Asking_what_waits_on_me(ApiHost host)
{
    [Fact]
    public async Task tells_me_who_I_am_and_for_whom_I_may_act()
    {
        var network = await Network.New(host);
        var me = (await network.Manager(1).Get("/me")).Is(200);
        me["email"].GetValue<string>().ShouldBe(network.Manager(1).Email);
        me["name"].GetValue<string>().ShouldBe($"Name of {network.Manager(1).Email}");
        me["operator"].GetValue<bool>().ShouldBeFalse();
        var acts = me["organisations"].AsArray().Single()!;
        (acts["ods"]!.GetValue<string>(), acts["kind"]!.GetValue<string>()).ShouldBe(($"{network.Practices[1]}", "practice"));
        acts["authorities"]!.ToJsonString().ShouldBe("""["approver","voter"]""");
        (await host.As("operator@demo.test").Get("/me")).Is(200)["operator"].GetValue<bool>().ShouldBeTrue();
        (await network.Stranger.Get("/me")).Is(200)["organisations"].AsArray().ShouldBeEmpty();
        (await network.Stranger.Get("/me/tasks")).Is(200).Items.ShouldBeEmpty();
        (await host.Nobody().Get("/me")).Is(401, "unauthenticated");
    }

    [Fact]
    public async Task names_each_clause_to_approve_and_each_ballot_to_vote_in_soonest_first()
    {
        var situation = await host.An_agreement_in_review();
        var manager = situation.Network.Manager(0);
        var ballot = await situation.OpenBallot();
        var tasks = await Tasks(manager);
        tasks.Select(Short).ShouldBe([$"vote {ballot}", "approve_clause c1", "approve_clause c2"]);
        tasks.ShouldAllBe(
            t =>
                t["agreement"]!.GetValue<string>() == situation.Id
                    && t["ods"]!.GetValue<string>() == situation.Network.Practices[0].ToString());
        tasks.Select(t => t["dueAt"]!.GetValue<DateTimeOffset>()).ShouldBeInOrder();
        tasks[1]["number"]!.GetValue<string>().ShouldBe("1");

        (await manager.Put($"{situation.Path}/ballots/{ballot}/votes/{situation.Network.Practices[0]}", new { choice = "for" })).Is(200);
        (await situation.Say(0, "c1")).Is(200);
        (await Tasks(manager)).Select(Short).ShouldBe(["approve_clause c2"]);
        (await Tasks(situation.Network.Partner(0))).ShouldBeEmpty();
        (await Tasks(situation.Network.Auditor)).ShouldBeEmpty();
    }

    [Fact]
    public async Task shows_what_changed_since_my_own_last_approval()
    {
        var situation = await host.An_agreement_in_review();
        (await situation.Say(0, "c2")).Is(200);
        (await situation.Reword("c2", "The members meet twice a month.", "Meetings")).Is(200);
        (await situation.Reword("c2", "The members meet twice a week.", "Meetings")).Is(200);
        var task = (await Tasks(situation.Network.Manager(0))).Single(t => t["kind"]!.GetValue<string>() == "reaffirm_clause");
        var change = task["change"]!;
        (change["from"]!.GetValue<int>(), change["to"]!.GetValue<int>(), task["revision"]!.GetValue<int>()).ShouldBe((1, 3, 3));
        string.Concat(change["body"]!.AsArray().Where(c => c!["op"]!.GetValue<string>() != "insert").Select(c => c!["text"]))
            .ShouldBe("The members meet once a month.");
        string.Concat(change["body"]!.AsArray().Where(c => c!["op"]!.GetValue<string>() != "delete").Select(c => c!["text"]))
            .ShouldBe("The members meet twice a week.");
        (await Tasks(situation.Network.Manager(1))).Select(Short).ShouldBe(["approve_clause c1", "approve_clause c2"]);
    }

    [Fact]
    public async Task asks_editors_for_answers_and_decisions_and_partners_to_sign()
    {
        var situation = await host.An_agreement_in_review();
        var network = situation.Network;
        (await network.Manager(0).Post($"{situation.Path}/clauses/c1/comments", new { body = "Why?" })).Is(201);
        (await network.Manager(0).Post($"{situation.Path}/clauses/c1/comments", new { body = "Hm.", visibility = "internal" })).Is(201);
        (await network.Manager(0).Post($"{situation.Path}/clauses/c2/amendments", new { body = "Weekly." })).Is(201);
        (await Tasks(network.Editor)).Select(Short).ShouldBe(["answer_comment q1", "decide_amendment a1"]);
        (await network.Editor.Post($"{situation.Path}/comments/q1/replies", new { body = "Because." })).Is(201);
        (await network.Editor.Post($"{situation.Path}/amendments/a1/reject", new { reason = "Too often." })).Is(200);
        (await Tasks(network.Editor)).ShouldBeEmpty();
        (await Tasks(network.Manager(0))).Select(Short).ShouldContain("answer_comment q1");

        await situation.ApproveAll();
        (await network.Editor.Post($"{situation.Path}/open-signing", new { })).Is(200);
        (await Tasks(network.Partner(0))).Select(Short).ShouldBe(["sign "]);
        (await situation.Sign(0)).Is(200);
        (await Tasks(network.Partner(0))).ShouldBeEmpty();
    }

    [Fact]
    public async Task comes_over_all_agreements_in_pages_that_go_on_while_tasks_are_done()
    {
        var network = await Network.New(host);
        var (one, two) = (await host.An_agreement_in_review(network: network), await host.An_agreement_in_review(network: network));
        var manager = network.Manager(0);
        var first = (await manager.Get("/me/tasks?limit=2")).Is(200);
        first.Items.Select(t => t!["agreement"]!.GetValue<string>()).ShouldBe([one.Id, one.Id]);
        (await one.Say(0, "c1")).Is(200);
        var second = (await manager.Get($"/me/tasks?limit=2&cursor={first["next"]}")).Is(200);
        second.Items.Select(t => Short(t!)).ShouldBe(["approve_clause c1", "approve_clause c2"]);
        second.Items.ShouldAllBe(t => t!["agreement"]!.GetValue<string>() == two.Id);
        second.Json["next"].ShouldBeNull();
        (await manager.Get("/me/tasks?cursor=abc")).Is(400, "malformed");
        (await manager.Get("/me/tasks?limit=0")).Is(400, "malformed");
    }

    private static async Task<List<JsonNode>> Tasks(Talk who) => [.. (await who.Get("/me/tasks")).Is(200).Items.Select(t => t!)];

    private static string Short(JsonNode task) =>
        $"{task["kind"]} {task["comment"] ?? task["amendment"] ?? task["ballot"] ?? task["clause"]}";
}
