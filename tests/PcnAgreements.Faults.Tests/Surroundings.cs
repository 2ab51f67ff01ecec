using System.Reflection;
using PcnAgreements.Faults.Arenas;
using Xunit;

// Each of them takes the whole machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace PcnAgreements.Faults.Tests;

/// <summary>What the tests run, and where: the service as it was built with them, in a folder that goes when they are done.</summary>
internal sealed class Surroundings : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pcn-faults-").FullName;

    public Surroundings()
    {
        // Postgres does not run as root, and whoever it runs as must come this far.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(
                folder,
                File.GetUnixFileMode(
                    folder) | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }

    /// <summary>The checkout that the tests were built from.</summary>
    public static string Checkout => Of("Checkout");

    public Setting Setting => new(Checkout, Of("Service"), folder);

    /// <summary>A place in the folder.</summary>
    public string Place(string name) => Path.Combine(folder, name);

    public void Dispose()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (IOException) when (tries < 50)
            {
                // The watch over a Postgres that was stopped here ends a moment later.
                Thread.Sleep(100);
            }
        }
    }

    private static string Of(string key) =>
        typeof(Surroundings).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
