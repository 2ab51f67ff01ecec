using System.Diagnostics;

namespace PcnAgreements.Faults.Injections;

/// <summary>A file system of limited size (in memory, so only root can make it), and a file that fills what is left of it.</summary>
internal sealed class Ballast : IDisposable
{
    private const int Megabytes = 1_500;
    private readonly string folder;

    private Ballast(string folder) => this.folder = folder;

    /// <summary>Mounts one on a folder; null when this process may not.</summary>
    public static Ballast? Mount(string folder)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root") return null;
        Directory.CreateDirectory(folder);
        return Run("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m,mode=755", "tmpfs", folder) ? new(folder) : null;
    }

    /// <summary>Takes what is left of the disk.</summary>
    public void Take()
    {
        using var file = File.Create(Weight);
        var zeros = new byte[1024 * 1024];
        try
        {
            while (true) file.Write(zeros);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Gives it back.</summary>
    public void Drop() => File.Delete(Weight);

    public void Dispose() => Run("umount", "-l", folder);

    private string Weight => Path.Combine(folder, "ballast");

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
