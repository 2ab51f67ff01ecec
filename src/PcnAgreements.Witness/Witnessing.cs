using System.Collections.Concurrent;
using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Merkle;
using PcnAgreements.Proof.Notes;

namespace PcnAgreements.Witness;

/// <summary>
/// Decides whether a checkpoint is cosigned: signed by a key the operator trusts for its log, no smaller than the last, and shown to begin
/// with exactly what the last one covered. Of two histories that part it cosigns one.
/// </summary>
/// <param name="logs">The keys of the logs it watches; a log's name is its key's.</param>
/// <param name="key">The witness's key.</param>
/// <param name="memory">What it has seen.</param>
/// <param name="time">The clock whose time it signs.</param>
public sealed class Witnessing(IReadOnlyCollection<VerifierKey> logs, SigningKey key, Memory memory, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Lock> turns = new();

    /// <summary>Answers a request; one at a time for each log, so that none goes back behind another.</summary>
    public Answer Add(AddCheckpoint request)
    {
        if (!Checkpoint.TryParse(request.Note.Text, out var checkpoint)) return new Answer.BadRequest("The note is no checkpoint.");
        var trusted = logs.Where(k => k.Name == checkpoint.Origin).ToList();
        if (trusted.Count == 0) return new Answer.UnknownLog();
        if (LogSignatures(request.Note, trusted) is not { Count: > 0 } signatures) return new Answer.NotSigned();
        if (request.OldSize > checkpoint.Size) return new Answer.BadRequest("The old size is larger than the checkpoint's.");

        var name = Memory.NameOf(checkpoint.Origin);
        lock (turns.GetOrAdd(name, _ => new()))
        {
            var last = memory.Recall(name) is { } note && Checkpoint.TryParse(note.Text, out var seen) ? seen : null;
            if (request.OldSize != (last?.Size ?? 0)) return new Answer.OtherSize(last?.Size ?? 0);
            if (!Follows(last, checkpoint, request.Proof)) return new Answer.Inconsistent();
            var cosigned = request.Note with { Signatures = [.. signatures, key.Cosign(request.Note.Text, time.GetUtcNow())] };
            memory.Remember(name, cosigned);
            return new Answer.Cosigned(cosigned.Signatures[^1]);
        }
    }

    // Null when a line that names a trusted key is false: such a note is no note.
    private static List<NoteSignature>? LogSignatures(SignedNote note, List<VerifierKey> trusted)
    {
        var named = note.Signatures.Where(s => trusted.Exists(k => k.IsNamedBy(s))).ToList();
        return named.TrueForAll(s => trusted.Exists(k => k.Verifies(note.Text, s))) ? named : null;
    }

    private static bool Follows(Checkpoint? last, Checkpoint next, IReadOnlyList<TreeHash> proof)
    {
        if (next.Size == 0 && next.Root != TreeHash.OfNothing) return false;
        if (last is null || last.Size == 0) return proof.Count == 0;
        return ConsistencyProof.Verifies(last.Size, next.Size, last.Root, next.Root, proof);
    }
}

/// <summary>What a witness answers.</summary>
public abstract record Answer
{
    private Answer() { }

    /// <summary>It cosigned, and has it on disk.</summary>
    public sealed record Cosigned(NoteSignature Signature) : Answer;

    /// <summary>The request is none.</summary>
    public sealed record BadRequest(string Why) : Answer;

    /// <summary>It does not watch that log.</summary>
    public sealed record UnknownLog : Answer;

    /// <summary>No trusted key of the log signed it, or a line that names one is false.</summary>
    public sealed record NotSigned : Answer;

    /// <summary>It has last seen another size.</summary>
    public sealed record OtherSize(long Size) : Answer;

    /// <summary>The proof does not hold: the log shows another history than before.</summary>
    public sealed record Inconsistent : Answer;
}
