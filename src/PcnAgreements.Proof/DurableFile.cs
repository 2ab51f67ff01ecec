using System.Runtime.InteropServices;
using System.Text;

namespace PcnAgreements.Proof;

/// <summary>Writes a small file so that it is on the disk, folder and all, before anybody relies on it.</summary>
public static class DurableFile
{
    /// <summary>Puts a text into a file in place of what was there: all of it or nothing, whatever fails meanwhile.</summary>
    /// <exception cref="IOException">It could not be written, or not be flushed to the disk.</exception>
    public static void Replace(string path, string text)
    {
        var next = path + ".next";
        using (var file = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
        FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    // The rename itself must be on the disk too; the base library has no word for that.
    private static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = Open(Encoding.UTF8.GetBytes(folder + '\0'), 0);
        if (handle < 0) throw new IOException($"{folder} could not be opened to be flushed.");
        try
        {
            if (Fsync(handle) != 0) throw new IOException($"{folder} could not be flushed to the disk.");
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fsync(int file);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int file);
}
