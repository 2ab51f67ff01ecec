using System.Diagnostics;
using PcnAgreements.Benchmarks.Surroundings;

namespace PcnAgreements.Benchmarks;

/// <summary>How long after its start on existing data the service is ready to write.</summary>
internal sealed class Starting(Asked asked, Cluster cluster, Report report)
{
    private const double Most = 3_000;

    public async Task Run(Database database)
    {
        report.Section("5. From the start of the process to 200 of /health/ready, on a store of 10,000 events; ended by kill -9 before");
        await using (await Situation.Make(database)) { }
        BulkEvents.FillUpTo(database, 10_000);
        await Rebuilding.Once(database);
        var alone = Enumerable.Range(0, asked.Extent.Rounds).Select(_ => Start()).ToList();
        report.Add("the service, its Postgres running", alone, most: Most);
        var both = new List<double>();
        for (var round = 0; round < asked.Extent.Rounds; round++)
        {
            cluster.Stop();
            var began = Stopwatch.GetTimestamp();
            cluster.Start();
            var postgres = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            both.Add(postgres + Start());
        }

        report.Add("the service and its Postgres, one after the other", both, most: Most);
    }

    private double Start()
    {
        using var service = RunningService.Start(asked, cluster.Find("starts"));
        return service.ReadyAfter.TotalMilliseconds;
    }
}
