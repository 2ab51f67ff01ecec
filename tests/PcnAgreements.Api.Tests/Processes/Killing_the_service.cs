using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Processes;

public sealed class Killing_the_service
{
    [Fact]
    public async Task in_a_burst_of_approvals_loses_none_that_was_acknowledged_and_doubles_none_that_is_sent_again()
    {
        await using var database = await DemoDatabase.Fresh();
        await using var first = await ServiceProcess.Start(database);
        var agreement = $"/agreements/{await database.DemoAgreement()}";
        var calls = await Approvals(first, agreement);
        var before = await database.Events("clause_approved");

        var acknowledged = new ConcurrentDictionary<Approval, string>();
        var bursts = calls.Chunk((calls.Count / 8) + 1).Select(part => Task.Run(() => Burst(first, part))).ToList();
        await Wait.Until(() => Task.FromResult(acknowledged.Count >= calls.Count / 3 || bursts.Exists(b => b.IsCompleted)));
        first.Kill();
        await Task.WhenAll(bursts);
        acknowledged.Count.ShouldBeLessThan(calls.Count);

        await using var second = await ServiceProcess.Start(database);
        var stances = (await second.As("editor@u99901.test").Get($"{agreement}/stances")).Is(200)["stances"].AsArray();
        var present = stances.Select(
            s => new Approval(s!["ods"]!.GetValue<string>(), s["clause"]!.GetValue<string>(), s["revision"]!.GetValue<int>())).ToHashSet();
        acknowledged.Keys.ShouldAllBe(a => present.Contains(a));

        // Whoever got no answer sends the same again, and so does whoever did: each is recorded once.
        foreach (var call in calls) (await Send(second, call)).Is(200);
        (await database.Events("clause_approved")).ShouldBe(before + calls.Count);
        (await database.Events("comment_made")).ShouldBe(3 + calls.Count);
        (await database.StreamsWithGaps()).ShouldBe(0);

        async Task Burst(ServiceProcess service, Approval[] part)
        {
            foreach (var call in part)
            {
                try
                {
                    acknowledged[call] = (await Send(service, call)).Is(200).Text;
                }
                catch (HttpRequestException)
                {
                    return;
                }
            }
        }

        async Task<Reply> Send(ServiceProcess service, Approval call)
        {
            var manager = service.As($"manager@{call.Ods.ToLowerInvariant()}.test");
            var key = ("Idempotency-Key", $"{call.Ods} {call.Clause}");
            (await manager.Post($"{agreement}/clauses/{call.Clause}/comments", new { body = "Seen." }, key)).Is(201);
            return await manager.Put(
                $"{agreement}/clauses/{call.Clause}/stances/{call.Ods}", new { revision = call.Revision, stance = "approve" }, key);
        }
    }

    [Fact]
    public async Task while_a_ballot_is_open_does_not_keep_it_from_being_closed_at_its_deadline_and_once()
    {
        await using var database = await DemoDatabase.Fresh();
        string agreement, ballot;
        await using (var first = await ServiceProcess.Start(database))
        {
            agreement = $"/agreements/{await database.DemoAgreement()}";
            var closesAt = await database.Ask<DateTime>("select now() + interval '15 seconds'");
            ballot = (await first.As("editor@u99901.test").Post($"{agreement}/ballots", new
            {
                motion = "Shall we meet monthly?", closesAt, rule = new { majority = new { ratio = "1/2", test = "more_than" } },
            })).Is(201)["key"].GetValue<string>();
            foreach (var ods in (string[])["Y99901", "Y99902"])
                (await first.As($"manager@{ods.ToLowerInvariant()}.test")
                    .Put($"{agreement}/ballots/{ballot}/votes/{ods}", new { choice = "for" })).Is(200);
            first.Kill();
            await database.Ask<string>($"select pg_sleep(greatest(0, extract(epoch from timestamptz '{closesAt:O}' - now()) + 0.2))::text");
        }

        (await database.Events("ballot_closed")).ShouldBe(0);
        await using var one = ServiceProcess.Begin(database);
        await using var other = ServiceProcess.Begin(database);
        await Task.WhenAll(one.UntilReady(), other.UntilReady());

        var late = await one.As("manager@y99903.test").Put($"{agreement}/ballots/{ballot}/votes/Y99903", new { choice = "against" });
        late.Is(409, "wrong-state");
        await Wait.Until(async () => await database.Events("ballot_closed") > 0);
        foreach (var service in (ServiceProcess[])[one, other])
        {
            var closed = (await service.As("editor@u99901.test").Get($"{agreement}/ballots/{ballot}")).Is(200);
            closed["status"].GetValue<string>().ShouldBe("closed");
            closed["result"]["outcome"]!.GetValue<string>().ShouldBe("carried");
            closed["result"]["for"]!.GetValue<long>().ShouldBe(2);
        }

        (await database.Events("ballot_closed")).ShouldBe(1);
        (await database.StreamsWithGaps()).ShouldBe(0);
    }

    /// <summary>What no practice has said yet of any clause that waits for it.</summary>
    private static async Task<IReadOnlyList<Approval>> Approvals(ServiceProcess service, string agreement)
    {
        var editor = service.As("editor@u99901.test");
        var said = (await editor.Get($"{agreement}/stances")).Is(200)["stances"].AsArray()
            .Select(s => (s!["ods"]!.GetValue<string>(), s["clause"]!.GetValue<string>())).ToHashSet();
        JsonNode[] open =
        [
            .. (await editor.Get($"{agreement}/clauses?limit=500")).Is(200).Items.Select(c => c!).Where(c => !c["locked"]!.GetValue<bool>())
        ];
        return
        [
            .. from n in Enumerable.Range(1, 6)
               from clause in open
               let call = new Approval($"Y9990{n}", clause["key"]!.GetValue<string>(), clause["revision"]!.GetValue<int>())
               where !said.Contains((call.Ods, call.Clause))
               select call,
        ];
    }

    private sealed record Approval(string Ods, string Clause, int Revision);
}
