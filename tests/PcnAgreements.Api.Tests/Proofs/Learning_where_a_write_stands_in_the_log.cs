using System.Globalization;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Proofs;

public sealed class Learning_where_a_write_stands_in_the_log(ApiHost host)
{
    [Fact]
    public async Task is_told_with_every_accepted_write_and_again_with_its_repetition()
    {
        var situation = await host.An_agreement_in_review();
        var key = ("Idempotency-Key", "log-index");
        var body = new { body = "Why monthly?" };
        var asked = (await situation.Network.Manager(0).Post($"{situation.Path}/clauses/c2/comments", body, key)).Is(201);
        (await situation.Say(0, "c1")).Is(200);
        var again = (await situation.Network.Manager(0).Post($"{situation.Path}/clauses/c2/comments", body, key)).Is(201);

        var index = asked.LogIndex.ShouldNotBeNull();
        again.LogIndex.ShouldBe(index);
        var version = (await situation.Read())["version"]!.GetValue<long>() - 1;
        index.ShouldBe(await IndexOf($"agreement-{situation.Id}", version));
    }

    [Fact]
    public async Task is_that_of_the_last_event_where_there_are_several_and_none_where_nothing_was_recorded()
    {
        var situation = await host.An_agreement_in_force();
        var (manager, network) = (situation.Network.Manager(1), situation.Network);
        var varied = (await situation.Editor.Post($"{situation.Path}/variations", new { }, ("Idempotency-Key", "vary"))).Is(201);
        var parent = (await situation.Read())["version"]!.GetValue<long>();
        varied.LogIndex.ShouldBe(await IndexOf($"agreement-{situation.Id}", parent), "the parent's variation_opened comes after the draft");
        (await situation.Editor.Post($"{situation.Path}/variations", new { }, ("Idempotency-Key", "vary")))
            .Is(201).LogIndex.ShouldBe(varied.LogIndex);

        var review = await host.An_agreement_in_review(network: network);
        var both = new
        {
            ods = $"{network.Practices[1]}",
            items =
                new[] { new { clause = "c1", revision = 1, stance = "approve" }, new { clause = "c2", revision = 1, stance = "approve" } }
        };
        var said = (await manager.Post($"{review.Path}/stances", both)).Is(200);
        said.LogIndex.ShouldBe(await IndexOf($"agreement-{review.Id}", (await review.Read())["version"]!.GetValue<long>()));
        (await manager.Put($"{review.Path}/clauses/c1/stances/{network.Practices[1]}", new { revision = 1, stance = "approve" }))
            .Is(200).LogIndex.ShouldBeNull();
        (await manager.Put(
            $"{review.Path}/clauses/c9/stances/{network.Practices[1]}", new { revision = 1, stance = "approve" })).LogIndex.ShouldBeNull();
    }

    private Task<long> IndexOf(string stream, long version) => host.Database.Ask<long>(string.Create(CultureInfo.InvariantCulture, $"""
        select i.index from pcn.log_index i join pcn.mt_events e on e.seq_id = i.position where e.stream_id = '{stream}' and e.version = {version}
        """));
}
