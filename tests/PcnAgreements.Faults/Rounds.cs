using System.Diagnostics;
using PcnAgreements.Faults.Arenas;

namespace PcnAgreements.Faults;

/// <summary>Round after round, each on a fresh database from a seed of its own, until what was asked for has been done.</summary>
internal sealed class Rounds(Setting setting, Asked asked)
{
    // Long rounds do more between making a cluster and checking it; short ones are sooner done.
    private readonly TimeSpan each = TimeSpan.FromMinutes(asked.What == "full" ? 4 : 1.5);

    /// <summary>Runs them; 0 when every invariant held.</summary>
    public async Task<int> Run()
    {
        var report = Report.Read(asked.State);
        var began = Stopwatch.StartNew();
        var until = Until(asked);
        Report.Say(
            $"Faults from seed {asked.Seed}; "
            + (report.Rounds > 0 ? $"going on after {report.Operations:N0} operations in {report.Rounds} rounds; " : "")
            + $"ops/faults --seed {asked.Seed} gives the same schedule again.");
        for (var seed = asked.Seed; !IsEnough(report) && began.Elapsed < until; seed++)
        {
            var left = until - began.Elapsed;
            var extent = new Extent(seed, left < each ? left : each)
            {
                Operations = (int)Math.Min(int.MaxValue, (asked.Operations ?? long.MaxValue) - report.Operations),
                Restores = asked.Restores || (seed - asked.Seed) % 4 == 1, FillsDisk = asked.FillsDisk || (seed - asked.Seed) % 4 == 3,
            };
            var outcome = await new Round(setting, extent).Run();
            report.Add(outcome);
            report.Write(asked.State);
            if (outcome.Findings.Count == 0) Directory.Delete(outcome.Folder, recursive: true);
        }

        report.Close();
        return report.Violations == 0 ? 0 : 1;
    }

    /// <summary>How long at most: as long as was said; else until so much has been done; else three minutes.</summary>
    public static TimeSpan Until(Asked asked) => asked switch
    {
        { Minutes: { } minutes } => TimeSpan.FromMinutes(minutes),
        { Operations: null, What: not "full" } => TimeSpan.FromMinutes(3),
        _ => TimeSpan.MaxValue,
    };

    // What the closing table of a full run is to reach.
    private bool IsEnough(Report report) => asked.What == "full"
        ? report is { Operations: >= 1_000_000 } && report.Of("ServiceKilled") >= 1_000
            && report.Of("PostgresKilled") + report.Of("PostgresStoppedAtOnce") >= 300
            && report.Of("backends terminated") >= 10_000
        : report.Operations >= (asked.Operations ?? long.MaxValue);
}
