using PcnAgreements.Store.Tests;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Processes;

public sealed class Rebuilding_the_views
{
    [Fact]
    public async Task by_hand_mends_what_was_damaged_beside_a_service_that_runs()
    {
        await using var database = await DemoDatabase.Fresh();
        await using var service = await ServiceProcess.Start(database);
        var editor = service.As("editor@u99901.test");
        var before = (await editor.Get("/agreements")).Is(200).Text;
        await database.Run("update pcn.agreement set title = 'Damaged'; delete from pcn.history; delete from pcn.organisation");
        (await editor.Get("/agreements")).Text.ShouldNotBe(before);

        var (code, said) = await Rebuild(database);

        code.ShouldBe(0, said);
        said.ShouldContain($"from {await database.Events()} events");
        (await editor.Get("/agreements")).Is(200).Text.ShouldBe(before);
        (await editor.Get("/organisations?limit=500")).Is(200).Items.Count.ShouldBeGreaterThan(5);
        (await editor.Post($"/agreements/{await database.DemoAgreement()}/clauses/n1.1/comments", new { body = "Seen." })).Is(201);
    }

    [Fact]
    public async Task refuses_a_database_that_this_version_has_not_migrated()
    {
        await using var database = await DemoDatabase.Fresh();

        var (code, said) = await Rebuild(database);

        code.ShouldBe(1);
        said.ShouldContain("The views cannot be made anew: ");
    }

    private static Task<(int ExitCode, string Said)> Rebuild(TestDatabase database) => Outside.Run(
        Path.GetTempPath(), "dotnet", ServiceProcess.Program, "rebuild",
        $"--ConnectionStrings:Agreements={database.AppConnectionString}",
        $"--ConnectionStrings:Migrations={database.OwnerConnectionString}");
}
