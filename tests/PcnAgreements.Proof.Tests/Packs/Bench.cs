using System.IO.Compression;
using PcnAgreements.Proof.Packs;
using PcnAgreements.Verify;

namespace PcnAgreements.Proof.Tests.Packs;

/// <summary>Where packs are written to files, changed, and given to the verifier as somebody at a command line would.</summary>
internal sealed class Bench : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pcn-pack-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public (int Status, string Said) Verify(string zip, string? policy = null)
    {
        var said = new StringWriter { NewLine = "\n" };
        return (CommandLine.Run(["pack", zip, "--policy", PolicyFile(policy ?? Story.PolicyText)], said, said), said.ToString());
    }

    public string PolicyFile(string text)
    {
        var path = Path.Combine(folder, $"{Guid.NewGuid()}.policy");
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A file that may be changed: a copy, or one that is not there yet.</summary>
    public string Copy(string? zip)
    {
        var path = Path.Combine(folder, $"{Guid.NewGuid()}.zip");
        if (zip is not null) File.Copy(zip, path);
        return path;
    }

    public string Zip(Pack pack)
    {
        var path = Path.Combine(folder, $"{Guid.NewGuid()}.zip");
        using var file = File.Create(path);
        PackFile.Write(pack, file);
        return path;
    }

    public static string ReadmeAndPage(string zip)
    {
        using var archive = ZipFile.OpenRead(zip);
        return string.Concat(new[] { "README.txt", "record.html" }.Select(name =>
        {
            using var reader = new StreamReader(archive.GetEntry(name)!.Open());
            return reader.ReadToEnd();
        }));
    }

    public static string Forge(string zip, string file, Func<string, string> change)
    {
        using var archive = ZipFile.Open(zip, ZipArchiveMode.Update);
        string before;
        using (var reader = new StreamReader(archive.GetEntry(file)!.Open())) before = reader.ReadToEnd();
        var after = change(before);
        after.ShouldNotBe(before);
        archive.GetEntry(file)!.Delete();
        using var writer = new StreamWriter(archive.CreateEntry(file).Open());
        writer.Write(after);
        return zip;
    }
}
