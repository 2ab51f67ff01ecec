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
    public IReadOnlyList<Recovery> Recoveries()
    {
        var writes = History.Attempts.Where(a => a.IsAcknowledged && !History.Operations[a.Operation].IsRead)
            .OrderBy(a => a.Invoked).ToList();
        var found = new List<Recovery>();
        foreach (var kill in Injector.Kills)
        {
            var first = writes.Where(w => w.Invoked >= kill.At).Select(w => w.Answered).DefaultIfEmpty(0).Min();
            // Until somebody has accepted what was lost nothing is written, and that is as it should be.
            if (Loss is { } loss && kill.At < loss.At && first > loss.At) continue;
            if (first > 0) found.Add(Recovery.Of(kill, first, Injector.Outages));
        }

        return found;
    }
}

/// <summary>How long it took after a kill until a write was acknowledged again.</summary>
/// <param name="IsOfService">Whether an instance was killed; else Postgres was.</param>
/// <param name="Met">Whether an instance was killed while something else was in the way of writes as well.</param>
internal readonly record struct Recovery(bool IsOfService, TimeSpan After, bool Met)
{
    /// <summary>The recovery from a kill.</summary>
    /// <param name="kill">The kill.</param>
    /// <param name="acknowledged">When the next write was, by the harness's monotonic clock.</param>
    /// <param name="outages">What else was in the way in that round.</param>
    public static Recovery Of(Kill kill, long acknowledged, IEnumerable<Outage> outages) => new(
        kill.Instance is not null, Stopwatch.GetElapsedTime(kill.At, acknowledged),
        kill.Instance is not null && outages.Any(o => o.From < acknowledged && o.To > kill.At));
}
