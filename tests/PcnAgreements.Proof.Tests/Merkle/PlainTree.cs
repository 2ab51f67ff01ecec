using PcnAgreements.Proof.Merkle;

namespace PcnAgreements.Proof.Tests.Merkle;

/// <summary>The definitions of RFC 6962, section 2.1, word for word and slowly: what the quick code is held against.</summary>
internal static class PlainTree
{
    public static TreeHash[] Leaves(int count) => [.. Enumerable.Range(0, count).Select(n => TreeHash.OfLeaf(BitConverter.GetBytes(n)))];

    public static TreeHash Root(ReadOnlySpan<TreeHash> d)
    {
        if (d.Length == 0) return TreeHash.OfNothing;
        if (d.Length == 1) return d[0];
        var k = Split(d.Length);
        return TreeHash.OfChildren(Root(d[..k]), Root(d[k..]));
    }

    public static List<TreeHash> Path(int m, ReadOnlySpan<TreeHash> d)
    {
        if (d.Length == 1) return [];
        var k = Split(d.Length);
        return m < k ? [.. Path(m, d[..k]), Root(d[k..])] : [.. Path(m - k, d[k..]), Root(d[..k])];
    }

    public static List<TreeHash> Proof(int m, ReadOnlySpan<TreeHash> d) => Subproof(m, d, true);

    private static List<TreeHash> Subproof(int m, ReadOnlySpan<TreeHash> d, bool whole)
    {
        if (m == d.Length) return whole ? [] : [Root(d)];
        var k = Split(d.Length);
        return m <= k ? [.. Subproof(m, d[..k], whole), Root(d[k..])] : [.. Subproof(m - k, d[k..], false), Root(d[..k])];
    }

    private static int Split(int n)
    {
        var k = 1;
        while (k * 2 < n) k *= 2;
        return k;
    }
}

/// <summary>A tree with the nodes a service keeps of it, and a count of how many a proof asks for.</summary>
internal sealed class KeptTree
{
    private readonly Dictionary<Node, TreeHash> nodes = [];

    public KeptTree(params IEnumerable<TreeHash> leaves)
    {
        foreach (var leaf in leaves) Edge.Append(leaf, nodes.Add);
    }

    public CompactRange Edge { get; } = new();

    public int Reads { get; private set; }

    public TreeHash Read(Node node)
    {
        Reads++;
        return nodes[node];
    }
}
