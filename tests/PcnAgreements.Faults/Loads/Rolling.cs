using System.Diagnostics;
using PcnAgreements.Faults.Arenas;
using PcnAgreements.Faults.Histories;

namespace PcnAgreements.Faults.Loads;

/// <summary>
/// One instance after the other is taken out of rotation, ended by SIGTERM, and put back once it is ready again, under load: no request
/// fails, those under way at the one that ends neither.
/// </summary>
internal sealed class Rolling(Arena arena)
{
    private readonly List<Away> away = [];

    /// <summary>Goes round until told that it is enough.</summary>
    public async Task Roll(CancellationToken enough)
    {
        for (var n = 0; !enough.IsCancellationRequested; n++)
        {
            var instance = arena.Instances[n % arena.Instances.Count];
            instance.InRotation = false;
            // What a load balancer has chosen it for already is on its way.
            await Task.Delay(50, CancellationToken.None);
            var (from, starts) = (Stopwatch.GetTimestamp(), instance.Starts);
            instance.Terminate();
            while (instance.Starts == starts) await Task.Delay(20, CancellationToken.None);
            await instance.UntilReady(TimeSpan.FromMinutes(1));
            away.Add(new(instance.Number, from, Stopwatch.GetTimestamp()));
            instance.InRotation = true;
            await Task.Delay(500, CancellationToken.None);
        }
    }

    /// <summary>Says what came of it; whether every instance was restarted and no request failed.</summary>
    public bool Says(History history) => IsWell(away, arena.Instances.Count, history);

    /// <summary>The same of any restarts.</summary>
    public static bool IsWell(IReadOnlyList<Away> away, int instances, History history)
    {
        var underWay = history.Attempts
            .Where(a => away.Any(w => w.Instance == a.Instance && a.Invoked <= w.From && a.Answered >= w.From)).ToList();
        var (cutOff, failed) = (underWay.Count(a => a.IsUnknown), history.Attempts.Count(a => a.IsUnknown));
        Report.Say($"    {away.Count} restarts; of {underWay.Count} requests under way at the instance that ended {cutOff} failed, "
            + $"of all others {failed - cutOff}");
        var restarted = away.Select(w => w.Instance).Distinct().Count();
        if (restarted < instances) Report.Say($"    only {restarted} of {instances} instances were restarted: give it more --minutes");
        return failed == 0 && restarted == instances;
    }
}

/// <summary>When an instance was away, by the harness's monotonic clock.</summary>
internal readonly record struct Away(int Instance, long From, long Until);
