using PcnAgreements.Domain;
using Shouldly;
using Xunit;

namespace PcnAgreements.Store.Tests;

public abstract partial class LogContract
{
    [Fact]
    public async Task lets_one_of_fifty_win_that_expect_the_same_version()
    {
        await Written(Write(Samples.NorthStream, 0, Samples.Registered));
        ILog[] logs = [Log, await OpenAnother()];

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Task.Run(() =>
            logs[n % 2].Append(Write(Samples.NorthStream, 1, Samples.Sized(n)), Ct))));

        outcomes.OfType<AppendOutcome.Written>().Count().ShouldBe(1);
        outcomes.OfType<AppendOutcome.Moved>().ShouldAllBe(m => m.Actual == 2);
        (await Log.ReadStream(Samples.NorthStream, 0, Ct)).Select(e => e.Version).ShouldBe([1L, 2L]);
    }

    [Fact]
    public async Task loses_nothing_when_twenty_writers_go_on_until_each_has_written()
    {
        ILog[] logs = [Log, await OpenAnother()];

        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(async () =>
        {
            for (long version = 0; ;)
            {
                var outcome = await logs[n % 2].Append(Write(Samples.NorthStream, version, Samples.Sized(n)), Ct);
                if (outcome is not AppendOutcome.Moved moved) break;
                version = moved.Actual;
            }
        })));

        var events = await Log.ReadStream(Samples.NorthStream, 0, Ct);
        events.Select(e => e.Version).ShouldBe(Enumerable.Range(1, 20).Select(v => (long)v));
        events.Select(e => e.Event).Distinct().Count().ShouldBe(20);
    }

    [Fact]
    public async Task lets_those_that_hold_through_when_others_beside_them_do_not()
    {
        await Written(Write(Samples.NorthStream, 0, Samples.Registered));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => Log.Append(
            n % 2 == 0 ? Write(Samples.StreamOf(n), 0, Samples.Sized(n)) : Write(Samples.NorthStream, 5, Samples.Sized(n)), Ct)));

        outcomes.Where((_, n) => n % 2 == 0).ShouldAllBe(o => o is AppendOutcome.Written);
        outcomes.Where((_, n) => n % 2 == 1).ShouldAllBe(o => o is AppendOutcome.Moved);
        (await Log.ReadAll(0, 100, Ct)).Count.ShouldBe(21);
    }

    [Fact]
    public async Task lets_those_beside_it_through_when_the_database_cannot_take_one()
    {
        // No text of Postgres holds a nought character; the domain refuses it before it comes here.
        var impossible = new NewEvent(Samples.Sized(1), Actor.System, "a\0b");

        var outcomes = Enumerable.Range(0, 20).Select(n => Log.Append(
            n == 7 ? Write(Samples.StreamOf(n), 0, impossible) : Write(Samples.StreamOf(n), 0, Samples.Sized(n)), Ct)).ToArray();

        for (var n = 0; n < outcomes.Length; n++)
        {
            if (n == 7) await Should.ThrowAsync<Exception>(outcomes[n]);
            else (await outcomes[n]).ShouldBeOfType<AppendOutcome.Written>();
        }

        (await Log.ReadAll(0, 100, Ct)).Count.ShouldBe(19);
    }

    [Fact]
    public async Task never_lets_the_time_go_back_within_a_stream()
    {
        await Written(Write(Samples.NorthStream, 0, Samples.Registered));
        await Database.Run("""
            update pcn.mt_streams set timestamp = clock_timestamp() + interval '1 hour';
            update pcn.mt_events set timestamp = clock_timestamp() + interval '1 hour'
            """);
        var ahead = (await Log.ReadStream(Samples.NorthStream, 0, Ct))[0].At;

        (await Written(Write(Samples.NorthStream, 1, Samples.Sized(1)))).At.ShouldBeGreaterThanOrEqualTo(ahead.AddSeconds(-1));
        (await Log.ReadStream(Samples.NorthStream, 0, Ct))[1].At.ShouldBeGreaterThanOrEqualTo(ahead.AddSeconds(-1));
        (await Written(Write(Samples.SouthStream, 0, Samples.Registered))).At.ShouldBeLessThan(ahead.AddMinutes(-30));
    }
}
