using Shouldly;
using Xunit;

namespace PcnAgreements.Store.Tests;

public abstract partial class LogContract
{
    [Fact]
    public async Task appends_without_reading_through_what_is_there()
    {
        const int streams = 40, each = 200, rounds = 10;
        const string read = "select seq_tup_read from pg_stat_all_tables where schemaname = 'pcn' and relname = 'mt_events'";
        const string sessions = "select count(*) from pg_stat_activity where datname = current_database() and usename <> current_user";
        foreach (var instance in opened) await instance.DisposeAsync();
        opened.Clear();
        await using (var store = await Stores.Open(Database, Engine))
        {
            var whole = Enumerable.Range(1, each).Select(n => Samples.Sized(n)).ToArray();
            await Task.WhenAll(Enumerable.Range(0, streams).Select(n => store.Log.Append(Write(Samples.StreamOf(n), 0, whole), Ct)));
        }

        await Database.Run("analyze pcn.mt_events, pcn.mt_streams");
        var before = await Database.Ask<long>(read);
        await using (var store = await Stores.Open(Database, Engine))
        {
            for (var round = 0; round < rounds; round++)
            {
                var outcomes = await Task.WhenAll(Enumerable.Range(0, streams).Select(
                    n => store.Log.Append(Write(Samples.StreamOf(n), each + round, Samples.Sized(n)), Ct)));
                outcomes.ShouldAllBe(o => o is AppendOutcome.Written);
            }
        }

        // A session tells what it has read when it ends, if not before.
        while (await Database.Ask<long>(sessions) > 0) await Task.Delay(20, Ct);
        (await Database.Ask<long>(read) - before).ShouldBeLessThan(streams * each);
    }
}
