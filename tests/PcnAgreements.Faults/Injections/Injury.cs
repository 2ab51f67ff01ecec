using PcnAgreements.Faults.Workload;

namespace PcnAgreements.Faults.Injections;

/// <summary>What is done to the service and its surroundings.</summary>
internal enum Injury
{
    ServiceKilled,
    PostgresKilled,
    PostgresStoppedAtOnce,
    BackendKilled,
    BackendsTerminated,
    LinesCut,
    AppendCutOnItsWay,
    AnswerCutOnItsWay,
    SerialisationFailure,
    Deadlock,
    InstanceStoppedAndWoken,
    PoolExhausted,
    ClockJumped,
    DiskFull,
    RestoredFromBackup,
}

/// <summary>One of them at its moment.</summary>
/// <param name="At">Since the beginning of the round.</param>
/// <param name="Instance">Which instance, where it is about one.</param>
/// <param name="Dice">How much, how long, where: from 0 to 1.</param>
internal readonly record struct Injection(TimeSpan At, Injury Injury, int Instance, double Dice);

/// <summary>When what happens, from the seed alone.</summary>
internal static class Plan
{
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(12);

    // How often each comes in a minute of an ordinary round.
    private static readonly (Injury Injury, double PerMinute)[] Ordinary =
    [
        (Injury.ServiceKilled, 14), (Injury.PostgresKilled, 3.5), (Injury.PostgresStoppedAtOnce, 1.5), (Injury.BackendKilled, 1),
        (Injury.BackendsTerminated, 14), (Injury.LinesCut, 6), (Injury.AppendCutOnItsWay, 40), (Injury.AnswerCutOnItsWay, 60),
        (Injury.SerialisationFailure, 30), (Injury.Deadlock, 15), (Injury.InstanceStoppedAndWoken, 5), (Injury.PoolExhausted, 2),
        (Injury.ClockJumped, 8),
    ];

    /// <summary>
    /// The injections of a round, in order; with a disk that can be filled, it is, and with a backup it is restored from once, about the
    /// middle.
    /// </summary>
    public static IReadOnlyList<Injection> Of(int seed, TimeSpan length, int instances, bool fillsDisk, bool restores)
    {
        var random = new Random(Wish.HashCode(seed, 424_242));
        var kinds = fillsDisk ? [.. Ordinary, (Injury.DiskFull, 3)] : Ordinary;
        var all = new List<Injection>();
        foreach (var (injury, perMinute) in kinds)
        {
            // Every kind comes in every round, however short; the part of a whole that is left is drawn.
            var often = Math.Max(1, (int)((perMinute * length.TotalMinutes) + random.NextDouble()));
            for (var n = 0; n < often; n++)
                all.Add(new(length * (0.05 + (0.9 * random.NextDouble())), injury, random.Next(instances), random.NextDouble()));
        }

        if (restores) all.Add(new(length * (0.35 + (0.2 * random.NextDouble())), Injury.RestoredFromBackup, 0, random.NextDouble()));
        return [.. all.OrderBy(i => i.At)];
    }

    /// <summary>
    /// Kills only, so far apart that none meets another, of Postgres and of the instances by turns: what shows how soon writes go on.
    /// </summary>
    public static IReadOnlyList<Injection> KillsApart(TimeSpan length, int instances) =>
    [
        .. Enumerable.Range(1, (int)(length / Apart) - 1)
            .Select(n => new Injection(n * Apart, n % 2 == 0 ? Injury.PostgresKilled : Injury.ServiceKilled, n / 2 % instances, 0)),
    ];
}
