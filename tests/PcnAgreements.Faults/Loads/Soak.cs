using System.Diagnostics;
using Npgsql;
using PcnAgreements.Faults.Arenas;
using PcnAgreements.Faults.Histories;

namespace PcnAgreements.Faults.Loads;

/// <summary>
/// Watches memory, connections and latency while clients work for long and nothing is injured: none of them may have a trend.
/// </summary>
internal sealed class Soak(Arena arena)
{
    private const double MostGrowth = 1.5;
    private readonly List<(double Memory, double Connections)> samples = [];

    /// <summary>Looks every few seconds until told that it is enough.</summary>
    public async Task Watch(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            samples.Add((arena.Instances.Max(i => i.Memory()) / 1e6, await Connections()));
            await Task.Delay(TimeSpan.FromSeconds(3), enough).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    // As superuser, for whom some are kept when the service has all others.
    private async Task<long> Connections()
    {
        await using var connection = await arena.Server.Open();
        await using var command = new NpgsqlCommand(
            "select count(*) from pg_stat_activity where application_name like 'pcn-agreements%'", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>What each was early, once warm, and late; whether none has grown.</summary>
    public bool Says(History history)
    {
        var answers = history.Attempts.Where(a => a.IsAcknowledged).OrderBy(a => a.Invoked)
            .Select(a => Stopwatch.GetElapsedTime(a.Invoked, a.Answered).TotalMilliseconds).ToList();
        return Compare("memory of the largest instance, MB", [.. samples.Select(s => s.Memory)]) & Compare(
            "connections to Postgres", [.. samples.Select(s => s.Connections)])
            & Compare("latency, ms (middle of all)", answers);
    }

    /// <summary>The second fifth against the last: the first is warming up. Fewer than five say nothing, and do not pass.</summary>
    public static bool Compare(string what, IReadOnlyList<double> values)
    {
        if (values.Count < 5)
        {
            Report.Say($"    {what,-42} was seen {values.Count} times only: give it more --minutes");
            return false;
        }

        var fifth = values.Count / 5;
        var (early, late) = (Middle(values.Skip(fifth).Take(fifth)), Middle(values.TakeLast(fifth)));
        var tenths = Enumerable.Range(0, 10)
            .Select(n => Middle(values.Take((n + 1) * values.Count / 10).Skip(n * values.Count / 10)));
        Report.Say($"    {what,-42} {early,8:0.0} early, {late,8:0.0} late; "
            + $"by tenths: {string.Join(' ', tenths.Select(t => $"{t:0.#}"))}");
        return late <= early * MostGrowth;
    }

    private static double Middle(IEnumerable<double> values) =>
        values.Order().ToList() is { Count: > 0 } sorted ? sorted[sorted.Count / 2] : 0;
}
