using System.Text.Json;
using PcnAgreements.Proof.Merkle;

namespace PcnAgreements.Proof.Tests.Merkle;

/// <summary>
/// The proof cases of transparency-dev/merkle, read where they lie. What is no 32 bytes is no hash here and is refused on reading. The one
/// exception: two cases compare roots that are mere words; those are filled up with noughts, so that equal ones stay equal.
/// </summary>
[Trait("data", "shared")]
public sealed class Proof_cases_of_others
{
    [Fact]
    public void on_inclusion_come_out_as_they_say() => Run("inclusion", 98, c =>
        Hashes(c, "proof", out var proof) && Hash(c.GetProperty("root"), out var root) && Hash(c.GetProperty("leafHash"), out var leaf)
        && Number(c, "leafIdx", out var index) && Number(c, "treeSize", out var size)
        && InclusionProof.Verifies(index, size, leaf, proof, root));

    [Fact]
    public void on_consistency_come_out_as_they_say() => Run("consistency", 98, c =>
        Hashes(c, "proof", out var proof) && Word(c.GetProperty("root1"), out var earlier) && Word(c.GetProperty("root2"), out var later)
        && Number(c, "size1", out var size1) && Number(c, "size2", out var size2)
        && ConsistencyProof.Verifies(size1, size2, earlier, later, proof));

    private static void Run(string kind, int expected, Func<JsonElement, bool> accepts)
    {
        var files = Directory.GetFiles(Path.Combine(Folder(), "merkle", kind), "*.json", SearchOption.AllDirectories);
        files.Length.ShouldBe(expected);
        foreach (var file in files)
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            accepts(document.RootElement).ShouldBe(!document.RootElement.GetProperty("wantErr").GetBoolean(), file);
        }
    }

    private static string Folder()
    {
        if (Environment.GetEnvironmentVariable("PCN_SHARED_DATA") is { Length: > 0 } given) return given;
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PcnAgreements.sln"))) folder = folder.Parent;
        return Path.Combine(folder!.Parent!.FullName, "shared", "data");
    }

    private static bool Hash(JsonElement value, out TreeHash hash) =>
        Word(value, out hash) && value.GetBytesFromBase64().Length == TreeHash.Length;

    private static bool Word(JsonElement value, out TreeHash hash)
    {
        var bytes = value.GetBytesFromBase64();
        hash = bytes.Length <= TreeHash.Length ? new([.. bytes, .. new byte[TreeHash.Length - bytes.Length]]) : default;
        return bytes.Length <= TreeHash.Length;
    }

    private static bool Hashes(JsonElement of, string name, out List<TreeHash> hashes)
    {
        hashes = [];
        if (of.GetProperty(name).ValueKind == JsonValueKind.Null) return true;
        foreach (var item in of.GetProperty(name).EnumerateArray())
        {
            if (!Hash(item, out var hash)) return false;
            hashes.Add(hash);
        }

        return true;
    }

    // Some sizes are beyond what a file here can say: no such tree.
    private static bool Number(JsonElement of, string name, out long number) => of.GetProperty(name).TryGetInt64(out number);
}
