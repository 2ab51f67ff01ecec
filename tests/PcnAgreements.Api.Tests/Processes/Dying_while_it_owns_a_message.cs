#if CRITTERSTACK
using PcnAgreements.CritterStack;
using PcnAgreements.Store;
using PcnAgreements.Store.Tests;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Processes;

public sealed class Dying_while_it_owns_a_message
{
    private const long Gate = 77;
    private const string Messages = "pcn_messages.wolverine_incoming_envelopes";

    private static readonly IEngine Marten = new MartenEngine();

    [Fact]
    public async Task leaves_the_deadline_to_another_instance_which_does_it_once_and_the_message_to_Wolverine()
    {
        await using var database = await DemoDatabase.Fresh();
        await using var first = await ServiceProcess.Start(Marten, database);
        await using var second = await ServiceProcess.Start(Marten, database);
        var nodes = await database.Ask<int[]>("select array_agg(node_number order by started) from pcn_messages.wolverine_nodes");
        nodes.Length.ShouldBe(2);
        await database.Run($"""
            create function public.pass() returns trigger language plpgsql as
                'begin perform pg_advisory_xact_lock_shared({Gate}); return new; end';
            create trigger pass before insert on pcn.mt_events
                for each row when (new.type = 'ballot_closed') execute function public.pass();
            """);
        var agreement = $"/agreements/{await database.DemoAgreement()}";
        var ballot = await BallotThatClosesIn(3, first, database, agreement);

        int owner;
        Guid message;
        await using (await database.Hold(Gate))
        {
            // Whoever took the message is in the middle of what it asks for, and dies there.
            await Wait.Until(async () => await database.Ask<long>($"select count(*) from {Messages} where status = 'Incoming'") > 0);
            await database.UntilWaiting("advisory", 1);
            message = await database.Ask<Guid>($"select id from {Messages} where status = 'Incoming'");
            owner = await database.Ask<int>($"select owner_id from {Messages} where id = '{message}'");
            nodes.ShouldContain(owner);
            (owner == nodes[0] ? first : second).Kill();
            (await database.Events("ballot_closed")).ShouldBe(0);
        }

        var other = owner == nodes[0] ? second : first;
        await Wait.Until(async () => await database.Events("ballot_closed") > 0);
        var closed = (await other.As("editor@u99901.test").Get($"{agreement}/ballots/{ballot}")).Is(200);
        closed["result"]["outcome"]!.GetValue<string>().ShouldBe("carried");

        // Wolverine waits a minute before it holds a node for dead: here it was silent for longer.
        await database.Run($"update pcn_messages.wolverine_nodes set health_check = now() - interval '1 hour' where node_number = {owner}");
        await Wait.Until(async () => await database.Ask<string>($"select status from {Messages} where id = '{message}'") == "Handled");
        (await database.Ask<long>("select count(*) from pcn_messages.wolverine_dead_letters")).ShouldBe(0);
        (await database.Ask<long>("select count(*) from pcn_messages.wolverine_nodes")).ShouldBe(1);
        (await database.Events("ballot_closed")).ShouldBe(1);
        (await database.StreamsWithGaps()).ShouldBe(0);
    }

    private static async Task<string> BallotThatClosesIn(int seconds, ServiceProcess service, TestDatabase database, string agreement)
    {
        var closesAt = await database.Ask<DateTime>($"select now() + interval '{seconds} seconds'");
        var ballot = (await service.As("editor@u99901.test").Post($"{agreement}/ballots", new
        {
            motion = "Shall we meet monthly?", closesAt, rule = new { majority = new { ratio = "1/2", test = "more_than" } },
        })).Is(201)["key"].GetValue<string>();
        (await service.As("manager@y99901.test").Put($"{agreement}/ballots/{ballot}/votes/Y99901", new { choice = "for" })).Is(200);
        return ballot;
    }
}
#endif
