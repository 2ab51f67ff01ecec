using System.Collections.Concurrent;
using Shouldly;
using Xunit;

namespace PcnAgreements.Store.Tests;

public abstract partial class LogContract
{
    [Fact]
    public async Task settles_an_append_whose_connection_is_cut_before_the_commit()
    {
        await Database.Run(HoldCommitsOfSlow);
        Task<AppendOutcome> slow;
        await using (var held = await Database.Hold(4711))
        {
            slow = Log.Append(Write(Slow, 0, Samples.Registered) with { Answers = [Samples.Answer("k1")] }, Ct);
            await Database.UntilWaiting("advisory", 1);
            await Database.CutWaiting("advisory");
        }

        var outcome = await Record.ExceptionAsync(() => slow);

        // Written once, or not at all and told so: never twice, never acknowledged and lost.
        var there = (await Log.ReadStream(Slow, 0, Ct)).Count;
        there.ShouldBe(outcome is null ? 1 : 0);
        (await Log.FindAnswer(new("k1"), Ct) is not null).ShouldBe(there == 1);
    }

    [Fact]
    public async Task writes_everything_acknowledged_once_while_backends_are_cut_in_a_burst()
    {
        ILog[] logs = [Log, await OpenAnother()];
        var unsettled = new ConcurrentBag<(int Asked, OutcomeUnknownException Unknown)>();
        using var enough = new CancellationTokenSource();
        var cutting = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                await Database.CutAll();
                await Task.Delay(20, CancellationToken.None);
            }
        }, Ct);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(async n =>
        {
            await Task.Delay(n * 3, Ct);
            try
            {
                return (Asked: n, Outcome: (AppendOutcome?)await logs[n % 2].Append(
                    Write(Samples.StreamOf(n), 0, Samples.Sized(n)) with { Answers = [Samples.Answer($"k{n}")] }, Ct));
            }
            catch (LogUnavailableException)
            {
                return (n, null);
            }
            catch (OutcomeUnknownException unknown)
            {
                unsettled.Add((n, unknown));
                return (n, null);
            }
        }));
        await enough.CancelAsync();
        await cutting;
        var written = outcomes.Where(o => o.Outcome is not null).Select(o => o.Asked).ToList();
        foreach (var (n, unknown) in unsettled)
        {
            if (await ((PostgresStore)opened[0]).Settle(unknown, Ct) is not null) written.Add(n);
        }

        var events = await Log.ReadAll(0, 1_000, Ct);
        written.ShouldNotBeEmpty();
        events.Select(e => e.Stream).Distinct().Count().ShouldBe(events.Count);
        outcomes.Where(o => o.Outcome is not null).ShouldAllBe(o => o.Outcome is AppendOutcome.Written);
        events.Select(e => e.Stream).ShouldBe(written.Select(n => Samples.StreamOf(n)), ignoreOrder: true);
    }

    [Fact]
    public async Task goes_on_after_the_server_has_crashed_and_come_back()
    {
        await using var server = await Postgres.Start();
        await using var database = await server.NewDatabase();
        await using var store = await Stores.Open(database, Engine);
        var log = store.Log;
        (await log.Append(Write(Samples.NorthStream, 0, Samples.Registered), Ct)).ShouldBeOfType<AppendOutcome.Written>();

        await server.StopImmediately();
        var fault = await Record.ExceptionAsync(() => log.Append(Write(Samples.NorthStream, 1, Samples.Sized(1)), Ct));
        (fault is LogUnavailableException or OutcomeUnknownException).ShouldBeTrue($"{fault}");
        await Should.ThrowAsync<LogUnavailableException>(() => log.ReadStream(Samples.NorthStream, 0, Ct));
        await Should.ThrowAsync<LogUnavailableException>(() => log.ReadVersions([Samples.NorthStream], Ct));
        await server.Restart();

        (await log.Append(Write(Samples.NorthStream, 1, Samples.Sized(1)), Ct)).ShouldBeOfType<AppendOutcome.Written>();
        (await log.ReadStream(Samples.NorthStream, 0, Ct)).Count.ShouldBe(2);
    }
}
