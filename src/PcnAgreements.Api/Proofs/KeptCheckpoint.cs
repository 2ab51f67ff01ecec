using System.Text;
using PcnAgreements.Proof;
using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Notes;

namespace PcnAgreements.Api.Proofs;

/// <summary>
/// The last checkpoint that this machine has seen signed or served, in a file outside the database: whoever puts the database back cannot
/// put this back with it. Nothing is served before it is on the disk here.
/// </summary>
internal sealed class KeptCheckpoint(KeyFolder folder, LogIdentity identity)
{
    private readonly Lock one = new();
    private (SignedNote Note, Checkpoint Checkpoint)? seen;

    /// <summary>Where it is kept.</summary>
    public string File => folder.CheckpointFile(identity.Name);

    /// <summary>The checkpoint; null before the first.</summary>
    /// <exception cref="LogDamagedException">The file is not what was written.</exception>
    public (SignedNote Note, Checkpoint Checkpoint)? Read()
    {
        lock (one) return seen ??= FromFile();
    }

    /// <summary>
    /// Keeps a checkpoint in place of a smaller one of its epoch, or of one of an earlier epoch. Returns once it is on the disk.
    /// </summary>
    public void Keep(SignedNote note, Checkpoint checkpoint)
    {
        lock (one)
        {
            Directory.CreateDirectory(folder.Path);
            // Another process of this machine may share the folder.
            using var alone = Alone();
            seen = FromFile();
            if (seen is { } last && last.Checkpoint.Origin == checkpoint.Origin && last.Checkpoint.Size > checkpoint.Size) return;
            DurableFile.Replace(File, note.ToString());
            seen = (note, checkpoint);
        }
    }

    private FileStream Alone()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new(File + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < 500)
            {
                Thread.Sleep(10);
            }
        }
    }

    private (SignedNote, Checkpoint)? FromFile()
    {
        if (!System.IO.File.Exists(File)) return null;
        return SignedNote.TryParse(System.IO.File.ReadAllText(File, Encoding.UTF8), out var note, out _)
            && Checkpoint.TryParse(note.Text, out var checkpoint)
            ? (note, checkpoint)
            : throw new LogDamagedException(
                "The file beside the log's keys, which keeps its last checkpoint, is not what was written there.");
    }
}
