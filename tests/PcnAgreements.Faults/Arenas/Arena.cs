using System.Diagnostics;

namespace PcnAgreements.Faults.Arenas;

/// <summary>
/// Where one round takes place: a Postgres of its own and some instances of the service on it, each over a line of its own.
/// </summary>
internal sealed class Arena : IAsyncDisposable
{
    private Arena(Server server, IReadOnlyList<Instance> instances, bool hasClock) =>
        (Server, Instances, HasClock) = (server, instances, hasClock);

    public Server Server { get; }

    public IReadOnlyList<Instance> Instances { get; }

    /// <summary>Whether the clock of an instance can be set.</summary>
    public bool HasClock { get; }

    /// <summary>How often the database was brought back from a backup.</summary>
    public int Restores { get; set; }

    /// <summary>Starts all of it, ready to be used.</summary>
    /// <param name="setting">What is run, and where.</param>
    /// <param name="folder">Where the files of this arena go.</param>
    /// <param name="settings">Further settings of the service.</param>
    public static async Task<Arena> Open(Setting setting, string folder, IReadOnlyDictionary<string, string>? settings = null)
    {
        Directory.CreateDirectory(folder);
        var server = await Task.Run(() => new Server(setting.Checkout, Path.Combine(folder, "data")));
        var shim = Shim(folder);
        var instances = Enumerable.Range(0, setting.Instances)
            .Select(n => new Instance(n, setting.Service, server.Database, folder, shim, settings ?? new Dictionary<string, string>()))
                .ToList();
        var arena = new Arena(server, instances, shim is not null);
        foreach (var instance in instances) instance.Begin();
        foreach (var instance in instances) await instance.UntilReady(TimeSpan.FromMinutes(2));
        return arena;
    }

    /// <summary>Ends every fault: all up, all clocks right, all lines whole.</summary>
    public async Task Calm()
    {
        await Server.Revive();
        foreach (var instance in Instances)
        {
            instance.Continue();
            instance.SetClockOff(TimeSpan.Zero);
            instance.Line.Calm();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in Instances) await instance.DisposeAsync();
        await Server.DisposeAsync();
    }

    // Where there is no C compiler, clocks do not jump; the report says so.
    private static string? Shim(string folder)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var library = Path.Combine(folder, "clock.so");
        var start = new ProcessStartInfo(
            "cc", ["-shared", "-fPIC", "-O2", "-o", library, Path.Combine(AppContext.BaseDirectory, "Arenas", "clock.c"), "-ldl"])
        {
            RedirectStandardError = true,
        };
        try
        {
            using var compiler = Process.Start(start)!;
            compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? library : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}

/// <summary>What is run, and where.</summary>
/// <param name="Checkout">The checkout, for <c>ops/postgres</c>.</param>
/// <param name="Service">The service's assembly.</param>
/// <param name="Folder">Where files may go.</param>
/// <param name="Instances">How many instances of the service there are.</param>
internal sealed record Setting(string Checkout, string Service, string Folder, int Instances = 3);
