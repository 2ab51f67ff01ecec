using PcnAgreements.Benchmarks.Floors;
using PcnAgreements.Benchmarks.Measures;
using PcnAgreements.Benchmarks.Surroundings;
using PcnAgreements.Domain;

namespace PcnAgreements.Benchmarks;

/// <summary>
/// Durable approvals over HTTP beside the same rows by raw Npgsql and by pgbench. What these write has no place in the proof log, so they
/// write to a database of their own that holds as much: in the service's own they would end its signing, and with it a part of what is
/// measured.
/// </summary>
internal sealed class Approving(Asked asked, Cluster cluster, Report report)
{
    private const double Goal = 0.5;
    private readonly TimeSpan time = TimeSpan.FromSeconds(asked.Extent.SecondsEach);
    private int streams;

    /// <summary>With few events in the store, by number of connections.</summary>
    public async Task WithFewEvents(Database database)
    {
        report.Section(
            "1. Durable approvals: one PUT …/stances/… each, answered when it is committed; agreements of 100 clauses, one at work a connection");
        await using var measured = await Place.Make(database);
        await using var beside = await Place.Make(cluster.Create("approvals_floor"));
        await Measure(
            measured, beside, [1, 16, 64], connections => $"{connections} connection{(connections == 1 ? "" : "s")}",
            both: asked.Engine == "both");
    }

    /// <summary>At 64 connections with more and more events in the store.</summary>
    public async Task WithManyEvents(Database database)
    {
        report.Section("4. The same at 64 connections, with more in the store");
        await using var measured = await Place.Make(database);
        await using var beside = await Place.Make(cluster.Create("volume_floor"));
        foreach (var volume in asked.Extent.Volumes)
        {
            await measured.FillUpTo(volume);
            await beside.FillUpTo(volume);
            await Measure(measured, beside, [64], _ => $"{Shown.Count(volume)} events in the store");
        }
    }

    private async Task Measure(Place measured, Place beside, int[] numbers, Func<int, string> title, bool both = false)
    {
        var (extent, database) = (asked.Extent, measured.Database);
        // Room for far more than any machine does in the time there is.
        var room = Math.Max(numbers.Max() * 2, 10_000 * extent.SecondsEach * extent.Rounds * numbers.Length / Network.Approvals);
        var agreements = await measured.Situation.InReview(
            Enumerable.Range(0, room).Select(_ => AgreementId.New(DateTimeOffset.UtcNow)), Network.Clauses);
        await beside.Situation.InReview(Enumerable.Range(streams, numbers.Sum() * 2 * extent.Rounds).Select(ApprovalSql.Agreement), 1);
        using var service = RunningService.Start(asked, database);
        var desk = new ApprovalDesk(
            agreements, [.. Enumerable.Range(0, Network.Practices).Select(n => service.TokenFor(Network.EmailOf(n)))]);
        Load.Run(numbers.Max(), TimeSpan.FromSeconds(extent.SecondsOfWarmUp), _ => desk.Open(service));
        using var other = both ? RunningService.Start(asked, database, "marten") : null;
        if (other is not null) Load.Run(numbers.Max(), TimeSpan.FromSeconds(extent.SecondsOfWarmUp), _ => desk.Open(other));

        var pgbench = Pgbench.Find(cluster, beside.Database, asked.Folder);
        if (pgbench is null) Report.Say("There is no pgbench here (Debian: postgresql-contrib): left out.");
        foreach (var connections in numbers)
        {
            var floors =
                new List<(string, Func<Round>)>
                {
                    ("raw Npgsql, same rows, 1 round trip, 1 commit", () => Raw(beside.Database, connections)),
                };
            if (pgbench is not null)
                floors.Add(("pgbench -M prepared, same statement", () => pgbench.Run(connections, time, Take(connections))));
            if (other is not null)
                floors.Add(("over HTTP on Marten and Wolverine, beside it", () => Load.Run(connections, time, _ => desk.Open(other))));
            report.Add(
                Comparison.Run(
                    title(connections), extent.Rounds, ("over HTTP", () => Load.Run(connections, time, _ => desk.Open(service))),
                    [.. floors])
                with { Goal = connections == 64 ? Goal : null });
        }

        var names = string.Join(", ", agreements.Select(a => $"'{StreamId.Of(a)}'"));
        var recorded = database.Ask<long>($"select count(*) from pcn.mt_events where type = 'clause_approved' and stream_id in ({names})");
        var stands = database.Ask<long>("select count(*) from pcn.mt_events");
        Report.Say(
            $"{Shown.Count(desk.Answered)} were answered 2xx, {Shown.Count(recorded)} events were recorded; the store holds {Shown.Count(stands)} events at the end");
        if (recorded != desk.Answered) throw new InvalidOperationException("What was answered is not what was recorded.");
    }

    private Round Raw(Database database, int connections)
    {
        var first = Take(connections);
        return Load.Run(connections, time, n => new RawAppends(database, ApprovalSql.Agreement(first + n)));
    }

    private int Take(int count) => (streams += count) - count;

    /// <summary>A database with the network in it.</summary>
    private sealed record Place(Database Database, Situation Situation) : IAsyncDisposable
    {
        public static async Task<Place> Make(Database database) => new(database, await Situation.Make(database));

        public async Task FillUpTo(long events)
        {
            BulkEvents.FillUpTo(Database, events);
            await Rebuilding.Once(Database);
        }

        public ValueTask DisposeAsync() => Situation.DisposeAsync();
    }
}
