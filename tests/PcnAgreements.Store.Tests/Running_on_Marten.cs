#if CRITTERSTACK
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PcnAgreements.CritterStack;
using PcnAgreements.Domain;
using PcnAgreements.Store.Schema;
using Shouldly;
using Wolverine.Runtime;
using Xunit;

namespace PcnAgreements.Store.Tests;

public sealed class Running_on_Marten
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task finds_the_tables_that_our_schema_makes_to_be_those_that_Marten_would()
    {
        await using var database = await (await Postgres.Shared()).NewDatabase();
        await (await Stores.Open(database, Engines.Npgsql)).DisposeAsync();
        await (await Stores.Open(database, new MartenEngine())).DisposeAsync();
        await using var owner = NpgsqlDataSource.Create(database.OwnerConnectionString);
        using var host = MartenHost.Build(owner, null);

        typeof(IDocumentStore).Assembly.GetName().Version!.ToString(3).ShouldBe(LogTables.MartenVersion);
        await host.Services.GetRequiredService<IDocumentStore>().Storage.Database.AssertDatabaseMatchesConfigurationAsync(Ct);
        await host.Services.GetRequiredService<IWolverineRuntime>().Storage.Admin.AssertStorageExistsAsync(Ct);
    }

    [Fact]
    public async Task leaves_no_tombstone_and_tells_no_log_what_people_wrote_when_a_save_fails()
    {
        await using var database = await (await Postgres.Shared()).NewDatabase();
        using var said = new Said();
        await using var store = await PostgresStore.Open(Stores.Options(database), new MartenEngine(), said, Ct);
        await database.Run("""
            create function public.refuse() returns trigger language plpgsql as 'begin raise exception ''not today''; end';
            create trigger refuse before insert on pcn.answer for each row execute function public.refuse()
            """);
        var telling = Samples.Registered with { Name = "WHAT SOMEBODY WROTE" };

        await Should.ThrowAsync<Exception>(() => store.Log.Append(
            new([new(Samples.NorthStream, 0, [new(telling, Actor.System, null)])]) { Answers = [Samples.Answer("k1")] }, Ct));
        await Task.Delay(500, Ct);

        (await database.Ask<long>("select count(*) from pcn.mt_streams")).ShouldBe(0);
        (await database.Ask<long>("select count(*) from pcn.mt_events")).ShouldBe(0);
        said.Lines.ShouldNotContain(line => line.Contains("SOMEBODY", StringComparison.Ordinal));
    }
}
#endif
