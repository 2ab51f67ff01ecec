using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Races;

public sealed class Working_at_the_same_time(ApiHost host)
{
    [Fact]
    public async Task lets_twenty_practices_approve_different_clauses_without_a_gap_or_a_conflict()
    {
        var situation = await host.A_draft(network: await Network.New(host, 20));
        string[] clauses =
        [
            .. await Task.WhenAll(Enumerable.Range(1, 20).Select(n => situation.AddClause($"Clause of its own, number {n}.")))
        ];
        clauses.Distinct().Count().ShouldBe(20);
        await situation.Circulate();
        var before = (await situation.Read())["version"]!.GetValue<long>();

        var replies = await Task.WhenAll(
            from round in Enumerable.Range(0, 5)
            from practice in Enumerable.Range(0, 20)
            let clause = clauses[(practice + round) % 20]
            select situation.Network.Manager(practice).Put(
                $"{situation.Path}/clauses/{clause}/stances/{situation.Network.Practices[practice]}", new
                {
                    revision = 1, stance = "approve"
                }));

        replies.ShouldAllBe(r => r.Status == 200);
        replies.Select(r => long.Parse(r.ETag![2..^1])).Order().ShouldBe(Enumerable.Range(1, 100).Select(n => before + n));
        (await situation.Editor.Get($"{situation.Path}/stances")).Is(200)["stances"].AsArray().Count.ShouldBe(100);
    }

    [Fact]
    public async Task lets_one_of_fifty_edits_of_a_clause_win_and_shows_the_others_what_it_says_now()
    {
        var situation = await host.An_agreement_in_review();
        var tag = await situation.EditTag("c1");

        var replies = await Task.WhenAll(Enumerable.Range(1, 50).Select(n =>
            situation.Editor.Put($"{situation.Path}/clauses/c1", new { body = $"Wording {n}." }, ("If-Match", tag))));

        var won = replies.Where(r => r.Status == 200).ShouldHaveSingleItem();
        var lost = replies.Where(r => r != won).ToList();
        lost.Count.ShouldBe(49);
        foreach (var reply in lost)
        {
            reply.Is(412, "precondition-failed");
            reply["current"]["body"]!.GetValue<string>().ShouldBe(won["body"].GetValue<string>());
        }

        (await situation.Editor.Get($"{situation.Path}/clauses/c1")).Is(200)["revision"].GetValue<int>().ShouldBe(2);
    }
}
