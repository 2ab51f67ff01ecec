using PcnAgreements.Proof.Checkpoints;
using static System.FormattableString;

namespace PcnAgreements.Proof.Exports;

/// <summary>
/// The epochs that entries of a log begin, and which checkpoints of earlier ones they excuse: such a checkpoint may cover what was lost
/// between. An excuse holds only if in the end a checkpoint that the reader trusts covers the entry that gives it.
/// </summary>
internal sealed class EpochsBegun
{
    private readonly List<(long Index, long Epoch)> begun = [];
    private readonly List<string> remarks = [];
    private long? last;

    /// <summary>What was excused, in sentences.</summary>
    public IReadOnlyList<string> Remarks => remarks;

    /// <summary>Takes note of an entry that begins an epoch; one that says something else of itself than is so begins none.</summary>
    public void Note(long index, EpochStart start)
    {
        if (start.Kept == index) begun.Add((index, start.Epoch));
    }

    /// <summary>Whether an epoch later than a checkpoint's own, and no later than the log's, began before its size.</summary>
    /// <param name="held">The checkpoint, which does not fit.</param>
    /// <param name="name">The log's name, without an epoch.</param>
    /// <param name="current">Which epoch the log is in.</param>
    public bool Excuse(HeldCheckpoint held, string name, long current)
    {
        var (size, own) = (held.Checkpoint.Size, LogName.EpochOf(held.Checkpoint.Origin, name));
        var found = begun.FindIndex(b => b.Epoch > own && b.Epoch <= current && b.Index < size);
        if (found < 0) return false;
        var index = begun[found].Index;
        last = Math.Max(last ?? 0, index);
        var lost = Invariant($"{size - index} entries from there on, which the checkpoint of {held.Whence} covers, are not in it");
        remarks.Add(Invariant($"The log was begun anew at entry {index}: {lost}."));
        return true;
    }

    /// <summary>The entry by which something was excused though nothing trusted covers it; null when there is none.</summary>
    /// <param name="covered">Up to which size a checkpoint that the reader trusts fits.</param>
    public long? Uncovered(long covered) => last is { } index && index >= covered ? index : null;
}
