using System.Security.Cryptography;
using System.Text;
using PcnAgreements.Proof;
using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Notes;

namespace PcnAgreements.Witness;

/// <summary>
/// What the witness has seen: of each log, the largest checkpoint it cosigned, one file each. A new one is on the disk, folder and all,
/// before anybody is answered: a witness that forgets is none.
/// </summary>
public sealed class Memory : IDisposable
{
    private readonly string folder;
    private readonly FileStream alone;

    /// <summary>Remembers in a folder, which is made when it is not there.</summary>
    /// <exception cref="IOException">Another witness is at work in that folder.</exception>
    public Memory(string folder)
    {
        this.folder = Directory.CreateDirectory(folder).FullName;
        alone = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    /// <summary>The name of a log in files and addresses: SHA-256 of its origin, lower-case hex.</summary>
    public static string NameOf(string origin) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)));

    /// <summary>The checkpoint last cosigned, as it was answered; null when there was none.</summary>
    /// <exception cref="InvalidDataException">What is on the disk is not what was written: the witness must not go on as if it had seen
    /// nothing.</exception>
    public SignedNote? Recall(string name)
    {
        var path = PathOf(name);
        if (!File.Exists(path)) return null;
        return SignedNote.TryParse(File.ReadAllBytes(path), out var note, out var problem) && Checkpoint.TryParse(note.Text, out _)
            ? note
            : throw new InvalidDataException($"{path} is damaged: {problem ?? "it is no checkpoint"}. Put back one that you trust.");
    }

    /// <summary>Remembers a checkpoint in place of the one before it: all of it or nothing, whatever fails meanwhile.</summary>
    public void Remember(string name, SignedNote note) => DurableFile.Replace(PathOf(name), note.ToString());

    /// <inheritdoc/>
    public void Dispose() => alone.Dispose();

    private string PathOf(string name) => Path.Combine(folder, $"{name}.checkpoint");
}
