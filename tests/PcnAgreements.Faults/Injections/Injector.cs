using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using PcnAgreements.Faults.Arenas;

namespace PcnAgreements.Faults.Injections;

/// <summary>Does to an arena what a plan says, and keeps count of what was done: what found nothing to injure does not count.</summary>
internal sealed class Injector(Arena arena, Ballast? ballast, Restoration? restoration)
{
    private readonly ConcurrentDictionary<string, int> counts = [];
    private readonly ConcurrentQueue<Kill> kills = [];
    private readonly ConcurrentQueue<Outage> outages = [];
    private readonly Stopwatch clock = new();
    private readonly Backends backends = new(arena.Server);

    /// <summary>How often each came.</summary>
    public IReadOnlyDictionary<string, int> Counts => counts;

    /// <summary>When what was killed.</summary>
    public IReadOnlyCollection<Kill> Kills => kills;

    /// <summary>When writes could not go on, or not at once, for another reason than that an instance was killed.</summary>
    public IReadOnlyCollection<Outage> Outages => outages;

    /// <summary>Follows the plan to its end, or until told that it is enough.</summary>
    public async Task Follow(IReadOnlyList<Injection> plan, CancellationToken enough)
    {
        clock.Start();
        var under = new List<Task>();
        foreach (var injection in plan)
        {
            if (injection.At - clock.Elapsed is { Ticks: > 0 } wait)
                await Task.Delay(wait, enough).ContinueWith(_ => { }, TaskScheduler.Default);
            if (enough.IsCancellationRequested) break;
            if (injection.Injury == Injury.RestoredFromBackup) await Restore(under, injection.Dice);
            else under.Add(Inflict(injection));
        }

        await Task.WhenAll(under);
    }

    // By itself: what else is planned waits until the service writes again.
    private async Task Restore(List<Task> under, double dice)
    {
        await Task.WhenAll(under);
        clock.Stop();
        if (await restoration!.Perform(dice))
        {
            Add("restores from backup", 1);
            Add("log entries lost by a restore from backup", restoration.Loss!.Entries);
        }

        clock.Start();
    }

    private async Task Inflict(Injection i)
    {
        var (instance, line) = (arena.Instances[i.Instance], arena.Instances[i.Instance].Line);
        var began = Stopwatch.GetTimestamp();
        try
        {
            await (i.Injury switch
            {
                Injury.ServiceKilled => Task.Run(() => Kill(instance)),
                Injury.PostgresKilled => arena.Server.KillAndRestart(PostgresEnded),
                Injury.PostgresStoppedAtOnce => arena.Server.StopImmediatelyAndRestart(PostgresEnded),
                Injury.BackendKilled => KillBackend(),
                Injury.BackendsTerminated => Terminate(10 + (int)(i.Dice * 30)),
                Injury.LinesCut => Task.Run(() => Count(line.CutAll() > 0)),
                Injury.AppendCutOnItsWay => Meets(new Fate.RequestCutAfter((int)(i.Dice * 40_000))),
                Injury.AnswerCutOnItsWay => Meets(new Fate.AnswerCutAfter((int)(i.Dice * i.Dice * 600))),
                Injury.SerialisationFailure => Meets(new Fate.Refused(PostgresErrorCodes.SerializationFailure)),
                Injury.Deadlock => Meets(new Fate.Refused(PostgresErrorCodes.DeadlockDetected)),
                Injury.InstanceStoppedAndWoken => Stall(instance, TimeSpan.FromSeconds(0.5 + (i.Dice * 7))),
                Injury.PoolExhausted => Exhaust(TimeSpan.FromSeconds(1 + (i.Dice * 2))),
                Injury.ClockJumped => Jump(instance, i.Dice),
                Injury.DiskFull => FillDisk(TimeSpan.FromSeconds(0.5 + (i.Dice * 2))),
                _ => throw new ArgumentOutOfRangeException(nameof(i)),
            });
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            // It met another: Postgres was away just then.
            Add("injuries that met another and came to nothing", 1);
        }

        if (i.Injury is Injury.PostgresKilled or Injury.PostgresStoppedAtOnce or Injury.BackendKilled or Injury.InstanceStoppedAndWoken
            or Injury.PoolExhausted or Injury.DiskFull)
            outages.Enqueue(new(began, Stopwatch.GetTimestamp()));

        void Count(bool wasDone = true) => Add(i.Injury.ToString(), wasDone ? 1 : 0);

        void PostgresEnded()
        {
            kills.Enqueue(new(Stopwatch.GetTimestamp(), null));
            Count();
        }

        // It counts when an append meets it, not when it begins to wait for one.
        Task Meets(Fate fate)
        {
            line.Next(fate, () => Count());
            return Task.CompletedTask;
        }

        void Kill(Instance up)
        {
            if (up.ProcessId is null) throw new InvalidOperationException($"Instance {up.Number} is down just now.");
            kills.Enqueue(new(Stopwatch.GetTimestamp(), up.Number));
            up.Kill();
            Count();
        }

        async Task KillBackend()
        {
            if (!await backends.KillOne()) return;
            kills.Enqueue(new(began, null));
            Count();
        }

        async Task Terminate(int number)
        {
            await backends.Terminate(number, insideCommit =>
            {
                Add("backends terminated", 1);
                if (insideCommit) Add("backends terminated inside COMMIT", 1);
            });
            Count();
        }

        async Task Stall(Instance up, TimeSpan time)
        {
            if (up.ProcessId is null) throw new InvalidOperationException($"Instance {up.Number} is down just now.");
            up.Stop();
            await Task.Delay(time);
            up.Continue();
            Count();
        }

        async Task Exhaust(TimeSpan time)
        {
            await backends.Exhaust(time);
            Count();
        }

        // By up to an hour either way, as somebody would who sets a clock by hand; then right again.
        async Task Jump(Instance at, double dice)
        {
            if (!arena.HasClock) return;
            at.SetClockOff(TimeSpan.FromSeconds((dice - 0.5) * 7_200));
            await Task.Delay(TimeSpan.FromSeconds(1 + (dice * 3)));
            at.SetClockOff(TimeSpan.Zero);
            Count();
        }

        async Task FillDisk(TimeSpan time)
        {
            ballast!.Take();
            await Task.Delay(time);
            ballast.Drop();
            Count();
            await arena.Server.Revive();
        }
    }

    private void Add(string what, int number)
    {
        if (number > 0) counts.AddOrUpdate(what, number, (_, n) => n + number);
    }
}

/// <summary>That something was killed.</summary>
/// <param name="At">The harness's monotonic clock.</param>
/// <param name="Instance">The instance; null for Postgres.</param>
internal readonly record struct Kill(long At, int? Instance);

/// <summary>That Postgres was away, or what is needed of it or held by an instance that was stopped.</summary>
/// <param name="From">The harness's monotonic clock.</param>
/// <param name="To">When it had been undone.</param>
internal readonly record struct Outage(long From, long To);
