using System.Numerics;

namespace PcnAgreements.Proof.Merkle;

/// <summary>
/// A node over a full, aligned run of leaves, <c>[Index · 2^Level, (Index + 1) · 2^Level)</c>: its hash never changes once those leaves
/// are there, so it can be stored for ever. Level 0 is the leaves themselves.
/// </summary>
/// <param name="Level">Its height above the leaves.</param>
/// <param name="Index">Its place among the nodes of its level, from zero.</param>
public readonly record struct Node(int Level, long Index)
{
    /// <summary>The fewest such nodes that cover a run of leaves, left to right. The run must begin where RFC 6962 splits a tree.</summary>
    internal static IEnumerable<Node> Covering(LeafRun run)
    {
        var begin = run.Begin;
        while (begin < run.End)
        {
            var level = BitOperations.Log2((ulong)(run.End - begin));
            yield return new(level, begin >> level);
            begin += 1L << level;
        }
    }

    /// <summary>The hash over a run of leaves, from the hashes of the nodes that cover it.</summary>
    internal static TreeHash HashOf(LeafRun run, Func<Node, TreeHash> read)
    {
        var hashes = Covering(run).Select(read).ToArray();
        var hash = hashes[^1];
        for (var i = hashes.Length - 2; i >= 0; i--) hash = TreeHash.OfChildren(hashes[i], hash);
        return hash;
    }
}

/// <summary>Leaves from <paramref name="Begin"/> up to, not including, <paramref name="End"/>.</summary>
internal readonly record struct LeafRun(long Begin, long End)
{
    public long Count => End - Begin;

    /// <summary>Where RFC 6962 splits the run: after the largest power of two smaller than its count.</summary>
    public long Split => Begin + (1L << BitOperations.Log2((ulong)(Count - 1)));

    public LeafRun Left => new(Begin, Split);

    public LeafRun Right => new(Split, End);
}
