using PcnAgreements.Domain;
using Shouldly;
using Xunit;

namespace PcnAgreements.Store.Tests;

public abstract partial class LogContract
{
    [Fact]
    public async Task does_once_what_falls_due_while_two_instances_watch()
    {
        PostgresStore[] stores = [await OpenStore(), await OpenStore()];
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var watching = stores.Select(s => s.DoWhatIsDue(Closing(s), enough.Token)).ToArray();

        var now = (await Log.ReadVersions([], Ct)).Now;
        for (var n = 0; n < 8; n++) await WithDeadline(n, now.AddMilliseconds(300 + (100 * n)));
        await UntilNothingIsDue();

        await enough.CancelAsync();
        await Task.WhenAll(watching);
        await EachWasClosedOnce(8);
    }

    [Fact]
    public async Task does_at_the_next_start_what_fell_due_while_nobody_watched()
    {
        var now = (await Log.ReadVersions([], Ct)).Now;
        for (var n = 0; n < 4; n++) await WithDeadline(n, now.AddMinutes(-1));
        await WithDeadline(4, now.AddMilliseconds(500));

        for (var start = 0; start < 2; start++)
        {
            await using var store = await Stores.Open(Database, Engine);
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            var watching = store.DoWhatIsDue(Closing(store), enough.Token);
            await UntilNothingIsDue();
            await enough.CancelAsync();
            await watching;
        }

        await EachWasClosedOnce(5);
    }

    [Fact]
    public async Task tries_again_what_was_due_and_failed()
    {
        var store = await OpenStore();
        var close = Closing(store);
        var tries = 0;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var watching = store.DoWhatIsDue(
            (stream, ct) =>
                Interlocked.Increment(ref tries) <= 2 ? throw new InvalidOperationException("not now") : close(stream, ct), enough.Token);

        await WithDeadline(0, (await Log.ReadVersions([], Ct)).Now.AddMilliseconds(200));
        await UntilNothingIsDue();

        await enough.CancelAsync();
        await watching;
        tries.ShouldBeGreaterThan(2);
        await EachWasClosedOnce(1);
    }

    private async Task<PostgresStore> OpenStore()
    {
        var store = await Stores.Open(Database, Engine);
        opened.Add(store);
        return store;
    }

    private static ViewRow Due(int n, DateTimeOffset? at)
    {
        var key = $$"""{"stream": "{{Samples.StreamOf(n)}}", "key": "b1"}""";
        return new("due", key, at is { } then ? $$"""{"stream": "{{Samples.StreamOf(n)}}", "key": "b1", "at": "{{then:O}}"}""" : null);
    }

    protected Task<AppendOutcome.Written> WithDeadline(int n, DateTimeOffset at) =>
        Written(Write(Samples.StreamOf(n), 0, Samples.Sized(n)) with { Rows = [Due(n, at)] });

    // What the service does when it is woken: one event, and the deadline is gone; whoever comes second has lost.
    private static Func<StreamId, CancellationToken, Task> Closing(PostgresStore store) => (stream, ct) =>
        store.Log.Append(Write(stream, 1, Samples.Sized(999)) with { Rows = [Due(int.Parse(stream.Key[1..], null), null)] }, ct);

    private async Task UntilNothingIsDue()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(45));
        while (await Database.Ask<long>("select count(*) from pcn.due") > 0) await Task.Delay(20, patience.Token);
    }

    private async Task EachWasClosedOnce(int streams)
    {
        for (var n = 0; n < streams; n++)
            (await Log.ReadStream(Samples.StreamOf(n), 0, Ct)).Select(e => e.Event).ShouldBe([Samples.Sized(n), Samples.Sized(999)]);
    }
}
