using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using PcnAgreements.Faults.Arenas;

namespace PcnAgreements.Faults.Injections;

/// <summary>Does to an arena what a plan says, and keeps count.</summary>
internal sealed class Injector(Arena arena, Ballast? ballast)
{
    private readonly ConcurrentDictionary<string, int> counts = [];
    private readonly ConcurrentQueue<Kill> kills = [];
    private readonly Stopwatch clock = new();

    /// <summary>How often each came.</summary>
    public IReadOnlyDictionary<string, int> Counts => counts;

    /// <summary>When what was killed.</summary>
    public IReadOnlyCollection<Kill> Kills => kills;

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
            under.Add(Inflict(injection));
        }

        await Task.WhenAll(under);
        foreach (var instance in arena.Instances) Add("appends that met a fate on the line", instance.Line.Suffered);
    }

    private async Task Inflict(Injection i)
    {
        var instance = arena.Instances[i.Instance];
        try
        {
            await (i.Injury switch
            {
                Injury.ServiceKilled => Done(() => Kill(instance)),
                Injury.PostgresKilled => Down(arena.Server.KillAndRestart),
                Injury.PostgresStoppedAtOnce => Down(arena.Server.StopImmediatelyAndRestart),
                Injury.BackendKilled => KillBackend(),
                Injury.BackendsTerminated => Terminate(10 + (int)(i.Dice * 30)),
                Injury.LinesCut => Done(instance.Line.CutAll),
                Injury.AppendCutOnItsWay => Done(() => instance.Line.Next(new Fate.RequestCutAfter((int)(i.Dice * 40_000)))),
                Injury.AnswerCutOnItsWay => Done(() => instance.Line.Next(new Fate.AnswerCutAfter((int)(i.Dice * i.Dice * 600)))),
                Injury.SerialisationFailure => Done(() => instance.Line.Next(new Fate.Refused(PostgresErrorCodes.SerializationFailure))),
                Injury.Deadlock => Done(() => instance.Line.Next(new Fate.Refused(PostgresErrorCodes.DeadlockDetected))),
                Injury.InstanceStoppedAndWoken => Stall(instance, TimeSpan.FromSeconds(0.5 + (i.Dice * 7))),
                Injury.PoolExhausted => Exhaust(TimeSpan.FromSeconds(1 + (i.Dice * 2))),
                Injury.ClockJumped => Jump(instance, i.Dice),
                Injury.DiskFull => FillDisk(TimeSpan.FromSeconds(0.5 + (i.Dice * 2))),
                _ => throw new ArgumentOutOfRangeException(nameof(i)),
            });
            Add(i.Injury.ToString(), 1);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            // It met another: Postgres was away just then.
            Add("injuries that met another and came to nothing", 1);
        }
    }

    private void Kill(Instance instance)
    {
        if (instance.ProcessId is null) throw new InvalidOperationException($"Instance {instance.Number} is down just now.");
        kills.Enqueue(new(Stopwatch.GetTimestamp(), instance.Number));
        instance.Kill();
    }

    private async Task Down(Func<Task> restart)
    {
        kills.Enqueue(new(Stopwatch.GetTimestamp(), null));
        await restart();
    }

    // The server ends all its sessions when one of them crashes, and recovers by itself.
    private async Task KillBackend()
    {
        await using var connection = await arena.Server.Open();
        await using var command = new NpgsqlCommand(
            "select pid from pg_stat_activity where application_name = 'pcn-agreements' order by random() limit 1", connection);
        if (await command.ExecuteScalarAsync() is not int backend) return;
        kills.Enqueue(new(Stopwatch.GetTimestamp(), null));
        Signals.Kill(backend);
    }

    // Those that write just now are ended first: many are in the middle of their COMMIT, waiting for the disk.
    private async Task Terminate(int number)
    {
        await using var connection = await arena.Server.Open();
        for (var n = 0; n < number; n++)
        {
            await using var command = new NpgsqlCommand("""
                select s.pid, coalesce(s.wait_event in ('WALSync', 'WALWrite', 'WALInitSync', 'WALInitWrite'), false), pg_terminate_backend(s.pid)
                from (
                    select a.pid, a.wait_event from pg_stat_activity a
                    where a.application_name = 'pcn-agreements'
                    order by a.wait_event like 'WAL%' desc nulls last, a.state = 'active' and a.query like '%pcn.append%' desc, random() limit 1
                ) s
                """, connection);
            await using var row = await command.ExecuteReaderAsync();
            if (await row.ReadAsync())
            {
                Add("backends terminated", 1);
                if (row.GetBoolean(1)) Add("backends terminated inside COMMIT", 1);
            }

            await row.DisposeAsync();
            await Task.Delay(8);
        }
    }

    private static async Task Stall(Instance instance, TimeSpan time)
    {
        instance.Stop();
        await Task.Delay(time);
        instance.Continue();
    }

    private async Task Exhaust(TimeSpan time)
    {
        var held = new List<NpgsqlConnection>();
        try
        {
            while (held.Count < 500) held.Add(await arena.Server.Open());
        }
        catch (NpgsqlException)
        {
            // There is no place left, which was wanted.
        }

        await Task.Delay(time);
        foreach (var connection in held) await connection.DisposeAsync();
    }

    // By up to an hour either way, as somebody would who sets a clock by hand; then right again.
    private async Task Jump(Instance instance, double dice)
    {
        if (!arena.HasClock) return;
        instance.SetClockOff(TimeSpan.FromSeconds((dice - 0.5) * 7_200));
        await Task.Delay(TimeSpan.FromSeconds(1 + (dice * 3)));
        instance.SetClockOff(TimeSpan.Zero);
    }

    private async Task FillDisk(TimeSpan time)
    {
        ballast!.Take();
        await Task.Delay(time);
        ballast.Drop();
        await arena.Server.Revive();
    }

    private static Task Done(Action act)
    {
        act();
        return Task.CompletedTask;
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
