using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Processes;

public sealed class Starting_with_an_empty_store
{
    [Fact]
    public async Task has_the_demo_network_once_ready_and_once_however_many_instances_start()
    {
        await using var database = await DemoDatabase.Fresh();
        await using var one = ServiceProcess.Begin(database);
        await using var other = ServiceProcess.Begin(database);
        await Task.WhenAll(one.UntilReady(), other.UntilReady());

        var agreement = $"/agreements/{await database.DemoAgreement()}";
        (await one.As("editor@u99901.test").Get(agreement)).Is(200)["status"].GetValue<string>().ShouldBe("in_review");
        (await database.Events("agreement_drafted")).ShouldBe(1);
        (await database.Events("circulated")).ShouldBe(1);
        (await database.Events("ballot_opened")).ShouldBe(1);
        (await database.Events("vote_cast")).ShouldBe(3);
        (await database.Events("note_given")).ShouldBe(1);
        (await database.StreamsWithGaps()).ShouldBe(0);
    }

    [Fact]
    public async Task goes_on_with_a_demo_network_that_was_cut_short_by_a_kill()
    {
        await using var whole = await DemoDatabase.Fresh();
        await using (await ServiceProcess.Start(whole)) { }

        await using var database = await DemoDatabase.Fresh();
        foreach (var events in (long[])[5, 40, 200])
        {
            await using var killed = ServiceProcess.Begin(database);
            await Wait.Until(async () => await Seeded() >= events);
            killed.Kill();
        }

        await using (await ServiceProcess.Start(database)) { }
        (await database.Outline()).ShouldBe(await whole.Outline());
        (await database.StreamsWithGaps()).ShouldBe(0);

        async Task<long> Seeded() =>
            await database.Ask<bool>("select to_regclass('pcn.service_fact') is not null") ? await database.Events() : 0;
    }

    [Fact]
    public async Task stays_empty_when_told_so_and_then_stays_without_a_demo()
    {
        await using var database = await DemoDatabase.Fresh();
        await using (var service = await ServiceProcess.Start(database, ("Demo__Seed", "false")))
        {
            (await database.Events()).ShouldBe(0);
            (await service.As("operator@demo.test").Put("/organisations/U11111", new { name = "NEW PCN", kind = "pcn" })).Is(201);
        }

        var events = await database.Events();
        await using (await ServiceProcess.Start(database)) (await database.Events()).ShouldBe(events);
    }
}
