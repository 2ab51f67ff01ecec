using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using PcnAgreements.Benchmarks.Floors;
using PcnAgreements.Benchmarks.Measures;
using PcnAgreements.Benchmarks.Surroundings;
using PcnAgreements.Store;

namespace PcnAgreements.Benchmarks;

/// <summary>Making every view anew from the first event.</summary>
internal sealed class Rebuilding(Asked asked, Report report)
{
    public async Task Run(Database database)
    {
        report.Section(
            $"3. Rebuilding every view from {Shown.Count(asked.Extent.RebuiltEvents)} events (agreements of 100 clauses and 2,000 events), one transaction");
        await using (await Situation.Make(database)) { }
        BulkEvents.FillUpTo(database, asked.Extent.RebuiltEvents);
        await Once(database);
        var rows = database.Ask<long>("select (select count(*) from pcn.history) + (select count(*) from pcn.agreement)");
        report.Add(
            Comparison.Run(
                $"{Shown.Count(asked.Extent.RebuiltEvents)} events to {Shown.Count(rows)} rows", asked.Extent.Rounds,
                ("rebuild, events a second", () => Rebuild(database)),
            ("reading the same events by raw Npgsql", () => Read(database))));
    }

    /// <summary>Rebuilds a database whose events came by COPY; how long it took.</summary>
    public static async Task<TimeSpan> Once(Database database)
    {
        var began = Stopwatch.GetTimestamp();
        await PostgresStore.Rebuild(
            new(database.App) { OwnerConnectionString = database.Owner }, NullLoggerFactory.Instance, CancellationToken.None);
        return Stopwatch.GetElapsedTime(began);
    }

    private Round Rebuild(Database database)
    {
        var time = Once(database).GetAwaiter().GetResult();
        return new(
            asked.Extent.RebuiltEvents / time.TotalSeconds, time.TotalMilliseconds, time.TotalMilliseconds, asked.Extent.RebuiltEvents);
    }

    private static Round Read(Database database)
    {
        var (time, count) = RawEvents.Read(database);
        return new(count / time.TotalSeconds, time.TotalMilliseconds, time.TotalMilliseconds, count);
    }
}
