using System.Text;
using System.Text.Json;
using PcnAgreements.Domain.Text;
using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Entries;
using PcnAgreements.Proof.Merkle;
using PcnAgreements.Proof.Receipts;

namespace PcnAgreements.Proof.Tests.Vectors;

/// <summary>The test vectors of FORMAT.md, which another program made from its text.</summary>
public sealed class Reading_the_format_document
{
    private static readonly JsonElement Vectors = Read();

    [Fact]
    public void gives_the_hash_of_a_clause()
    {
        using var words = JsonDocument.Parse(Text("clause", "canonical"));
        var wording = Wording.Of(words.RootElement.GetProperty("heading").GetString(), words.RootElement.GetProperty("body").GetString()!);
        wording.Hash.ShouldBe(Text("clause", "hash"));
        Proof.Entries.CanonicalJson.IsCanonical(Bytes("clause", "canonical")).ShouldBeTrue();
    }

    [Fact]
    public void gives_the_commitment_to_a_person() =>
        Commitment.Of(Convert.FromHexString(Text("commitment", "salt")), Text("commitment", "id"), Text("commitment", "email"))
            .ShouldBe(Text("commitment", "commitment"));

    [Fact]
    public void gives_an_entry_and_its_leaf()
    {
        Entry.TryParse(Bytes("entry", "bytes"), out var entry).ShouldBeTrue();
        entry.ToBytes().ShouldBe(Bytes("entry", "bytes"));
        entry.Leaf.ToHex().ShouldBe(Text("entry", "leaf"));
        entry.Person.ShouldBe(Text("commitment", "commitment"));
        Entry.HashesOf(Bytes("data", "canonical")).ShouldBe((entry.Data, entry.Text));
        entry.Data.ShouldBe(Text("data", "sha256"));
    }

    [Fact]
    public void gives_roots_and_proofs()
    {
        var entries = Vectors.GetProperty("tree").GetProperty("leavesBase64").EnumerateArray()
            .Select(e => e.GetString() == "(the entry)" ? Bytes("entry", "bytes") : Convert.FromBase64String(e.GetString()!));
        var tree = new Merkle.KeptTree(entries.Select(e => TreeHash.OfLeaf(e)));
        tree.Edge.Root.ToHex().ShouldBe(Text("tree", "rootOf5"));
        new CompactRange(3, CompactRange.Edge(3).Select(tree.Read)).Root.ToHex().ShouldBe(Text("tree", "rootOf3"));
        InclusionProof.Make(3, 5, tree.Read).Select(h => h.ToHex()).ShouldBe(Hashes("inclusionOf3In5"));
        ConsistencyProof.Make(3, 5, tree.Read).Select(h => h.ToHex()).ShouldBe(Hashes("consistencyFrom3To5"));
    }

    [Fact]
    public void gives_a_receipt_that_its_policy_trusts()
    {
        Policy.TryParse(Vectors.GetProperty("policy").GetString()!, out var policy, out var problem).ShouldBeTrue(problem);
        Receipt.TryParse(Vectors.GetProperty("receipt").GetString()!, out var receipt, out problem).ShouldBeTrue(problem);
        receipt.ToString().ShouldBe(Vectors.GetProperty("receipt").GetString());
        receipt.Check(policy, out var entry, out var judgement).ShouldBeNull();
        entry!.Type.ShouldBe("clause_approved");
        judgement.SignedBy.Count.ShouldBe(2);
        judgement.Cosigned.ShouldHaveSingleItem().Key.ShouldBe("lmc");
    }

    private static string Text(string of, string name) => Vectors.GetProperty(of).GetProperty(name).GetString()!;

    private static byte[] Bytes(string of, string name) => Encoding.UTF8.GetBytes(Text(of, name));

    private static IEnumerable<string> Hashes(string name) =>
        Vectors.GetProperty("tree").GetProperty(name).EnumerateArray().Select(h => h.GetString()!);

    private static JsonElement Read()
    {
        var document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "FORMAT.md"));
        var begin = document.LastIndexOf("```json", StringComparison.Ordinal) + "```json".Length;
        return JsonDocument.Parse(document[begin..document.LastIndexOf("```", StringComparison.Ordinal)]).RootElement;
    }
}
