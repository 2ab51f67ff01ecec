using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PcnAgreements.Store;

/// <summary>What can be watched of the store: numbers and durations, never who or what.</summary>
public static class Telemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "PcnAgreements.Store";

    internal static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    internal static readonly Histogram<int> BatchSize = Meter.CreateHistogram<int>(
        "pcn.append.batch_size", "{append}", "Appends written together");

    internal static readonly Histogram<double> AppendDuration = Meter.CreateHistogram<double>(
        "pcn.append.duration", "s", "Time a batch takes");

    internal static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "pcn.append.retries", "{batch}", "Batches sent again after a rollback");

    internal static readonly Counter<long> Unknown = Meter.CreateCounter<long>(
        "pcn.append.unknown", "{batch}", "Batches whose connection broke");
}
