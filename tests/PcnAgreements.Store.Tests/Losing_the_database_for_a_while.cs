using Microsoft.Extensions.Logging.Abstractions;
using PcnAgreements.Domain;
using Shouldly;
using Xunit;

namespace PcnAgreements.Store.Tests;

/// <summary>
/// What serves goes on by itself, and ends when it is told to, whatever the database, or the line to it, came to meanwhile.
/// </summary>
public sealed class Losing_the_database_for_a_while : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private TestDatabase database = null!;
    private PostgresStore direct = null!;
    private FlakyLine line = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (database, direct) = await Stores.New();
        line = new(database.AppConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await direct.DisposeAsync();
        await line.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task to_one_who_lets_nobody_in_keeps_nobody_from_being_told_afterwards()
    {
        var store = await Open(database.AppConnectionString);
        using var growth = store.Followers.Growth();
        await growth.Wait(Ct).WaitAsync(Soon, Ct);

        await Lock(true);
        // It tells each time that it failed; the first may have been connections that were ended.
        for (var failed = 0; failed < 5; failed++) await growth.Wait(Ct).WaitAsync(Soon, Ct);
        await Lock(false);
        await Append(direct, 0);

        await UntilTold(growth, store);
        await store.DisposeAsync();
    }

    [Fact]
    public async Task to_one_who_lets_nobody_in_keeps_nobody_from_going_on_with_what_it_handles()
    {
        await using var store = await Open(database.AppConnectionString);
        using var growth = store.Followers.Growth();
        await growth.Wait(Ct).WaitAsync(Soon, Ct);
        var handled = new TaskCompletionSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var following = store.Followers.Follow("outbox", (_, _) =>
        {
            handled.TrySetResult();
            return Task.CompletedTask;
        }, stop.Token);

        await Lock(true);
        for (var failed = 0; failed < 10; failed++) await growth.Wait(Ct).WaitAsync(Soon, Ct);
        await Lock(false);
        await Append(direct, 0);

        await (await Task.WhenAny(handled.Task, following)).WaitAsync(Soon, Ct);
        handled.Task.IsCompleted.ShouldBeTrue();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(following);
    }

    [Fact]
    public async Task that_comes_back_without_its_last_events_tells_of_those_that_take_their_places()
    {
        await using var store = await Open(database.AppConnectionString);
        for (var version = 0; version < 3; version++) await Append(direct, version);
        using var growth = store.Followers.Growth();
        await growth.Wait(Ct).WaitAsync(Soon, Ct);

        var kept = (await direct.Log.ReadAll(0, 1, Ct))[0].Position;
        await database.Run($"""
            delete from pcn.mt_events where seq_id > {kept};
            delete from pcn.log_range where first_position > {kept};
            update pcn.mt_streams set version = 1;
            select setval('pcn.mt_events_sequence', {kept})
            """);
        await database.CutAll();

        await UntilTold(growth, store);
    }

    [Fact]
    public async Task behind_a_line_that_went_silent_keeps_nobody_from_being_told_afterwards()
    {
        await using var store = await Open($"{line.ConnectionString};Command Timeout=1");
        await store.Log.ReadAll(0, 1, Ct);
        line.GoDeaf();
        using var growth = store.Followers.Growth();

        await growth.Wait(Ct).WaitAsync(Soon, Ct);
        line.Mend();
        await Append(direct, 0);

        await UntilTold(growth, store);
    }

    [Fact]
    public async Task behind_a_line_that_went_silent_lets_whoever_would_lead_the_log_try_again()
    {
        await using var store = await Open($"{line.ConnectionString};Command Timeout=1");
        await store.Log.ReadAll(0, 1, Ct);
        line.GoDeaf();

        await Should.ThrowAsync<Npgsql.NpgsqlException>(store.Tree.TryLead(Ct).WaitAsync(Soon, Ct));
        line.Mend();

        // What the server was asked before it heard nothing more was done: the lock goes when it notices.
        await database.CutAll();
        await using var leading = await store.Tree.TryLead(Ct).WaitAsync(Soon, Ct);
        leading.ShouldNotBeNull();
    }

    [Fact]
    public async Task behind_a_line_that_went_silent_does_not_hold_up_the_end()
    {
        var store = await Open(line.ConnectionString);
        await store.Log.ReadVersions([Samples.NorthStream], Ct);
        line.GoDeaf();
        using var growth = store.Followers.Growth();
        var asking = store.Log.ReadVersions([Samples.NorthStream], Ct);

        await store.DisposeAsync().AsTask().WaitAsync(Soon, Ct);

        (await Should.ThrowAsync<LogUnavailableException>(asking)).Message.ShouldBe("The store is closing.");
        await Should.ThrowAsync<LogUnavailableException>(() => store.Log.ReadVersions([Samples.NorthStream], Ct));
    }

    // The connections it had are ended; while it is locked a new one is refused with what is no outage: 55000.
    private async Task Lock(bool locked)
    {
        await (await Postgres.Shared()).Execute($"alter database {database.Name} allow_connections {!locked}");
        if (locked) await (await Postgres.Shared()).Execute(
            $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database.Name}'");
    }

    private Task<PostgresStore> Open(string connectionString) => PostgresStore.Open(
        new(connectionString)
        {
            OwnerConnectionString = database.OwnerConnectionString, LookEvery = TimeSpan.FromMilliseconds(200),
            Patience = TimeSpan.FromSeconds(2),
        },
        Engines.Npgsql, NullLoggerFactory.Instance, Ct);

    private static async Task Append(PostgresStore store, long version) =>
        (await store.Log.Append(new([new(Samples.NorthStream, version, [new(Samples.Sized(1), Actor.System, null)])]), Ct))
            .ShouldBeOfType<AppendOutcome.Written>();

    // It tells also while it cannot listen: only when nothing has been told for a while is what comes next about the log.
    private async Task UntilTold(Followers.LogGrowth growth, PostgresStore store)
    {
        await growth.Wait(Ct).WaitAsync(Soon, Ct);
        while ((await store.Log.ReadAll(0, 1, Ct)).Count == 0) await growth.Wait(Ct).WaitAsync(Soon, Ct);
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        quiet.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            while (true) await growth.Wait(quiet.Token);
        }
        catch (OperationCanceledException) when (!Ct.IsCancellationRequested)
        {
        }

        await Append(direct, 1);
        await growth.Wait(Ct).WaitAsync(Soon, Ct);
    }
}
