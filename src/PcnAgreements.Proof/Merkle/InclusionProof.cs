namespace PcnAgreements.Proof.Merkle;

/// <summary>
/// Shows that an entry is in a tree of a given size and root: the hashes beside the way from the leaf up to the root, leaf's end first
/// (RFC 6962, section 2.1.1).
/// </summary>
public static class InclusionProof
{
    /// <summary>
    /// The stored nodes from which a proof is made: a few for each level of the tree, so that they can be read in one go.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such leaf.</exception>
    public static IReadOnlyList<Node> Reads(long index, long size) => [.. Beside(index, size).SelectMany(Node.Covering)];

    /// <summary>The proof, from the hashes of the nodes in <see cref="Reads"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such leaf.</exception>
    public static IReadOnlyList<TreeHash> Make(long index, long size, Func<Node, TreeHash> read) =>
        [.. Beside(index, size).Select(run => Node.HashOf(run, read))];

    /// <summary>Whether the proof leads from the leaf at that index to that root (RFC 9162, section 2.1.3.2).</summary>
    public static bool Verifies(long index, long size, TreeHash leaf, IReadOnlyList<TreeHash> proof, TreeHash root)
    {
        if (index < 0 || index >= size) return false;
        var (at, last) = (index, size - 1);
        foreach (var beside in proof)
        {
            if (last == 0) return false;
            if ((at & 1) == 1 || at == last)
            {
                leaf = TreeHash.OfChildren(beside, leaf);
                while ((at & 1) == 0 && at != 0) (at, last) = (at >> 1, last >> 1);
            }
            else
            {
                leaf = TreeHash.OfChildren(leaf, beside);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && leaf == root;
    }

    private static List<LeafRun> Beside(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var runs = new List<LeafRun>();
        for (var run = new LeafRun(0, size); run.Count > 1;)
        {
            var goesLeft = index < run.Split;
            runs.Add(goesLeft ? run.Right : run.Left);
            run = goesLeft ? run.Left : run.Right;
        }

        runs.Reverse();
        return runs;
    }
}
