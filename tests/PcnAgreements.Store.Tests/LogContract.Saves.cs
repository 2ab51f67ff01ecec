using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using PcnAgreements.Domain;
using Shouldly;
using Xunit;

namespace PcnAgreements.Store.Tests;

// What event stores are known to get wrong, Marten among them: saves that time out and are repeated, losers that burn positions, readers
// that run past what is still being written. The last stands with the order of the log.
public abstract partial class LogContract
{
    [Fact]
    public async Task writes_once_what_was_saved_though_its_answer_was_lost()
    {
        await Database.Run(HoldCommitsOfSlow);
        await using var line = new FlakyLine(Database.AppConnectionString);
        await using var store = await Over(line, TimeSpan.FromSeconds(30));
        Task<AppendOutcome> slow;
        await using (await Database.Hold(4711))
        {
            slow = store.Log.Append(Write(Slow, 0, Samples.Registered) with { Answers = [Samples.Answer("k1")] }, Ct);
            await Database.UntilWaiting("advisory", 1);
            line.GoDeaf();
        }

        while ((await Log.ReadStream(Slow, 0, Ct)).Count == 0) await Task.Delay(5, Ct);
        line.Cut();
        line.Mend();

        (await slow).ShouldBeOfType<AppendOutcome.Written>().Events.ShouldBe(await Log.ReadStream(Slow, 0, Ct));
        (await Log.ReadStream(Slow, 0, Ct)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task neither_loses_nor_doubles_a_save_that_timed_out()
    {
        await Database.Run("""
            create function public.wait() returns trigger language plpgsql as
                'begin perform pg_advisory_xact_lock_shared(4711); return new; end';
            create trigger wait before insert on pcn.mt_events
                for each row when (new.stream_id = 'organisation-SLOW') execute function public.wait()
            """);
        await using var line = new FlakyLine(Database.AppConnectionString);
        await using var store = await Over(line, TimeSpan.FromSeconds(1));
        var append = Write(Slow, 0, Samples.Registered) with { Answers = [Samples.Answer("k1")] };
        Exception? fault;
        await using (await Database.Hold(4711)) fault = await Record.ExceptionAsync(() => store.Log.Append(append, Ct));

        fault.ShouldNotBeNull();
        var there = (await Log.ReadStream(Slow, 0, Ct)).Count;
        (await Log.FindAnswer(new("k1"), Ct) is not null).ShouldBe(there == 1);

        // Its key settles it: who asks again with the same one is written now, or told that it was.
        var again = await Log.Append(append, Ct);
        (there == 0 ? again is AppendOutcome.Written : again is AppendOutcome.KeyTaken).ShouldBeTrue($"{there}: {again}");
        (await Log.ReadStream(Slow, 0, Ct)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task keeps_of_a_request_what_was_said_of_it_and_no_trace_that_is_under_way()
    {
        using var listening = new ActivityListener
        {
            ShouldListenTo = _ => true, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listening);
        using var activity = new Activity("a request").Start();

        var written = await Written(
            Write(Samples.NorthStream, 0, new NewEvent(Samples.Registered, Actor.System, null), new(Samples.Sized(1), Actor.System, "r1")));

        written.Events.Select(e => e.RequestId).ShouldBe([null, "r1"]);
        (await Log.ReadStream(Samples.NorthStream, 0, Ct)).ShouldBe(written.Events);
    }

    [Fact]
    public async Task does_not_acknowledge_what_fails_beside_the_events()
    {
        await Database.Run("""
            create function public.refuse() returns trigger language plpgsql as 'begin raise exception ''not today''; end';
            create trigger refuse before insert on pcn.answer for each row when (new.key = 'bad') execute function public.refuse()
            """);

        await Should.ThrowAsync<Exception>(() => Log.Append(
            Write(Samples.NorthStream, 0, Samples.Registered) with { Answers = [Samples.Answer("bad")] }, Ct));

        (await Log.ReadAll(0, 10, Ct)).ShouldBeEmpty();
        (await Database.Ask<long>("select count(*) from pcn.mt_streams")).ShouldBe(0);
        await Written(Write(Samples.NorthStream, 0, Samples.Registered));
    }

    [Fact]
    public async Task leaves_no_gap_however_many_lose_at_once()
    {
        await Written(Write(Samples.NorthStream, 0, Samples.Registered));
        ILog[] logs = [Log, await OpenAnother()];

        for (var version = 1; version <= 5; version++)
            await Task.WhenAll(
                Enumerable.Range(0, 20).Select(n => logs[n % 2].Append(Write(Samples.NorthStream, version, Samples.Sized(n)), Ct)));

        var positions = (await Log.ReadAll(0, 100, Ct)).Select(e => e.Position).ToList();
        positions.Count.ShouldBe(6);
        (positions[^1] - positions[0]).ShouldBe(5);
    }

    [Fact]
    public async Task gives_each_append_its_places_in_the_proof_log_one_behind_the_other()
    {
        ILog[] logs = [Log, await OpenAnother()];
        var written = new List<AppendOutcome.Written>();
        for (var round = 0; round < 4; round++)
        {
            // In one batch, on streams of their own and on each other's: the second of a pair expects what the first leaves.
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 24).Select(n => logs[n % 2].Append(new(
            [
                Stream(Samples.StreamOf(n), 2 * round, Samples.Sized(n), Samples.Sized(n + 1)),
                Stream(Samples.StreamOf(100 + (24 * round) + n), 0, Samples.Sized(n)),
            ]), Ct)));
            written.AddRange(outcomes.OfType<AppendOutcome.Written>());
        }

        written.Count.ShouldBe(96);
        foreach (var w in written)
        {
            for (var n = 0; n < w.Events.Count; n++)
                (await Database.Ask<long>($"select index from pcn.log_index where position = {w.Events[n].Position}"))
                    .ShouldBe(w.FirstIndex + n);
        }

        (await Database.Ask<bool>("""
            select array_agg(i.index order by i.index) = array_agg(e.rank - 1 order by e.rank)
            from (select seq_id, row_number() over (order by seq_id) as rank from pcn.mt_events) e
            full join pcn.log_index i on i.position = e.seq_id
            """)).ShouldBeTrue();
    }

    private Task<PostgresStore> Over(FlakyLine line, TimeSpan timeout) => PostgresStore.Open(
        new(line.ConnectionString)
        {
            OwnerConnectionString = Database.OwnerConnectionString, SettleWithin = TimeSpan.FromSeconds(30), StatementTimeout = timeout,
        },
        Engine, NullLoggerFactory.Instance, Ct);
}
