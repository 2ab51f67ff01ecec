using System.Collections.Concurrent;
using Npgsql;
using PcnAgreements.Domain;
using Shouldly;
using Xunit;

namespace PcnAgreements.Store.Tests;

public class Following_the_log : OnAStore
{
    [Fact]
    public async Task of_one_stream_goes_on_from_a_version_as_it_grows()
    {
        await Append(Samples.NorthStream, 0, 3);
        var watching = Take(Store.Followers.Watch(Samples.NorthStream, 1, Ct), 5);

        await Append(Samples.SouthStream, 0, 2);
        await Append(Samples.NorthStream, 3, 2);
        await using var other = await Stores.Open(Database, Engine);
        await Append(Samples.NorthStream, 5, 1, other);

        (await watching).Select(e => e.Version).ShouldBe([2L, 3L, 4L, 5L, 6L]);
    }

    [Fact]
    public async Task of_everything_misses_nothing_while_two_instances_write()
    {
        await using var other = await Stores.Open(Database, Engine);
        var watching = Take(Store.Followers.WatchAll(0, Ct), 200);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(n => Append(Samples.StreamOf(n), 0, 1, n % 2 == 0 ? Store : other)));

        var seen = await watching;
        seen.Select(e => e.Stream).Distinct().Count().ShouldBe(200);
        seen.Select(e => e.Position).ShouldBeInOrder(SortDirection.Ascending);
    }

    [Fact]
    public async Task never_skips_what_drew_its_position_early_and_commits_late()
    {
        await Database.Run(LogContract.HoldCommitsOfSlow);
        await using var other = await Stores.Open(Database);
        await Append(Samples.NorthStream, 0, 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var handled = new ConcurrentQueue<LoggedEvent>();
        var following = Store.Followers.Follow("outbox", (events, _) =>
        {
            foreach (var e in events) handled.Enqueue(e);
            return Task.CompletedTask;
        }, stop.Token);
        var watching = Take(Store.Followers.WatchAll(0, Ct), 3);

        Task slow, fast;
        await using (await Database.Hold(4711))
        {
            slow = Append(LogContract.Slow, 0, 1);
            await Database.UntilWaiting("advisory", 1);
            fast = Append(Samples.SouthStream, 0, 1, other);
            await Task.WhenAny(fast, Database.UntilWaiting("advisory", 2));
            while (handled.IsEmpty) await Task.Delay(5, Ct);
        }

        await Task.WhenAll(slow, fast);
        while (handled.Count < 3) await Task.Delay(5, Ct);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(following);

        var log = await Store.Log.ReadAll(0, 10, Ct);
        log.Select(e => e.Stream).ShouldBe([Samples.NorthStream, LogContract.Slow, Samples.SouthStream], ignoreOrder: true);
        (await watching).ShouldBe(log);
        handled.ShouldBe(log);
    }

    [Fact]
    public async Task goes_on_from_its_checkpoint_after_it_has_failed()
    {
        await Append(Samples.NorthStream, 0, 3);
        await Should.ThrowAsync<InvalidOperationException>(
            () => Store.Followers.Follow("outbox", (_, _) => throw new InvalidOperationException("not now"), Ct));
        (await Store.Followers.Checkpoint("outbox", Ct)).ShouldBe(0);

        var first = await Handled(3);
        await Append(Samples.NorthStream, 3, 2);
        var second = await Handled(2);

        first.Select(e => e.Version).ShouldBe([1L, 2L, 3L]);
        second.Select(e => e.Version).ShouldBe([4L, 5L]);
        (await Store.Followers.Checkpoint("outbox", Ct)).ShouldBe(second[^1].Position);
    }

    [Fact]
    public async Task goes_on_after_its_sessions_were_cut()
    {
        var watching = Take(Store.Followers.WatchAll(0, Ct), 2);
        await Append(Samples.NorthStream, 0, 1);
        await Task.Delay(100, Ct);
        await Database.CutAll();
        await using var other = await Stores.Open(Database, Engine);
        await Append(Samples.SouthStream, 0, 1, other);

        (await watching.WaitAsync(TimeSpan.FromSeconds(20), Ct)).Select(e => e.Stream).ShouldBe([Samples.NorthStream, Samples.SouthStream]);
    }

    [Fact]
    public async Task tells_also_of_what_was_written_while_it_began_to_listen()
    {
        await using var writing = new NpgsqlConnection(Database.SuperuserConnectionString);
        await writing.OpenAsync(Ct);
        await using var transaction = await writing.BeginTransactionAsync(Ct);
        await Run("lock table pcn.mt_events in access exclusive mode");
        using var growth = Store.Followers.Growth();
        await Database.UntilWaiting("relation", 1);
        await Run("insert into pcn.mt_streams (id, type, version) values ('organisation-Y99902', 'organisation', 1)");
        await Run("insert into pcn.mt_events (seq_id, id, stream_id, version, data, type, mt_dotnet_type) "
            + "values (1000, gen_random_uuid(), 'organisation-Y99902', 1, '{}', 'organisation_registered', '')");
        await transaction.CommitAsync(Ct);

        await growth.Wait(Ct).WaitAsync(TimeSpan.FromSeconds(20), Ct);

        Task Run(string sql) => new NpgsqlCommand(sql, writing).ExecuteNonQueryAsync(Ct);
    }

    // Follows until as many events have been handled and their checkpoint is kept.
    private async Task<List<LoggedEvent>> Handled(int count)
    {
        var handled = new List<LoggedEvent>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var following = Store.Followers.Follow("outbox", (events, _) =>
        {
            handled.AddRange(events);
            return Task.CompletedTask;
        }, stop.Token);
        while (handled.Count < count || await Store.Followers.Checkpoint("outbox", Ct) < handled[^1].Position) await Task.Delay(5, Ct);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(following);
        return handled;
    }

    private async Task Append(StreamId stream, long version, int events, PostgresStore? by = null) =>
        (await (by ?? Store).Log.Append(
            new([new(stream, version, [.. Enumerable.Range(0, events).Select(n => new NewEvent(Samples.Sized(n), Actor.System, null))])]),
            Ct))
            .ShouldBeOfType<AppendOutcome.Written>();

    private static async Task<List<LoggedEvent>> Take(IAsyncEnumerable<LoggedEvent> events, int count)
    {
        var taken = new List<LoggedEvent>();
        await foreach (var e in events)
        {
            taken.Add(e);
            if (taken.Count == count) break;
        }

        return taken;
    }
}
