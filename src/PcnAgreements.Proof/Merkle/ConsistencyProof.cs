using System.Numerics;

namespace PcnAgreements.Proof.Merkle;

/// <summary>
/// Shows that a later tree begins with exactly the leaves of an earlier one: that nothing was altered, only added (RFC 6962, section
/// 2.1.2).
/// </summary>
public static class ConsistencyProof
{
    /// <summary>The stored nodes from which a proof is made.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The earlier size is negative or larger than the later one.</exception>
    public static IReadOnlyList<Node> Reads(long earlier, long later) => [.. Runs(earlier, later).SelectMany(Node.Covering)];

    /// <summary>
    /// The proof, from the hashes of the nodes in <see cref="Reads"/>; empty from the empty tree and between equal sizes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The earlier size is negative or larger than the later one.</exception>
    public static IReadOnlyList<TreeHash> Make(long earlier, long later, Func<Node, TreeHash> read) =>
        [.. Runs(earlier, later).Select(run => Node.HashOf(run, read))];

    /// <summary>
    /// Whether the proof leads to both roots (RFC 9162, section 2.1.4.2). From the empty tree nothing can be shown, and nothing needs to
    /// be: that is refused here, unless both are the empty tree.
    /// </summary>
    public static bool Verifies(long earlier, long later, TreeHash earlierRoot, TreeHash laterRoot, IReadOnlyList<TreeHash> proof)
    {
        if (earlier < 0 || earlier > later) return false;
        if (earlier == later) return proof.Count == 0 && earlierRoot == laterRoot && (earlier > 0 || earlierRoot == TreeHash.OfNothing);
        if (earlier == 0 || proof.Count == 0) return false;

        // A full earlier tree is itself the first node on the way; any other begins with the node at its right edge.
        var isFull = BitOperations.IsPow2(earlier);
        var (at, last) = (earlier - 1, later - 1);
        while ((at & 1) == 1) (at, last) = (at >> 1, last >> 1);

        var fromEarlier = isFull ? earlierRoot : proof[0];
        var fromLater = fromEarlier;
        foreach (var beside in proof.Skip(isFull ? 0 : 1))
        {
            if (last == 0) return false;
            if ((at & 1) == 1 || at == last)
            {
                fromEarlier = TreeHash.OfChildren(beside, fromEarlier);
                fromLater = TreeHash.OfChildren(beside, fromLater);
                while ((at & 1) == 0 && at != 0) (at, last) = (at >> 1, last >> 1);
            }
            else
            {
                fromLater = TreeHash.OfChildren(fromLater, beside);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && fromEarlier == earlierRoot && fromLater == laterRoot;
    }

    private static List<LeafRun> Runs(long earlier, long later)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(earlier);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(earlier, later);
        var runs = new List<LeafRun>();
        if (earlier == 0 || earlier == later) return runs;
        var run = new LeafRun(0, later);
        while (run.End != earlier)
        {
            var goesLeft = earlier <= run.Split;
            runs.Add(goesLeft ? run.Right : run.Left);
            run = goesLeft ? run.Left : run.Right;
        }

        // Where the earlier tree ends with a run of its own, its hash is not known to who checks; where it is the whole earlier tree, it
        // is.
        if (run.Begin > 0) runs.Add(run);
        runs.Reverse();
        return runs;
    }
}
