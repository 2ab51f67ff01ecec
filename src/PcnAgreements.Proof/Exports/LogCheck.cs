using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Merkle;
using PcnAgreements.Proof.Notes;
using static System.FormattableString;

namespace PcnAgreements.Proof.Exports;

/// <summary>
/// Checks an export of a whole log, in one pass and little memory: every entry against its hash and its data, every stream's versions, and
/// the tree over them against every checkpoint at hand. It stops at the first thing that is wrong.
/// </summary>
public sealed class LogCheck
{
    private readonly Policy policy;
    private readonly List<HeldCheckpoint> checkpoints = [];
    private readonly CompactRange tree = new();
    private readonly Dictionary<UInt128, long> versions = [];
    private readonly EpochsBegun epochs = new();
    private int next;
    private long fits;
    private long withheld;
    private byte[] origin = [];
    private string name = "";
    private int current;

    private LogCheck(Policy policy) => this.policy = policy;

    /// <summary>Checks an export.</summary>
    /// <param name="export">The file.</param>
    /// <param name="policy">Whom the reader trusts.</param>
    /// <param name="held">Checkpoints that the reader kept, with where from: what makes a rewritten history show.</param>
    public static LogFinding Run(Stream export, Policy policy, params IEnumerable<(string Whence, SignedNote Note)> held)
    {
        var check = new LogCheck(policy);
        try
        {
            return check.Read(export, held) ?? check.Uncovered() ?? check.Sound();
        }
        catch (InvalidDataException e)
        {
            return check.Wrong(null, e.Message);
        }
    }

    private LogFinding? Read(Stream export, IEnumerable<(string Whence, SignedNote Note)> held)
    {
        var blocks = new LineBlocks(export);
        if (blocks.Next() is not { } block) return Wrong(null, "the file is empty");
        if (!TryReadHead(ref block, out var notes)) return Wrong(null, "the file does not begin as an export of a log does");
        if (Take([.. notes.Select(n => ("the export", n)), .. held]) is { } problem) return Wrong(null, problem);
        if (Compare() is { } atOnce) return atOnce;

        Task<ReadOnlyMemory<byte>?> ahead;
        for (ReadOnlyMemory<byte>? now = block; now is { } lines; now = ahead.GetAwaiter().GetResult())
        {
            ahead = Task.Run(blocks.Next);
            if (Append(Look(lines)) is not { } wrong) continue;
            ahead.ContinueWith(t => t.Exception, TaskScheduler.Default);
            return wrong;
        }

        for (; next < checkpoints.Count; next++)
        {
            if (epochs.Excuse(checkpoints[next], name, current)) continue;
            var (size, whence) = (checkpoints[next].Checkpoint.Size, checkpoints[next].Whence);
            return Wrong(tree.Size, Invariant($"it is missing: the checkpoint of {whence} covers {size}, and here are only {tree.Size}"));
        }

        return null;
    }

    private static bool TryReadHead(ref ReadOnlyMemory<byte> block, [NotNullWhen(true)] out List<SignedNote>? notes)
    {
        (notes, var read) = (null, new List<SignedNote>());
        for (var isFirst = true; ; isFirst = false)
        {
            var end = block.Span.IndexOf((byte)'\n');
            if (end < 0) return false;
            var line = Encoding.UTF8.GetString(block.Span[..end]);
            block = block[(end + 1)..];
            if (line.Length == 0) break;
            if (isFirst && line == LogExportWriter.Heading) continue;
            if (isFirst || !line.StartsWith(LogExportWriter.CheckpointWord, StringComparison.Ordinal)) return false;
            if (!StrictBase64.TryDecode(line[LogExportWriter.CheckpointWord.Length..], out var bytes)) return false;
            if (!SignedNote.TryParse(bytes, out var note, out _)) return false;
            read.Add(note);
        }

        notes = read;
        return true;
    }

    private string? Take(List<(string Whence, SignedNote Note)> notes)
    {
        foreach (var (whence, note) in notes)
        {
            var judged = policy.Judge(note);
            if (judged.Problem is { } problem) return $"the checkpoint of {whence} is not to be trusted: {problem}";
            checkpoints.Add(new(whence, judged));
        }

        if (notes.Count == 0) return "there is no checkpoint to hold the entries against";
        if (!checkpoints.Exists(c => c.Judgement.HasQuorum))
            return $"no checkpoint here is to be trusted: {checkpoints[0].Judgement.WhyNot}";
        name = LogName.Of(checkpoints[0].Checkpoint.Origin);
        origin = Encoding.UTF8.GetBytes(name);
        checkpoints.Sort((a, b) => a.Checkpoint.Size.CompareTo(b.Checkpoint.Size));
        if (checkpoints.Find(c => !LogName.IsOf(c.Checkpoint.Origin, name)) is { } other)
            return $"the checkpoint of {other.Whence} is of another log, '{other.Checkpoint.Origin}'";
        current = checkpoints.Where(c => c.Judgement.HasQuorum).Max(c => LogName.EpochOf(c.Checkpoint.Origin, name));
        return null;
    }

    private (ReadOnlyMemory<byte> Lines, EntryLine[] Looked) Look(ReadOnlyMemory<byte> lines)
    {
        var ends = new List<int>(16_384);
        var at = 0;
        while (at < lines.Length)
        {
            at += lines.Span[at..].IndexOf((byte)'\n') + 1;
            ends.Add(at - 1);
        }

        var looked = new EntryLine[ends.Count];
        if (ends.Count == 0) return (lines, looked);
        Parallel.ForEach(Partitioner.Create(0, ends.Count), range =>
        {
            var span = lines.Span;
            for (var i = range.Item1; i < range.Item2; i++)
            {
                var begin = i == 0 ? 0 : ends[i - 1] + 1;
                looked[i] = EntryLine.Read(span[begin..ends[i]], origin);
            }
        });
        return (lines, looked);
    }

    private LogFinding? Append((ReadOnlyMemory<byte> Lines, EntryLine[] Looked) block)
    {
        foreach (var line in block.Looked)
        {
            var index = tree.Size;
            if (line.Problem is { } problem) return Wrong(index, problem);
            var before = versions.GetValueOrDefault(line.Stream);
            if (line.Version != before + 1)
                return Wrong(index, Invariant($"it is version {line.Version} of its stream, and the last before it was version {before}"));
            versions[line.Stream] = line.Version;
            if (line.IsWithheld) withheld++;
            if (line.Begins is { } epoch) epochs.Note(index, epoch);
            tree.Append(line.Leaf);
            if (Compare() is { } wrong) return wrong;
        }

        return null;
    }

    private LogFinding? Compare()
    {
        for (; next < checkpoints.Count && checkpoints[next].Checkpoint.Size == tree.Size; next++)
        {
            var (checkpoint, whence) = (checkpoints[next].Checkpoint, checkpoints[next].Whence);
            if (checkpoint.Root == tree.Root)
            {
                if (checkpoints[next].Judgement.HasQuorum) fits = tree.Size;
                continue;
            }

            if (epochs.Excuse(checkpoints[next], name, current)) continue;
            var run = Invariant($"something from here to {tree.Size - 1} is not as it was");
            return Wrong(fits, Invariant($"{run}: these entries do not hash to the checkpoint of {whence}, of size {tree.Size}"));
        }

        return null;
    }

    private LogFinding? Uncovered() => epochs.Uncovered(fits) is { } begun
        ? Wrong(begun, "it is said to begin the log anew, and no checkpoint that is to be trusted covers it")
        : null;

    private LogFinding Wrong(long? index, string problem) => new(tree.Size, fits, checkpoints, epochs.Remarks, index, problem);

    private LogFinding Sound() => new(tree.Size, fits, checkpoints, epochs.Remarks, null, null) { Withheld = withheld };
}
