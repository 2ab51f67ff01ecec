using System.Security.Cryptography;
using System.Text;
using PcnAgreements.Api.Access;
using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Notes;

namespace PcnAgreements.Api.Proofs;

/// <summary>
/// The folder with the keys that sign the log: every <c>*.keys</c> file in it is read, and an origin is signed for with every key that has
/// its name. What was retired stands in <c>retired.txt</c>, without its secret: old receipts need its public part for ever.
/// </summary>
internal sealed class KeyFolder(string path)
{
    private const string Retirements = "retired.txt";

    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <summary>The keys that sign for an origin; none where there are none, or no folder.</summary>
    /// <exception cref="SettingException">A file in it holds something else than keys.</exception>
    public IReadOnlyList<SigningKey> For(string origin) => [.. All().Where(k => k.Key.Verifier.Name == origin).Select(k => k.Key)];

    /// <summary>Makes keys for an origin, beside those it has; the file they are in.</summary>
    public string Make(string origin)
    {
        if (!OperatingSystem.IsWindows())
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        else Directory.CreateDirectory(path);
        var keys = KeyFile.MakeLogKeys(origin);
        var file = System.IO.Path.Combine(path, $"{Slug(origin)}-{keys[0].Verifier.IdText}.keys");
        KeyFile.Write(file, keys);
        return file;
    }

    /// <summary>Takes a key out, so that it signs no more; false when there is none with that id.</summary>
    /// <param name="id">Its id, eight hexadecimal digits.</param>
    /// <param name="size">The largest size it has signed for.</param>
    public bool Retire(string id, long size)
    {
        if (All().FirstOrDefault(k => k.Key.Verifier.IdText == id) is not { Key: { } key, File: { } file }) return false;
        // The public part first: a key that were gone without it would take its receipts along.
        File.AppendAllText(
            System.IO.Path.Combine(path, Retirements),
            FormattableString.Invariant($"log {key.Verifier}\nretired {key.Verifier.Name}+{id} {size}\n"));
        File.WriteAllLines(
            file, File.ReadAllLines(file).Where(line => line.Trim() != key.ToSecretText() && line.Trim() != $"# {key.Verifier}"));
        return true;
    }

    /// <summary>What readers must know of the log's keys, retired ones among them, as lines of a policy.</summary>
    public string PolicyLines(string name)
    {
        var lines = new StringBuilder();
        foreach (var (key, _) in All().Where(k => LogName.IsOf(k.Key.Verifier.Name, name))) lines.Append($"log {key.Verifier}\n");
        var retired = System.IO.Path.Combine(path, Retirements);
        if (File.Exists(retired)) lines.Append(File.ReadAllText(retired));
        return lines.ToString();
    }

    /// <summary>The public keys that have ever signed for an origin.</summary>
    public IReadOnlyCollection<VerifierKey> VerifiersOf(string name, string origin) =>
        Policy.TryParse(PolicyLines(name) + "quorum none\n", out var policy, out _) ? [.. policy.Logs.Where(k => k.Name == origin)] : [];

    /// <summary>The file in which the last checkpoint that was served is kept.</summary>
    public string CheckpointFile(string name) => System.IO.Path.Combine(path, $"{Slug(name)}.checkpoint");

    private IEnumerable<(SigningKey Key, string File)> All()
    {
        if (!Directory.Exists(path)) yield break;
        foreach (var file in Directory.EnumerateFiles(path, "*.keys").Order(StringComparer.Ordinal))
        {
            foreach (var key in Read(file)) yield return (key, file);
        }
    }

    private static IReadOnlyList<SigningKey> Read(string file)
    {
        try
        {
            return KeyFile.Read(file);
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"Log__Keys holds what cannot be read: {e.Message}");
        }
    }

    // Readable, and of two names never the same.
    private static string Slug(string name) =>
        new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]) + "-"
            + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8];
}
