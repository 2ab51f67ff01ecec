using System.Collections.Concurrent;
using System.Diagnostics;

namespace PcnAgreements.Faults.Arenas;

/// <summary>However the harness ends, it leaves no instance behind.</summary>
internal static class Surviving
{
    private static readonly ConcurrentDictionary<Process, bool> Up = [];

    static Surviving() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var process in Up.Keys) Signals.Kill(process.Id);
    };

    public static void Note(Process process) => Up[process] = true;

    public static void Forget(Process process) => Up.TryRemove(process, out _);
}
