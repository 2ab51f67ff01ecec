using System.Diagnostics;
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
    private Process? following;

    private string Backup => here.Place("backup");

    [Fact]
    public async Task brings_back_the_last_moment_after_the_machine_is_lost_and_any_moment_before()
    {
        await using var lost = await Start(here.Place("lost"));
        await Follow(here.Place("lost"));
        Ops("backup", ("DATA_DIR", here.Place("lost")), Backup);
        await Run(lost, "create table note (n int); insert into note select generate_series(1, 1000)");
        await Task.Delay(1_100, TestContext.Current.CancellationToken);
        var moment = (string)(await Run(lost, "select now()::text"))!;
        await Task.Delay(1_100, TestContext.Current.CancellationToken);
        await Run(lost, "insert into note select generate_series(1, 500)");
        await UntilReceived(lost);
        Ops("postgres", null, "stop", here.Place("lost"), "--now");

        Ops("restore", null, Backup, here.Place("last"));
        await using (var last = await Start(here.Place("last"))) (await Run(last, "select count(*) from note")).ShouldBe(1_500L);
        Ops("restore", null, Backup, here.Place("then"), "--time", moment);
        await using (var then = await Start(here.Place("then"))) (await Run(then, "select count(*) from note")).ShouldBe(1_000L);
    }

    [Fact]
    public async Task keeps_as_many_base_backups_as_it_is_told()
    {
        await using var server = await Start(here.Place("kept"));
        for (var n = 0; n < 3; n++)
        {
            Ops("backup", ("DATA_DIR", here.Place("kept")), Backup, "--keep", "2");
            await Task.Delay(1_000, TestContext.Current.CancellationToken);
        }

        Directory.GetDirectories(Path.Combine(Backup, "base")).Length.ShouldBe(2);
    }

    [Fact]
    public async Task does_not_restore_over_a_database_that_is_there()
    {
        await using var server = await Start(here.Place("there"));
        Ops("backup", ("DATA_DIR", here.Place("there")), Backup);

        Command.Try(Surroundings.Checkout, out var said, $"{Surroundings.Checkout}/ops/restore", Backup, here.Place("there"))
            .ShouldBeFalse();
        said.ShouldContain("has a database already");
    }

    public ValueTask DisposeAsync()
    {
        if (following is { HasExited: false }) Signals.Terminate(following.Id);
        following?.WaitForExit();
        foreach (var cluster in clusters.Distinct()) Ops("postgres", null, "stop", cluster);
        here.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Ops(string program, (string Name, string Value)? setting, params string[] arguments)
    {
        var before = setting is { } s ? new[] { "env", $"{s.Name}={s.Value}" } : [];
        string[] all = [.. before, $"{Surroundings.Checkout}/ops/{program}", .. arguments];
        return Command.Run(Surroundings.Checkout, all[0], all[1..]);
    }

    private async Task<NpgsqlConnection> Start(string folder)
    {
        clusters.Add(folder);
        var strings = Ops("postgres", null, "start", folder, "--for", $"{Environment.ProcessId}");
        var superuser = strings.Split('\n').Single(l => l.StartsWith("PCN_TEST_POSTGRES=", StringComparison.Ordinal)).Split('=', 2)[1];
        var connection = new NpgsqlConnection(superuser + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    private async Task Follow(string folder)
    {
        var start = new ProcessStartInfo(Path.Combine(Surroundings.Checkout, "ops", "backup"), [Backup, "--follow"])
        {
            Environment = { ["DATA_DIR"] = folder }
        };
        following = Process.Start(start)!;
        while (!Directory.Exists(Path.Combine(Backup, "wal")) || Directory.GetFiles(Path.Combine(Backup, "wal")).Length == 0)
            await Task.Delay(50, TestContext.Current.CancellationToken);
    }

    private static async Task UntilReceived(NpgsqlConnection connection)
    {
        while (!(bool)(
            await Run(connection, "select coalesce(bool_and(flush_lsn >= pg_current_wal_lsn()), false) from pg_stat_replication"))!)
            await Task.Delay(50, TestContext.Current.CancellationToken);
    }

    private static async Task<object?> Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
