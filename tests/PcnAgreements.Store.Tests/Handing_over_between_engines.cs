#if CRITTERSTACK
using PcnAgreements.CritterStack;
using PcnAgreements.Domain;
using PcnAgreements.Store.Views;
using Shouldly;
using Xunit;

namespace PcnAgreements.Store.Tests;

public sealed class Handing_over_between_engines
{
    private static readonly IEngine Marten = new MartenEngine();

    private static readonly (StreamId Stream, DomainEvent[] Events)[] Lives =
    [
        (Histories.AgreementStream, [.. Histories.WholeLife]), (Samples.NorthStream, [.. Histories.Practice]),
        (StreamId.Of(Histories.Template), [.. Histories.Edition]),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task leaves_the_same_behind_as_either_alone()
    {
        var built = await LeftBehind(Engines.Npgsql);
        (await LeftBehind(Marten)).ShouldBe(built);
        (await LeftBehind(Engines.Npgsql, Marten)).ShouldBe(built);
        (await LeftBehind(Marten, Engines.Npgsql)).ShouldBe(built);
    }

    [Fact]
    public async Task lets_both_write_at_the_same_time()
    {
        await using var database = await (await Postgres.Shared()).NewDatabase();
        await using var one = await Stores.Open(database, Engines.Npgsql);
        await using var other = await Stores.Open(database, Marten);
        ILog[] logs = [one.Log, other.Log];

        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(async () =>
        {
            for (long version = 0; await logs[n % 2].Append(Sized(Samples.NorthStream, version, n), Ct) is AppendOutcome.Moved moved;)
                version = moved.Actual;
        }, Ct)));
        await Task.WhenAll(Enumerable.Range(0, 200).Select(n => logs[n % 2].Append(Sized(Samples.StreamOf(n), 0, n), Ct)));

        var events = await one.Log.ReadAll(0, 1_000, Ct);
        events.Count.ShouldBe(220);
        events.ShouldBe(await other.Log.ReadAll(0, 1_000, Ct));
        events.Where(e => e.Stream == Samples.NorthStream).Select(e => e.Version).ShouldBe(Enumerable.Range(1, 20).Select(v => (long)v));
        (await database.Ask<long>("select count(*) from pcn.log_index")).ShouldBe(220);
    }

    [Fact]
    public async Task loses_no_deadline()
    {
        foreach (var (first, second) in new[] { (Engines.Npgsql, Marten), (Marten, Engines.Npgsql) })
        {
            await using var database = await (await Postgres.Shared()).NewDatabase();
            await using (var writer = await Stores.Open(database, first))
            {
                var at = (await writer.Log.ReadVersions([], Ct)).Now.AddMilliseconds(700);
                await writer.Log.Append(Sized(Samples.NorthStream, 0, 1) with { Rows = [Row($"\"at\": \"{at:O}\"")] }, Ct);
            }

            await using var store = await Stores.Open(database, second);
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            var watching = store.DoWhatIsDue(
                (stream, ct) => store.Log.Append(Sized(stream, 1, 2) with { Rows = [Row(null)] }, ct), enough.Token);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            patience.CancelAfter(TimeSpan.FromSeconds(30));
            while (await database.Ask<long>("select count(*) from pcn.due") > 0) await Task.Delay(20, patience.Token);
            await enough.CancelAsync();
            await watching;
            (await store.Log.ReadStream(Samples.NorthStream, 0, Ct)).Count.ShouldBe(2);
        }

        static ViewRow Row(string? at)
        {
            var key = $"\"stream\": \"{Samples.NorthStream}\", \"key\": \"b1\"";
            return new("due", $"{{{key}}}", at is null ? null : $"{{{key}, {at}}}");
        }
    }

    private static Append Sized(StreamId stream, long version, int size) =>
        new([new(stream, version, [new(Samples.Sized(size), Actor.System, null)])]);

    // Whole lives, event by event, by the engines in turn, each opened anew; then every table that both keep, but for times and drawn ids.
    private static async Task<string> LeftBehind(params IEngine[] engines)
    {
        await using var database = await (await Postgres.Shared()).NewDatabase();
        var turn = 0;
        foreach (var (stream, events) in Lives)
        {
            foreach (var part in events.Index().Chunk((events.Length + 3) / 4))
            {
                await using var store = await Stores.Open(database, engines[turn++ % engines.Length]);
                foreach (var (n, happened) in part)
                {
                    var actor = n % 3 == 0 ? Actor.System : new Actor(Samples.Person(n), Samples.Pcn, "editor", Samples.North);
                    var before = (await store.Log.ReadStream(stream, 0, Ct))
                        .Aggregate(Fold.Empty(stream), (s, e) => Fold.Evolve(s, e.Recorded));
                    var recorded = new Recorded(n + 1, Histories.Moment, actor, happened);
                    var append = new Append([new(stream, n, [new(happened, actor, n % 2 == 0 ? $"request-{n}" : null)])])
                    {
                        Rows = Projection.Rows(stream, before, Fold.Evolve(before, recorded), [recorded]),
                        Answers = [new(new($"{stream}-{n}"), "body", 200, stream, n + 1, null) { LastEvent = 1 }],
                    };
                    (await store.Log.Append(append, Ct)).ShouldBeOfType<AppendOutcome.Written>();
                }
            }
        }

        return await database.Ask<string>($"""
            select string_agg(line, e'\n' order by line) from (
                select (to_jsonb(e) - 'id' - 'timestamp' - 'causation_id')::text as line from pcn.mt_events e
                union all select (to_jsonb(s) - 'timestamp' - 'created')::text from pcn.mt_streams s
                union all select to_jsonb(r)::text from pcn.log_index r
                union all select to_jsonb(a)::text from pcn.answer a
                {string.Concat(ViewTables.All.Select(v => $"union all select '{v.Name} ' || to_jsonb(t)::text from pcn.{v.Name} t "))}
            ) lines
            """);
    }
}
#endif
