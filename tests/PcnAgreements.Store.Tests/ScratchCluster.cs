using System.Diagnostics;

namespace PcnAgreements.Store.Tests;

/// <summary>
/// A cluster made by <c>ops/postgres</c> for this process alone: it and its folder end with it, however it ends, by the watch that the
/// script leaves behind. Were it stopped on the way out, the runner would take the second that costs for a thread that does not end.
/// </summary>
internal sealed class ScratchCluster
{
    private const string Superuser = "PCN_TEST_POSTGRES=";

    private ScratchCluster(string folder)
    {
        Folder = folder;
        ConnectionString = Run("start", folder, "--scratch", "--for", $"{Environment.ProcessId}")
            .Split('\n').Single(line => line.StartsWith(Superuser, StringComparison.Ordinal))[Superuser.Length..];
    }

    public string Folder { get; }

    public string ConnectionString { get; }

    public static ScratchCluster Start() => new(Path.Combine(Path.GetTempPath(), $"pcn-postgres-{Guid.NewGuid():N}"));

    public void StopImmediately() => Run("stop", Folder, "--now");

    public void Restart(int port) => Run("start", Folder, "--port", $"{port}", "--for", $"{Environment.ProcessId}");

    public void Remove()
    {
        if (Directory.Exists(Folder)) Run("stop", Folder);
    }

    private static string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Script(), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode == 0) return output;

        throw new InvalidOperationException($"ops/postgres {string.Join(' ', arguments)} failed: {errors.GetAwaiter().GetResult()}");
    }

    private static string Script()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Path.Combine(folder.FullName, "ops", "postgres") is var script && File.Exists(script)) return script;
        }

        throw new FileNotFoundException($"No ops/postgres above {AppContext.BaseDirectory}: tests run in their checkout.");
    }
}
