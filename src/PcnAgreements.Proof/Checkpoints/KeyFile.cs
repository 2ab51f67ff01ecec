using static System.FormattableString;
using PcnAgreements.Proof.Notes;

namespace PcnAgreements.Proof.Checkpoints;

/// <summary>
/// The file that holds private keys, one a line, <c>#</c> before remarks, readable by its owner alone. A log signs with every key in it:
/// to rotate, a new file holds the new keys beside the old ones, until everybody's policy names the new ones; then the old ones are taken
/// out.
/// </summary>
public static class KeyFile
{
    /// <summary>Makes the keys of a log: ECDSA, which every platform has, and Ed25519 where this one has it.</summary>
    /// <param name="origin">The log's origin, which is its keys' name.</param>
    public static IReadOnlyList<SigningKey> MakeLogKeys(string origin) =>
        [.. new[] { KeyType.Ecdsa, KeyType.Ed25519 }.Where(SigningKey.CanUse).Select(type => SigningKey.Make(origin, type))];

    /// <summary>Writes keys into a file that must not be there yet.</summary>
    public static void Write(string path, IEnumerable<SigningKey> keys)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(path, options) { NewLine = "\n" };
        foreach (var key in keys)
        {
            file.WriteLine($"# {key.Verifier}");
            file.WriteLine(key.ToSecretText());
        }
    }

    /// <summary>Reads the keys that can be used here; Ed25519 keys are passed over where the platform has no OpenSSL.</summary>
    /// <exception cref="FormatException">A line is no key; the message says which and does not repeat it.</exception>
    public static IReadOnlyList<SigningKey> Read(string path)
    {
        var keys = new List<SigningKey>();
        foreach (var (number, line) in File.ReadLines(path).Index())
        {
            if (line.Trim() is "" or ['#', ..]) continue;
            try
            {
                if (!SigningKey.TryParse(line.Trim(), out var key))
                    throw new FormatException(Invariant($"{path}, line {number + 1}: that is no private key."));
                keys.Add(key);
            }
            catch (PlatformNotSupportedException)
            {
                // The log then signs with ECDSA alone, and says so where it starts.
            }
        }

        return keys;
    }
}
