using FsCheck;
using FsCheck.Fluent;
using PcnAgreements.Proof.Merkle;

namespace PcnAgreements.Proof.Tests.Merkle;

public sealed class Proving_with_a_tree
{
    private const int Largest = 70;
    private static readonly TreeHash[] Leaves = PlainTree.Leaves(Largest);
    private static readonly KeptTree Kept = new(Leaves);

    [Fact]
    public void has_the_root_of_the_definition_at_every_size()
    {
        var edge = new CompactRange();
        for (var size = 0; size <= Largest; size++)
        {
            edge.Root.ShouldBe(PlainTree.Root(Leaves.AsSpan(0, size)));
            new CompactRange(size, CompactRange.Edge(size).Select(Kept.Read)).Root.ShouldBe(edge.Root);
            if (size < Largest) edge.Append(Leaves[size]);
        }
    }

    [Fact]
    public void makes_the_inclusion_proofs_of_the_definition_and_finds_them_good()
    {
        for (var size = 1; size <= Largest; size++)
        {
            var root = PlainTree.Root(Leaves.AsSpan(0, size));
            for (var index = 0; index < size; index++)
            {
                var proof = InclusionProof.Make(index, size, Kept.Read);
                proof.ShouldBe(PlainTree.Path(index, Leaves.AsSpan(0, size)));
                InclusionProof.Verifies(index, size, Leaves[index], proof, root).ShouldBeTrue();
            }
        }
    }

    [Fact]
    public void makes_the_consistency_proofs_of_the_definition_and_finds_them_good()
    {
        for (var later = 1; later <= Largest; later++)
        {
            var root = PlainTree.Root(Leaves.AsSpan(0, later));
            for (var earlier = 1; earlier <= later; earlier++)
            {
                var proof = ConsistencyProof.Make(earlier, later, Kept.Read);
                proof.ShouldBe(PlainTree.Proof(earlier, Leaves.AsSpan(0, later)));
                ConsistencyProof.Verifies(earlier, later, PlainTree.Root(Leaves.AsSpan(0, earlier)), root, proof).ShouldBeTrue();
            }
        }
    }

    [Fact]
    public void refuses_an_inclusion_proof_with_any_bit_changed() => Prop.ForAll(Cases, c =>
    {
        var proof = InclusionProof.Make(c.Index, c.Size, Kept.Read).ToList();
        var root = PlainTree.Root(Leaves.AsSpan(0, c.Size));
        var (leaf, which) = (Leaves[c.Index], c.Bit % (proof.Count + 2));
        if (which == proof.Count) root = Flip(root, c.Bit);
        else if (which > proof.Count) leaf = Flip(leaf, c.Bit);
        else proof[which] = Flip(proof[which], c.Bit);
        return !InclusionProof.Verifies(c.Index, c.Size, leaf, proof, root);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void refuses_an_inclusion_proof_for_another_place_in_the_log() => Prop.ForAll(Cases, c =>
    {
        var proof = InclusionProof.Make(c.Index, c.Size, Kept.Read);
        var root = PlainTree.Root(Leaves.AsSpan(0, c.Size));
        return Enumerable.Range(-1, c.Size + 2).Where(n => n != c.Index)
            .All(other => !InclusionProof.Verifies(other, c.Size, Leaves[c.Index], proof, root));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void refuses_an_inclusion_proof_with_a_hash_more_or_less() => Prop.ForAll(Cases, c =>
    {
        var proof = InclusionProof.Make(c.Index, c.Size, Kept.Read);
        var root = PlainTree.Root(Leaves.AsSpan(0, c.Size));
        var leaf = Leaves[c.Index];
        return !InclusionProof.Verifies(c.Index, c.Size, leaf, [.. proof, leaf], root)
            && !InclusionProof.Verifies(c.Index, c.Size, leaf, [leaf, .. proof], root)
            && (proof.Count == 0 || !InclusionProof.Verifies(c.Index, c.Size, leaf, [.. proof.Skip(1)], root))
            && (proof.Count == 0 || !InclusionProof.Verifies(c.Index, c.Size, leaf, [.. proof.SkipLast(1)], root));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void refuses_a_consistency_proof_with_any_bit_changed() => Prop.ForAll(Cases.Filter(c => c.Index > 0), c =>
    {
        var proof = ConsistencyProof.Make(c.Index, c.Size, Kept.Read).ToList();
        var (earlier, later) = (PlainTree.Root(Leaves.AsSpan(0, c.Index)), PlainTree.Root(Leaves.AsSpan(0, c.Size)));
        var which = c.Bit % (proof.Count + 2);
        if (which == proof.Count) earlier = Flip(earlier, c.Bit);
        else if (which > proof.Count) later = Flip(later, c.Bit);
        else proof[which] = Flip(proof[which], c.Bit);
        return !ConsistencyProof.Verifies(c.Index, c.Size, earlier, later, proof);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void reads_a_few_hashes_for_each_level_of_a_log_of_ten_million()
    {
        const long size = 10_000_019;
        InclusionProof.Reads(size / 3, size).Count.ShouldBeLessThan(64);
        InclusionProof.Reads(size - 1, size).Count.ShouldBeLessThan(64);
        ConsistencyProof.Reads(size / 7, size).Count.ShouldBeLessThan(64);
    }

    [Fact]
    public void tells_beforehand_exactly_what_it_will_read()
    {
        var tree = new KeptTree(Leaves);
        var told = InclusionProof.Reads(13, Largest).Concat(ConsistencyProof.Reads(13, Largest)).ToList();
        InclusionProof.Make(13, Largest, Told);
        ConsistencyProof.Make(13, Largest, Told);
        tree.Reads.ShouldBe(told.Count);

        TreeHash Told(Node node)
        {
            told.ShouldContain(node);
            return tree.Read(node);
        }
    }

    [Fact]
    public void refuses_the_edge_of_another_size() =>
        Should.Throw<ArgumentException>(() => new CompactRange(3, [Leaves[0]]));

    private sealed record Case(int Index, int Size, int Bit);

    private static Arbitrary<Case> Cases => (
        from size in Gen.Choose(1, Largest)
        from index in Gen.Choose(0, size - 1)
        from bit in Gen.Choose(0, 100_000)
        select new Case(index, size, bit)).ToArbitrary();

    private static TreeHash Flip(TreeHash hash, int bit)
    {
        var bytes = hash.ToArray();
        bytes[bit / 8 % bytes.Length] ^= (byte)(1 << (bit % 8));
        return new(bytes);
    }
}
