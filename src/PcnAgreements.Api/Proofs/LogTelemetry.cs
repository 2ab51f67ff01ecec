using System.Diagnostics.Metrics;

namespace PcnAgreements.Api.Proofs;

/// <summary>What can be watched of the proof log.</summary>
internal static class LogTelemetry
{
    private static readonly Meter Meter = new("PcnAgreements.Api");
    private static long size;
    private static int broken;

    static LogTelemetry()
    {
        Meter.CreateObservableGauge(
            "pcn.log.size", () => Interlocked.Read(ref size), "{entry}", "Entries that the newest checkpoint signed here covers");
        Meter.CreateObservableGauge(
            "pcn.log.broken", () => Volatile.Read(ref broken), "{log}", "1 once the log is known to have been altered or put back");
    }

    public static long Size
    {
        set => Interlocked.Exchange(ref size, value);
    }

    public static int Broken
    {
        set => Volatile.Write(ref broken, value);
    }

    public static Counter<long> Checkpoints { get; } = Meter.CreateCounter<long>(
        "pcn.log.checkpoints", "{checkpoint}", "Checkpoints signed");

    public static Counter<long> Cosignatures { get; } = Meter.CreateCounter<long>(
        "pcn.log.cosignatures", "{signature}", "Cosignatures of witnesses");

    public static Counter<long> Refusals { get; } = Meter.CreateCounter<long>(
        "pcn.log.witness.refusals", "{answer}", "Checkpoints that a witness refused");

    public static Counter<long> Unreachable { get; } = Meter.CreateCounter<long>(
        "pcn.log.witness.unreachable", "{attempt}", "Witnesses that could not be reached");
}
