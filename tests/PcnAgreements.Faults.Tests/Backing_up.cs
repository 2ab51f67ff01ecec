using Npgsql;
using PcnAgreements.Faults.Arenas;
using PcnAgreements.Faults.Mutants;
using Shouldly;
using Xunit;

namespace PcnAgreements.Faults.Tests;

/// <summary>
/// The operator's programs, as an operator would use them: <c>ops/backup</c> while the database works, <c>ops/restore</c> when it is gone.
/// </summary>
public sealed class Backing_up : IAsyncDisposable
{
    private readonly Surroundings here = new();
    private readonly List<string> clusters = [];
    private readonly Backups backups;

    public Backing_up() => backups = new(Surroundings.Checkout, here.Place("backup"));

    [Fact]
    public async Task brings_back_the_last_moment_after_the_machine_is_lost_and_any_moment_before()
    {
        await using var lost = await Start(here.Place("lost"));
        await backups.Follow(here.Place("lost"), TestContext.Current.CancellationToken);
        backups.Take(here.Place("lost"));
        await Run(lost, "create table note (n int); insert into note select generate_series(1, 1000)");
        await Task.Delay(1_100, TestContext.Current.CancellationToken);
        var moment = (string)(await Run(lost, "select now()::text"))!;
        await Task.Delay(1_100, TestContext.Current.CancellationToken);
        await Run(lost, "insert into note select generate_series(1, 500)");
        await Backups.UntilReceived(lost, TestContext.Current.CancellationToken);
        Postgres("stop", here.Place("lost"), "--now");

        backups.Restore(here.Place("last"));
        await using (var last = await Start(here.Place("last"))) (await Run(last, "select count(*) from note")).ShouldBe(1_500L);
        backups.Restore(here.Place("then"), moment);
        await using (var then = await Start(here.Place("then"))) (await Run(then, "select count(*) from note")).ShouldBe(1_000L);
    }

    [Fact]
    public async Task keeps_as_many_base_backups_as_it_is_told()
    {
        await using var server = await Start(here.Place("kept"));
        for (var n = 0; n < 3; n++)
        {
            backups.Take(here.Place("kept"), "--keep", "2");
            await Task.Delay(1_000, TestContext.Current.CancellationToken);
        }

        Directory.GetDirectories(Path.Combine(backups.Folder, "base")).Length.ShouldBe(2);
    }

    [Fact]
    public async Task does_not_restore_over_a_database_that_is_there()
    {
        await using var server = await Start(here.Place("there"));
        backups.Take(here.Place("there"));

        Should.Throw<InvalidOperationException>(() => backups.Restore(here.Place("there"))).Message.ShouldContain("has a database already");
    }

    [Fact]
    public async Task gives_up_no_backup_for_a_database_that_is_not_there_or_is_another()
    {
        await using var server = await Start(here.Place("one"));
        await using var other = await Start(here.Place("other"));
        backups.Take(here.Place("one"));
        var before = Contents();

        Should.Throw<InvalidOperationException>(() => backups.Take(here.Place("not-mounted"), "--keep", "1"))
            .Message.ShouldContain("there is no database in");
        Should.Throw<InvalidOperationException>(() => backups.Take(here.Place("other"), "--keep", "1"))
            .Message.ShouldContain("has backups of another database");

        Directory.Exists(here.Place("not-mounted")).ShouldBeFalse();
        Contents().ShouldBe(before);
    }

    [Fact]
    public async Task says_what_it_cannot_bring_back_and_brings_back_what_it_can_to_the_same_place()
    {
        await using var server = await Start(here.Place("begun"));
        var early = (string)(await Run(server, "select now()::text"))!;
        backups.Take(here.Place("begun"));

        Should.Throw<InvalidOperationException>(() => backups.Restore(here.Place("again"), early)).Message.ShouldContain("was whole by");
        Should.Throw<InvalidOperationException>(() => backups.Restore(here.Place("again"), "2999-01-01 00:00"))
            .Message.ShouldContain("nothing was received from as late as that");
        backups.Restore(here.Place("again"));
        await using var again = await Start(here.Place("again"));
    }

    public async ValueTask DisposeAsync()
    {
        await backups.DisposeAsync();
        foreach (var cluster in clusters.Distinct()) Postgres("stop", cluster);
        here.Dispose();
    }

    private string[] Contents() =>
    [
        .. Directory.EnumerateFileSystemEntries(Path.Combine(backups.Folder, "base")).Order(StringComparer.Ordinal),
        File.ReadAllText(Path.Combine(backups.Folder, "postgres.secrets")),
    ];

    private static string Postgres(params string[] words) => Command.Run(
        Surroundings.Checkout, Path.Combine(Surroundings.Checkout, "ops", "postgres"), words);

    private async Task<NpgsqlConnection> Start(string folder)
    {
        clusters.Add(folder);
        var strings = Postgres("start", folder, "--for", $"{Environment.ProcessId}");
        var superuser = strings.Split('\n').Single(l => l.StartsWith("PCN_TEST_POSTGRES=", StringComparison.Ordinal)).Split('=', 2)[1];
        var connection = new NpgsqlConnection(superuser + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    private static async Task<object?> Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
