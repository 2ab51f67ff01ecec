#if CRITTERSTACK
using System.Diagnostics.Metrics;
using PcnAgreements.CritterStack;
using PcnAgreements.Domain;
using Shouldly;
using Xunit;

namespace PcnAgreements.Store.Tests;

public sealed class Giving_up_on_a_message
{
    private const string Dead = "select count(*) from pcn_messages.wolverine_dead_letters";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task keeps_it_says_and_counts_so_loses_no_deadline_and_takes_it_up_when_it_is_replayed()
    {
        await using var database = await (await Postgres.Shared()).NewDatabase();
        using var said = new Said();
        using var measured = new MeterListener();
        long kept = 0;
        measured.InstrumentPublished = (instrument, all) =>
        {
            if (instrument.Name == "pcn.messages.dead") all.EnableMeasurementEvents(instrument);
        };
        measured.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Exchange(ref kept, count));
        measured.Start();
        await using var store = await PostgresStore.Open(Stores.Options(database), new MartenEngine(), said, Ct);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var failing = true;
        var watching = store.DoWhatIsDue(
            (_, ct) => Volatile.Read(ref failing)
                ? throw new InvalidOperationException("not today")
                : store.Log.Append(Write(1) with { Rows = [Due(null)] }, ct), enough.Token);

        var at = (await store.Log.ReadVersions([], Ct)).Now.AddSeconds(2);
        await store.Log.Append(Write(0) with { Rows = [Due($", \"at\": \"{at:O}\"")] }, Ct);
        await database.Run("update pcn_messages.wolverine_incoming_envelopes set attempts = 4 where status = 'Scheduled'");

        await Until(async () => await database.Ask<long>(Dead) == 1);
        await Until(() => Task.FromResult(Interlocked.Read(ref kept) == 1));
        said.Lines.ShouldContain(line => line.Contains("kept as dead letters: 1", StringComparison.Ordinal));
        (await database.Ask<long>("select count(*) from pcn.due")).ShouldBe(1);

        Volatile.Write(ref failing, false);
        await Until(async () => await database.Ask<long>("select count(*) from pcn.due") == 0);
        (await database.Ask<long>(Dead)).ShouldBe(1);

        await database.Run("update pcn_messages.wolverine_dead_letters set replayable = true");
        await Until(async () => await database.Ask<long>(Dead) == 0);
        await Until(async () => await database.Ask<long>(
            "select count(*) from pcn_messages.wolverine_incoming_envelopes where status <> 'Handled'") == 0);
        await Until(() => Task.FromResult(Interlocked.Read(ref kept) == 0));

        await enough.CancelAsync();
        await watching;
        (await store.Log.ReadStream(Samples.NorthStream, 0, Ct)).Count.ShouldBe(2);
    }

    private static Append Write(long version) =>
        new([new(Samples.NorthStream, version, [new(Samples.Sized((int)version + 1), Actor.System, null)])]);

    private static ViewRow Due(string? at)
    {
        var key = $"\"stream\": \"{Samples.NorthStream}\", \"key\": \"b1\"";
        return new("due", $"{{{key}}}", at is null ? null : $"{{{key}{at}}}");
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await holds()) await Task.Delay(50, patience.Token);
    }
}
#endif
