using PcnAgreements.Proof.Merkle;
using PcnAgreements.Store.Tree;

namespace PcnAgreements.Api.Proofs;

/// <summary>Makes roots and proofs of the log's tree from its stored hashes: one round trip each, however large the tree is.</summary>
internal sealed class TreeReader(LogTree tree)
{
    /// <summary>The right edge of the tree at a size.</summary>
    /// <exception cref="LogDamagedException">A stored hash is missing.</exception>
    public async Task<CompactRange> Edge(long size, CancellationToken ct)
    {
        var edge = CompactRange.Edge(size);
        var read = await Read(edge, ct);
        return new(size, edge.Select(read));
    }

    /// <summary>The root of the tree at a size.</summary>
    public async Task<TreeHash> Root(long size, CancellationToken ct) => (await Edge(size, ct)).Root;

    /// <summary>Shows that a leaf is in the tree of a size.</summary>
    public async Task<IReadOnlyList<TreeHash>> Inclusion(long index, long size, CancellationToken ct) =>
        InclusionProof.Make(index, size, await Read(InclusionProof.Reads(index, size), ct));

    /// <summary>Shows that leaves are in the tree of a size, one after another from a first.</summary>
    public async Task<Func<long, IReadOnlyList<TreeHash>>> Inclusions(IReadOnlyList<long> indices, long size, CancellationToken ct)
    {
        var read = await Read([.. indices.SelectMany(i => InclusionProof.Reads(i, size)).Distinct()], ct);
        return index => InclusionProof.Make(index, size, read);
    }

    /// <summary>Shows that the tree of one size begins with all of an earlier one.</summary>
    public async Task<IReadOnlyList<TreeHash>> Consistency(long from, long to, CancellationToken ct) =>
        ConsistencyProof.Make(from, to, await Read(ConsistencyProof.Reads(from, to), ct));

    /// <summary>The hash of a leaf.</summary>
    public async Task<TreeHash> Leaf(long index, CancellationToken ct)
    {
        var leaf = new Node(0, index);
        return (await Read([leaf], ct))(leaf);
    }

    private async Task<Func<Node, TreeHash>> Read(IReadOnlyList<Node> wanted, CancellationToken ct)
    {
        var nodes = await tree.ReadNodes([.. wanted.Select(n => (n.Level, n.Index))], ct);
        return node => nodes.TryGetValue((node.Level, node.Index), out var hash) && hash.Length == TreeHash.Length
            ? new(hash)
            : throw new LogDamagedException($"The stored hash {node.Index} of level {node.Level} of the log's tree is gone, or is none.");
    }
}
