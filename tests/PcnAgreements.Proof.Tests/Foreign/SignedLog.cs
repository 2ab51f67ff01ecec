using System.Text;
using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Merkle;
using PcnAgreements.Proof.Notes;
using PcnAgreements.Proof.Tests.Merkle;
using static System.FormattableString;

namespace PcnAgreements.Proof.Tests.Foreign;

/// <summary>A small log with its keys, for others to check.</summary>
internal sealed class SignedLog
{
    public const string Origin = "agreements.example/log";

    public SignedLog(int size)
    {
        Entries = [.. Enumerable.Range(0, size).Select(n => Encoding.UTF8.GetBytes(Invariant($"entry {n}")))];
        Leaves = [.. Entries.Select(e => TreeHash.OfLeaf(e))];
        Tree = new(Leaves);
    }

    public IReadOnlyList<byte[]> Entries { get; }

    public TreeHash[] Leaves { get; }

    public KeptTree Tree { get; }

    public IReadOnlyList<SigningKey> Keys { get; } = KeyFile.MakeLogKeys(Origin);

    public VerifierKey Ecdsa => Keys[0].Verifier;

    public VerifierKey Ed25519 => Keys[1].Verifier;

    public TreeHash RootAt(int size) => PlainTree.Root(Leaves.AsSpan(0, size));

    public SignedNote CheckpointAt(int size) => new Checkpoint(Origin, size, RootAt(size)).Sign(Keys);
}
