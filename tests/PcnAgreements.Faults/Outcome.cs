using System.Diagnostics;
using PcnAgreements.Faults.Checks;
using PcnAgreements.Faults.Histories;
using PcnAgreements.Faults.Injections;
using PcnAgreements.Faults.Loads;
using PcnAgreements.Faults.Workload;

namespace PcnAgreements.Faults;

/// <summary>What came of a round.</summary>
internal sealed record Outcome(
    Extent Extent, History History, Record Record, Findings Findings, Injector Injector, Echoes Echoes, TimeSpan Worked, TimeSpan Took)
{
    public string Folder { get; init; } = "";

    /// <summary>What a restore lost; null without one.</summary>
    public Loss? Loss { get; init; }

    public bool HasClock { get; init; }

    public bool HasDisk { get; init; }

    public required Rolling Rolling { get; init; }

    public required Soak Soak { get; init; }

    /// <summary>How long after each kill the next acknowledged write began and was done; of a service, by any instance.</summary>
    public IReadOnlyList<(bool Service, TimeSpan After)> Recoveries()
    {
        var writes = History.Attempts.Where(a => a.IsAcknowledged && !History.Operations[a.Operation].IsRead)
            .OrderBy(a => a.Invoked).ToList();
        var found = new List<(bool, TimeSpan)>();
        foreach (var kill in Injector.Kills)
        {
            var first = writes.Where(w => w.Invoked >= kill.At).Select(w => w.Answered).DefaultIfEmpty(0).Min();
            // Until somebody has accepted what was lost nothing is written, and that is as it should be.
            if (Loss is { } loss && kill.At < loss.At && first > loss.At) continue;
            if (first > 0) found.Add((kill.Instance is not null, Stopwatch.GetElapsedTime(kill.At, first)));
        }

        return found;
    }
}
