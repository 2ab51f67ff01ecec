using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PcnAgreements.Store;

/// <summary>What can be watched of the store: numbers and durations, never who or what.</summary>
public static class Telemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "PcnAgreements.Store";

    internal static readonly ActivitySource Source = new(Name);

    /// <summary>A span of what is done for several at once: part of the first one's trace, linked to the others'.</summary>
    /// <param name="source">Whose span it is.</param>
    /// <param name="name">What is done.</param>
    /// <param name="traces">Where each of them stands in its trace; default for one that is in none.</param>
    public static Activity? Together(ActivitySource source, string name, IEnumerable<ActivityContext> traces)
    {
        if (!source.HasListeners()) return null;
        ActivityContext[] all = [.. traces.Where(t => t != default)];
        return source.StartActivity(name, ActivityKind.Internal, all.FirstOrDefault(), links: all.Skip(1).Select(t => new ActivityLink(t)));
    }

    private static readonly Meter Meter = new(Name);

    internal static readonly Histogram<int> BatchSize = Meter.CreateHistogram<int>(
        "pcn.append.batch_size", "{append}", "Appends written together");

    internal static readonly Histogram<double> AppendDuration = Meter.CreateHistogram<double>(
        "pcn.append.duration", "s", "Time a batch takes", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5] });

    internal static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "pcn.append.retries", "{batch}", "Batches sent again after a rollback");

    internal static readonly Counter<long> Unknown = Meter.CreateCounter<long>(
        "pcn.append.unknown", "{batch}", "Batches whose connection broke");
}
