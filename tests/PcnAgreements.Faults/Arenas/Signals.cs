using System.Runtime.InteropServices;

namespace PcnAgreements.Faults.Arenas;

/// <summary>Signals to processes that the harness has started.</summary>
internal static partial class Signals
{
    private const int Killing = 9, Terminating = 15, Continuing = 18, Stopping = 19;

    public static void Kill(int process) => _ = Send(process, Killing);

    public static void Terminate(int process) => _ = Send(process, Terminating);

    /// <summary>Holds it where it stands; it knows nothing of it.</summary>
    public static void Stop(int process) => _ = Send(process, Stopping);

    public static void Continue(int process) => _ = Send(process, Continuing);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int process, int signal);
}
