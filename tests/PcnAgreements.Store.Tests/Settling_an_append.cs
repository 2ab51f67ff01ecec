using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PcnAgreements.Domain;
using PcnAgreements.Store.Log;
using PcnAgreements.Store.Schema;
using Shouldly;
using Xunit;

namespace PcnAgreements.Store.Tests;

public sealed class Settling_an_append : IAsyncLifetime
{
    private TestDatabase database = null!;
    private PostgresStore direct = null!;
    private FlakyLine line = null!;
    private PostgresStore store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (database, direct) = await Stores.New();
        line = new(database.AppConnectionString);
        await Open(settleWithin: 60);
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await direct.DisposeAsync();
        await line.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task that_was_written_though_its_answer_was_lost_says_so_and_writes_nothing_more()
    {
        line.GoDeaf();
        var appending = store.Log.Append(Sizing, Ct);
        await UntilWritten();
        line.Cut();
        line.Mend();

        var written = (await appending).ShouldBeOfType<AppendOutcome.Written>();

        written.Events.ShouldBe(await direct.Log.ReadStream(Samples.NorthStream, 1, Ct));
        written.Events.Count.ShouldBe(2);
    }

    [Fact]
    public async Task is_left_to_later_when_the_database_does_not_come_back_in_time()
    {
        await store.DisposeAsync();
        await Open(settleWithin: 1);
        line.GoDeaf();
        var appending = store.Log.Append(Sizing, Ct);
        await UntilWritten();
        line.Cut();

        var unknown = await Should.ThrowAsync<OutcomeUnknownException>(appending);
        line.Mend();

        // Ready to be used, and then ended by the server: that shows only when it is used.
        await store.Log.ReadVersions([Samples.NorthStream], Ct);
        await database.CutAll();
        (await store.Settle(unknown, Ct)).ShouldNotBeNull().Events.ShouldBe(await direct.Log.ReadStream(Samples.NorthStream, 1, Ct));
    }

    [Fact]
    public async Task that_still_waits_in_the_server_leaves_it_written_once()
    {
        Task<AppendOutcome> appending;
        await using (await database.Hold(7212001))
        {
            appending = store.Log.Append(Sizing, Ct);
            await database.UntilWaiting("advisory", 1);

            // The line is gone, and the server does not know: the batch goes on waiting for the lock that the test holds.
            line.GoDeaf();
            line.Cut();
            line.Mend();
            await database.UntilWaiting("advisory", 2);
        }

        (await appending).ShouldBeOfType<AppendOutcome.Written>();

        (await direct.Log.ReadStream(Samples.NorthStream, 0, Ct)).Select(e => e.Version).ShouldBe([1L, 2L, 3L]);
    }

    [Fact]
    public async Task goes_on_through_one_more_connection_for_a_whole_batch_that_was_found_unwritten()
    {
        var (source, options, made) = (direct.Source, new StoreOptions(""), 0);
        var delivery = new Delivery(source, options, () =>
        {
            Interlocked.Increment(ref made);
            return new FunctionWriter(source, options);
        }, Ct);
        var batch = Enumerable.Range(0, 100)
            .Select(n => new Append([new(Samples.StreamOf(n), 0, [new(Samples.Sized(n), Actor.System, null)])]))
            .Select(append => new PendingAppend(append)).ToList();
        await using var writer = new FunctionWriter(source, options);
        Task delivering;
        await using (await database.Hold(AppendFunction.Lock))
        {
            delivering = delivery.Write(writer, batch);
            await database.UntilWaiting("advisory", 1);
            await database.CutWaiting("advisory");
        }

        await delivering;
        (await Task.WhenAll(batch.Select(p => p.Outcome))).ShouldAllBe(o => o is AppendOutcome.Written);

        made.ShouldBe(1);
        batch.ShouldAllBe(p => p.Attempts == 2);
    }

    [Fact]
    public async Task keeps_a_batch_that_was_found_unwritten_from_being_written_later()
    {
        var batch = new AppendBatch([new PendingAppend(Sizing)]);
        (await new Settlement(direct.Source, new("")).Settle(batch.Id, batch.Pending, Ct)).ShouldBe(batch.Pending);
        await using var connection = await direct.Source.OpenConnectionAsync(Ct);
        await using var late = batch.Command(connection);

        (await Should.ThrowAsync<PostgresException>(() => late.ExecuteNonQueryAsync(Ct))).SqlState.ShouldBe(AppendFunction.Fenced);

        (await direct.Log.ReadStream(Samples.NorthStream, 1, Ct)).ShouldBeEmpty();
    }

    // One writer, and its connection open: what is measured is the write, not the opening of another.
    private async Task Open(int settleWithin)
    {
        store = await PostgresStore.Open(
            new(line.ConnectionString)
            {
                OwnerConnectionString = database.OwnerConnectionString, SettleWithin = TimeSpan.FromSeconds(settleWithin), Writers = 1,
            },
            new NpgsqlEngine(), NullLoggerFactory.Instance, Ct);
        await store.Log.Append(Append(0, Samples.Registered), Ct);
    }

    private static Append Sizing => Append(1, Samples.Sized(1), Samples.Sized(2));

    private static Append Append(long version, params DomainEvent[] events) =>
        new([new(Samples.NorthStream, version, [.. events.Select(e => new NewEvent(e, Actor.System, null))])]);

    private async Task UntilWritten()
    {
        while ((await direct.Log.ReadStream(Samples.NorthStream, 1, Ct)).Count == 0) await Task.Delay(5, Ct);
    }
}
