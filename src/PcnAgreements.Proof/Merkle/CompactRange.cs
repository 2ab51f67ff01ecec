using System.Numerics;

namespace PcnAgreements.Proof.Merkle;

/// <summary>
/// The right edge of a growing tree: the few hashes from which its root, and that of every later size, can be made. It holds one hash for
/// each bit set in the size, and appending a leaf costs one or two hashings on average.
/// </summary>
public sealed class CompactRange
{
    private readonly List<TreeHash> hashes = [];

    /// <summary>A tree without leaves.</summary>
    public CompactRange() { }

    /// <summary>The edge of a tree as it was kept: see <see cref="Hashes"/>.</summary>
    /// <exception cref="ArgumentException">The number of hashes does not fit the size.</exception>
    public CompactRange(long size, IEnumerable<TreeHash> kept)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        hashes.AddRange(kept);
        Size = size;
        var needed = BitOperations.PopCount((ulong)size);
        if (hashes.Count != needed)
            throw new ArgumentException($"The edge of a tree of {size} leaves is {needed} hashes, not {hashes.Count}.", nameof(kept));
    }

    /// <summary>How many leaves there are.</summary>
    public long Size { get; private set; }

    /// <summary>The hashes of the nodes of <see cref="Edge"/>, the largest first.</summary>
    public IReadOnlyList<TreeHash> Hashes => hashes;

    /// <summary>The nodes that make up the edge of a tree of some size, the largest first: what must be read to go on from there.</summary>
    public static IReadOnlyList<Node> Edge(long size) => [.. Node.Covering(new(0, size))];

    /// <summary>The root of the tree as it is.</summary>
    public TreeHash Root
    {
        get
        {
            if (hashes.Count == 0) return TreeHash.OfNothing;
            var root = hashes[^1];
            for (var i = hashes.Count - 2; i >= 0; i--) root = TreeHash.OfChildren(hashes[i], root);
            return root;
        }
    }

    /// <summary>Adds a leaf.</summary>
    /// <param name="leaf">Its hash.</param>
    /// <param name="completed">Told of every node that is full from now on, the leaf first: what a store keeps for proofs.</param>
    public void Append(TreeHash leaf, Action<Node, TreeHash>? completed = null)
    {
        var index = Size++;
        var level = 0;
        completed?.Invoke(new(0, index), leaf);
        for (; (index & 1) == 1; index >>= 1)
        {
            leaf = TreeHash.OfChildren(hashes[^1], leaf);
            hashes.RemoveAt(hashes.Count - 1);
            completed?.Invoke(new(++level, index >> 1), leaf);
        }

        hashes.Add(leaf);
    }
}
