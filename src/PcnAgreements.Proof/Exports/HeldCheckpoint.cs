using PcnAgreements.Proof.Checkpoints;

namespace PcnAgreements.Proof.Exports;

/// <summary>A checkpoint that a log's entries are held against.</summary>
/// <param name="Whence">Where it comes from, in the reader's words: the export itself, or a file of theirs.</param>
/// <param name="Judgement">What the reader's policy makes of it.</param>
public sealed record HeldCheckpoint(string Whence, Judgement Judgement)
{
    /// <summary>The checkpoint, once it is known not to be refused.</summary>
    internal Checkpoint Checkpoint => Judgement.Checkpoint!;
}
