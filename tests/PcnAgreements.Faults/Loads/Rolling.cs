using System.Diagnostics;
using PcnAgreements.Faults.Arenas;
using PcnAgreements.Faults.Histories;

namespace PcnAgreements.Faults.Loads;

/// <summary>
/// One instance after the other is taken out of rotation, ended by SIGTERM, and put back once it is ready again, under load: no request
/// fails, save those under way at the one that ends.
/// </summary>
internal sealed class Rolling(Arena arena)
{
    private readonly List<(int Instance, long From, long Until)> away = [];

    /// <summary>How often an instance was restarted.</summary>
    public int Restarts => away.Count;

    /// <summary>Goes round until told that it is enough.</summary>
    public async Task Roll(CancellationToken enough)
    {
        for (var n = 0; !enough.IsCancellationRequested; n++)
        {
            var instance = arena.Instances[n % arena.Instances.Count];
            instance.InRotation = false;
            // What a load balancer has sent it already may still arrive.
            await Task.Delay(200, CancellationToken.None);
            var (from, starts) = (Stopwatch.GetTimestamp(), instance.Starts);
            instance.Terminate();
            while (instance.Starts == starts) await Task.Delay(20, CancellationToken.None);
            await instance.UntilReady(TimeSpan.FromMinutes(1));
            away.Add((instance.Number, from, Stopwatch.GetTimestamp()));
            instance.InRotation = true;
            await Task.Delay(500, CancellationToken.None);
        }
    }

    /// <summary>The requests that failed: under way when their instance ended, and others.</summary>
    public (int UnderWay, int Others) Failed(History history)
    {
        var failed = history.Attempts.Where(a => a.IsUnknown).ToList();
        var underWay = failed.Count(a => away.Exists(w => w.Instance == a.Instance && a.Invoked <= w.From && a.Answered >= w.From));
        return (underWay, failed.Count - underWay);
    }
}
