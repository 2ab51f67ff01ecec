using PcnAgreements.Domain;
using Shouldly;
using Xunit;

namespace PcnAgreements.Store.Tests;

public abstract partial class LogContract
{
    // A commit that is held up by an advisory lock of the test's, after the position was drawn: a race of luck would miss what this finds
    // every time.
    internal const string HoldCommitsOfSlow = """
        create function public.hold() returns trigger language plpgsql as
            'begin perform pg_advisory_xact_lock_shared(4711); return null; end';
        create constraint trigger hold after insert on pcn.mt_events deferrable initially deferred
            for each row when (new.stream_id = 'organisation-SLOW') execute function public.hold()
        """;

    internal static readonly StreamId Slow = StreamId.Of(OdsCode.Parse("SLOW"));

    [Fact]
    public async Task never_shows_an_event_behind_one_already_shown_however_slow_a_commit_is()
    {
        await Database.Run(HoldCommitsOfSlow);
        var other = await OpenAnother();
        await Written(Write(Samples.NorthStream, 0, Samples.Registered));
        var seen = new List<LoggedEvent>(await Log.ReadAll(0, 100, Ct));

        Task<AppendOutcome> slow, fast;
        await using (var held = await Database.Hold(4711))
        {
            slow = Log.Append(Write(Slow, 0, Samples.Registered), Ct);
            await Database.UntilWaiting("advisory", 1);
            fast = other.Append(Write(Samples.SouthStream, 0, Samples.Registered), Ct);
            await Task.WhenAny(fast, Database.UntilWaiting("advisory", 2));
            seen.AddRange(await Log.ReadAll(seen[^1].Position, 100, Ct));
        }

        await Task.WhenAll(slow, fast);
        seen.AddRange(await Log.ReadAll(seen[^1].Position, 100, Ct));

        seen.Select(e => e.Stream).ShouldBe([Samples.NorthStream, Slow, Samples.SouthStream], ignoreOrder: true);
        seen.Select(e => e.Position).ShouldBeInOrder(SortDirection.Ascending);
        seen.ShouldBe(await Log.ReadAll(0, 100, Ct));
    }

    [Fact]
    public async Task skips_nothing_for_a_reader_that_keeps_up_with_two_busy_instances()
    {
        ILog[] logs = [Log, await OpenAnother()];
        var writing = Task.WhenAll(
            Enumerable.Range(0, 400).Select(n => Task.Run(() => logs[n % 2].Append(Write(Samples.StreamOf(n), 0, Samples.Sized(n)), Ct))));

        var seen = new List<LoggedEvent>();
        while (!writing.IsCompleted || seen.Count < 400)
        {
            seen.AddRange(await Log.ReadAll(seen is [.., var last] ? last.Position : 0, 50, Ct));
            if (writing.IsFaulted) await writing;
        }

        seen.Select(e => e.Position).ShouldBeInOrder(SortDirection.Ascending);
        seen.Select(e => e.Stream).Distinct().Count().ShouldBe(400);
    }

    [Fact]
    public async Task draws_no_position_for_an_append_that_loses()
    {
        await Written(Write(Samples.NorthStream, 0, Samples.Registered));
        for (var n = 0; n < 5; n++) await Log.Append(Write(Samples.NorthStream, 0, Samples.Sized(n)), Ct);

        var next = await Written(Write(Samples.NorthStream, 1, Samples.Sized(1)));

        next.Events[0].Position.ShouldBe((await Log.ReadAll(0, 1, Ct))[0].Position + 1);
    }

    [Fact]
    public async Task does_not_acknowledge_what_fails_at_the_commit()
    {
        await Database.Run("""
            create function public.fail() returns trigger language plpgsql as 'begin raise exception ''not today''; end';
            create constraint trigger fail after insert on pcn.mt_events deferrable initially deferred
                for each row when (new.stream_id = 'organisation-SLOW') execute function public.fail()
            """);

        var outcomes = new[] { Slow, Samples.NorthStream, Samples.SouthStream }.Select(s => Log.Append(Write(s, 0, Samples.Registered), Ct))
            .ToArray();

        await Should.ThrowAsync<Exception>(outcomes[0]);
        (await outcomes[1]).ShouldBeOfType<AppendOutcome.Written>();
        (await outcomes[2]).ShouldBeOfType<AppendOutcome.Written>();
        (await Log.ReadStream(Slow, 0, Ct)).ShouldBeEmpty();
    }
}
