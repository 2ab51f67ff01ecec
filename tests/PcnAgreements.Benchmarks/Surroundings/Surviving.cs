using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PcnAgreements.Benchmarks.Surroundings;

/// <summary>However this process ends, it leaves no service behind, and starts none while it ends.</summary>
internal static class Surviving
{
    private static readonly ConcurrentDictionary<Process, bool> Up = [];
    private static bool over;

    // The runtime raises no ProcessExit for a signal. Kept: a registration that is collected hears nothing.
    private static readonly PosixSignalRegistration[] Heard =
        [On(PosixSignal.SIGTERM), On(PosixSignal.SIGINT), On(PosixSignal.SIGHUP)];

    static Surviving() => AppDomain.CurrentDomain.ProcessExit += (_, _) => End();

    /// <summary>Starts a process that will not outlive this one; null when this one is ending.</summary>
    public static Process? Start(ProcessStartInfo start)
    {
        lock (Up)
        {
            if (over) return null;
            var process = Process.Start(start)!;
            Up[process] = true;
            return process;
        }
    }

    /// <summary>It has ended.</summary>
    public static void Forget(Process process) => Up.TryRemove(process, out _);

    private static PosixSignalRegistration On(PosixSignal signal) => PosixSignalRegistration.Create(signal, _ => End());

    private static void End()
    {
        lock (Up)
        {
            over = true;
            foreach (var process in Up.Keys) process.Kill();
        }
    }
}
