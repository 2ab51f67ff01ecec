using System.Text;
using PcnAgreements.Proof.Merkle;
using PcnAgreements.Proof.Notes;

namespace PcnAgreements.Proof.Exports;

/// <summary>
/// Writes a whole log as a file that can be checked in one pass: a heading, checkpoints, an empty line, then a line for each entry in
/// order. Entries MUST be made anew from the events, and leaf hashes taken as the log stored them: only so does the file show where the
/// two part.
/// </summary>
public sealed class LogExportWriter
{
    internal const string Heading = "pcn-agreements-log/v1";
    internal const string CheckpointWord = "checkpoint ";
    internal const char DamageMark = '!';
    private readonly Stream file;

    /// <summary>Begins a file.</summary>
    /// <param name="file">Where it goes; left open.</param>
    /// <param name="checkpoints">The log's last checkpoint, and earlier ones where it kept them: each narrows down where something is
    /// wrong.</param>
    public LogExportWriter(Stream file, params IEnumerable<SignedNote> checkpoints)
    {
        this.file = file;
        var head = new StringBuilder(Heading).Append('\n');
        foreach (var note in checkpoints)
            head.Append($"{CheckpointWord}{Convert.ToBase64String(Encoding.UTF8.GetBytes(note.ToString()))}\n");
        file.Write(Encoding.UTF8.GetBytes(head.Append('\n').ToString()));
    }

    /// <summary>Adds the next entry.</summary>
    /// <param name="stored">The leaf's hash as the log stored it.</param>
    /// <param name="entry">The entry's bytes, made from the event as it now is.</param>
    /// <param name="canonicalData">The event's canonical data; empty where they are withheld.</param>
    public void Add(TreeHash stored, ReadOnlySpan<byte> entry, ReadOnlySpan<byte> canonicalData)
    {
        file.Write(Encoding.ASCII.GetBytes($"{stored}\t"));
        file.Write(entry);
        if (!canonicalData.IsEmpty)
        {
            file.WriteByte((byte)'\t');
            file.Write(canonicalData);
        }

        file.WriteByte((byte)'\n');
    }

    /// <summary>Adds a line for an entry that cannot be made again, so that whoever checks the file learns why.</summary>
    /// <param name="stored">The leaf's hash as the log stored it; all noughts where it stored none.</param>
    /// <param name="why">What is wrong with the event, in words.</param>
    public void AddDamaged(TreeHash stored, string why) => file.Write(Encoding.UTF8.GetBytes($"{stored}\t{DamageMark}{why}\n"));
}
