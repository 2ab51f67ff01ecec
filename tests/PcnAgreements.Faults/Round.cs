using System.Diagnostics;
using PcnAgreements.Faults.Arenas;
using PcnAgreements.Faults.Checks;
using PcnAgreements.Faults.Histories;
using PcnAgreements.Faults.Injections;
using PcnAgreements.Faults.Loads;
using PcnAgreements.Faults.Workload;

namespace PcnAgreements.Faults;

/// <summary>
/// One round: an arena is opened, clients work while the plan injures, all is made whole, every client is answered in the end, and then
/// what they saw is held against what the database has.
/// </summary>
internal sealed class Round(Setting setting, Extent extent)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(60);

    /// <summary>Runs it.</summary>
    public async Task<Outcome> Run()
    {
        var folder = Path.Combine(setting.Folder, $"seed-{extent.Seed}-{Guid.NewGuid().ToString("N")[..6]}");
        using var ballast = extent.FillsDisk ? Ballast.Mount(Path.Combine(folder, "data")) : null;
        var (history, findings, began) = (new History(), new Findings(), Stopwatch.StartNew());
        await using var arena = await Arena.Open(setting, folder);
        await using var restoration = extent.Restores ? new Restoration(arena, setting, folder, findings) : null;
        if (restoration is not null) await restoration.Begin();
        var injector = new Injector(arena, ballast, restoration);
        var (rolling, soak) = (new Rolling(arena), new Soak(arena));
        var echoes = new Echoes(arena);
        var working = Stopwatch.StartNew();
        try
        {
            var sender = new Sender(await Cast.Enter(arena.Instances[0]), history);
            await Work(arena, enough => extent.Meanwhile switch
            {
                Meanwhile.Injuries => injector.Follow(
                    Plan.Of(extent.Seed, extent.Length, setting.Instances, ballast is not null, extent.Restores), enough),
                Meanwhile.KillsApart => injector.Follow(Plan.KillsApart(extent.Length, setting.Instances), enough),
                Meanwhile.RollingRestarts => rolling.Roll(enough),
                _ => soak.Watch(enough),
            }, sender, echoes, history);
        }
        catch (NotEnteredException fault)
        {
            findings.Add("acknowledged once", fault.Message);
        }

        working.Stop();
        await UntilNothingIsDue(arena);
        foreach (var instance in arena.Instances) await instance.DisposeAsync();

        var record = await Record.Read(arena.Server.Database);
        Everything.Check(history, record, restoration?.Loss, findings);
        await Projections.Check(arena.Server.Database, record, findings);
        var outcome = new Outcome(extent, history, record, findings, injector, echoes, working.Elapsed, began.Elapsed) 
        {
            Loss = restoration?.Loss, HasClock = arena.HasClock, HasDisk = ballast is not null, Rolling = rolling, Soak = soak,
        };
        if (findings.Count > 0) await File.WriteAllLinesAsync(Path.Combine(folder, "findings.txt"), findings.Lines());
        return outcome with { Folder = folder };
    }

    private async Task Work(Arena arena, Func<CancellationToken, Task> meanwhile, Sender sender, Echoes echoes, History history)
    {
        using var enough = new CancellationTokenSource(extent.Length);
        using var giveUp = new CancellationTokenSource(extent.Length + Quiet);
        var world = new World(extent.Agreements);
        var under = Task.Run(() => meanwhile(enough.Token));
        var clients = Enumerable.Range(0, extent.Clients).Select(n => Task.Run(() =>
            new Client(n, extent.Seed, world, sender, history, arena, echoes)
                .Work(Wish.Of(extent.Seed, n, extent.Clients, extent.Agreements), enough.Token, giveUp.Token))).ToList();
        while (!enough.IsCancellationRequested)
        {
            await Task.Delay(100, enough.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            if (history.Count >= extent.Operations) await enough.CancelAsync();
        }

        await under;
        await arena.Calm();
        await Task.WhenAll(clients);
        await echoes.End();
    }

    // Deadlines lie seconds ahead at most; what passed while everything was down is done once something is up.
    private static async Task UntilNothingIsDue(Arena arena)
    {
        for (var since = Stopwatch.StartNew(); since.Elapsed < TimeSpan.FromSeconds(30); await Task.Delay(200))
        {
            if (arena.Server.Database.Ask<long>("select count(*) from pcn.due where at < clock_timestamp() + interval '5 seconds'") == 0)
                return;
        }
    }
}
