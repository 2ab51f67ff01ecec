using System.Diagnostics;

namespace PcnAgreements.Benchmarks.Measures;

/// <summary>One round's outcome.</summary>
/// <param name="PerSecond">How many were done a second.</param>
/// <param name="P50">The middle latency, in milliseconds.</param>
/// <param name="P99">The latency that one in a hundred exceeds, in milliseconds.</param>
/// <param name="Count">How many were done.</param>
internal sealed record Round(double PerSecond, double P50, double P99, long Count)
{
    public static Round Of(IEnumerable<double> milliseconds, TimeSpan elapsed)
    {
        var sorted = milliseconds.Order().ToArray();
        if (sorted.Length == 0) throw new InvalidOperationException("Nothing was done in a whole round.");
        return new(sorted.Length / elapsed.TotalSeconds, At(sorted, 0.50), At(sorted, 0.99), sorted.Length);
    }

    private static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
}

/// <summary>One who does the measured thing again and again on a connection of its own.</summary>
internal interface IClient : IDisposable
{
    /// <summary>Does it once; throws when it did not succeed.</summary>
    void Do();
}

/// <summary>
/// Runs clients side by side, each on a thread of its own with blocking calls: on a machine shared with what is measured, that is the least
/// a client can cost.
/// </summary>
internal static class Load
{
    public static Round Run(int connections, TimeSpan time, Func<int, IClient> open)
    {
        var clients = Enumerable.Range(0, connections).Select(open).ToArray();
        var latencies = clients.Select(_ => new List<double>(1 << 14)).ToArray();
        var faults = new List<Exception>();
        using var start = new ManualResetEventSlim();
        long began = 0;
        var threads = clients.Select((client, n) => new Thread(() => Repeat(client, latencies[n]), 256 * 1024)).ToArray();
        foreach (var thread in threads) thread.Start();
        began = Stopwatch.GetTimestamp();
        start.Set();
        foreach (var thread in threads) thread.Join();
        var elapsed = Stopwatch.GetElapsedTime(began);
        foreach (var client in clients) client.Dispose();
        return faults.Count == 0 ? Round.Of(latencies.SelectMany(l => l), elapsed) : throw new AggregateException(faults);

        void Repeat(IClient client, List<double> into)
        {
            start.Wait();
            try
            {
                for (var from = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < time;)
                {
                    client.Do();
                    var to = Stopwatch.GetTimestamp();
                    into.Add(Stopwatch.GetElapsedTime(from, to).TotalMilliseconds);
                    from = to;
                }
            }
            catch (Exception fault)
            {
                lock (faults) faults.Add(fault);
            }
        }
    }
}
