using Npgsql;
using PcnAgreements.Store.Tests;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Processes;

public sealed class Starting_while_the_database_is_away
{
    [Fact]
    public async Task waits_for_it_and_says_so_without_a_secret()
    {
        await using var database = await DemoDatabase.Fresh();
        await using var app = new FlakyLine(database.AppConnectionString);
        await using var owner = new FlakyLine(database.OwnerConnectionString);
        app.Cut();
        owner.Cut();
        await using var service = ServiceProcess.Begin(
            database, ("ConnectionStrings__Agreements", app.ConnectionString), ("ConnectionStrings__Migrations", owner.ConnectionString));

        await Wait.Until(() => Task.FromResult(Times(service, "the service waits for it") > 1));
        // First the one that migrates comes back, then the one that runs.
        owner.Mend();
        await Wait.Until(async () => await database.Ask<bool>("select to_regclass('pcn.service_fact') is not null"));
        app.Mend();
        await service.UntilReady();

        (await service.As("editor@u99901.test").Get("/me")).Is(200);
        service.Said.ShouldContain("The database is there after");
        foreach (var secret in (string[])[Password(database.AppConnectionString), Password(database.OwnerConnectionString)])
            service.Said.ShouldNotContain(secret);
    }

    [Theory, InlineData("Agreements"), InlineData("Migrations")]
    public async Task ends_at_once_with_a_sentence_when_a_password_is_wrong(string setting)
    {
        await using var database = await DemoDatabase.Fresh();
        var right = setting == "Agreements" ? database.AppConnectionString : database.OwnerConnectionString;
        var wrong = new NpgsqlConnectionStringBuilder(right) { Password = "a-wrong-secret" }.ConnectionString;
        await using var service = ServiceProcess.Begin(database, ($"ConnectionStrings__{setting}", wrong));

        (await service.UntilItEnds()).ShouldBe(1);
        service.Said.ShouldContain($"The service cannot start: The database does not let in whom ConnectionStrings__{setting} names");
        service.Said.ShouldNotContain("a-wrong-secret");
        service.Said.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task ends_at_once_with_a_sentence_when_there_is_no_such_role()
    {
        await using var database = await DemoDatabase.Fresh();
        var nobody = new NpgsqlConnectionStringBuilder(database.OwnerConnectionString) { Username = "nobody_at_all" }.ConnectionString;
        await using var service = ServiceProcess.Begin(database, ("ConnectionStrings__Migrations", nobody));

        (await service.UntilItEnds()).ShouldBe(1);
        service.Said.ShouldContain("nobody_at_all");
    }

    private static int Times(ServiceProcess service, string words) => service.Said.Split(words).Length - 1;

    private static string Password(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).Password!;
}
