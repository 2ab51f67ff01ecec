using System.Text.Json;
using PcnAgreements.Proof.Merkle;

namespace PcnAgreements.Proof.Tests.Foreign;

/// <summary>Our proofs and checkpoints, judged by code that nobody here wrote: good ones are good to it too, spoilt ones are not.</summary>
public sealed class Being_checked_by_others
{
    // Go's package reads a hash without undoing JSON's escapes.
    private static readonly JsonSerializerOptions Plain =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    [Trait("needs", "go")]
    public async Task goes_well_with_the_log_and_note_packages_of_Go()
    {
        var log = new SignedLog(37);
        var (good, bad) = (new List<object>(), new List<object>());
        for (var size = 1; size <= log.Entries.Count; size++)
        {
            var root = log.RootAt(size);
            for (var index = 0; index < size; index++)
            {
                var proof = InclusionProof.Make(index, size, log.Tree.Read);
                good.Add(Inclusion(index, log.Leaves[index], log.Entries[index], proof, root, size));
                bad.Add(Inclusion(index, log.Leaves[index], null, proof, log.Leaves[0] == root ? log.Leaves[1] : log.Leaves[0], size));
                if (index > 0) bad.Add(Inclusion(index - 1, log.Leaves[index], null, proof, root, size));
            }

            for (var earlier = 1; earlier <= size; earlier++)
            {
                var proof = ConsistencyProof.Make(earlier, size, log.Tree.Read);
                good.Add(Consistency(earlier, size, log.RootAt(earlier), root, proof));
                if (earlier < size) bad.Add(Consistency(earlier, size, log.RootAt(earlier), log.RootAt(earlier), proof));
            }

            var note = log.CheckpointAt(size).ToString();
            good.Add(new { kind = "note", note, key = log.Ed25519.ToString() });
            var larger = note.Replace($"\n{size}\n", $"\n{size + 1}\n", StringComparison.Ordinal);
            bad.Add(new { kind = "note", note = larger, key = log.Ed25519.ToString() });
        }

        (await Ask(good)).Where(answer => answer != "good").Take(5).ShouldBeEmpty();
        (await Ask(bad)).Count(answer => answer == "good").ShouldBe(0);

        async Task<string[]> Ask(List<object> questions)
        {
            // As Debian lays its Go packages out: nothing is downloaded.
            var environment = new Dictionary<string, string>
            {
                ["GO111MODULE"] = "off", ["GOPATH"] = "/usr/share/gocode", ["GOFLAGS"] = "", ["GOPROXY"] = "off",
            };
            var input = string.Concat(questions.Select(q => JsonSerializer.Serialize(q, Plain) + "\n"));
            var said = await Program.Run("go", ["run", Program.Asset("check.go")], input, environment: environment);
            var answers = said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            answers.Length.ShouldBe(questions.Count);
            return answers;
        }
    }

    [Fact]
    [Trait("needs", "npm")]
    public async Task goes_well_with_the_verifier_of_sigstore()
    {
        var log = new SignedLog(29);
        var folder = Directory.CreateTempSubdirectory("pcn-sigstore-").FullName;
        try
        {
            string[] install = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder, "@sigstore/verify@4"];
            await Program.Run("npm", install, folder: folder);
            var (good, bad) = (new List<object>(), new List<object>());
            for (var size = 1; size <= log.Entries.Count; size++)
            {
                var note = log.CheckpointAt(size).ToString();
                for (var index = 0; index < size; index++)
                {
                    var proof = InclusionProof.Make(index, size, log.Tree.Read);
                    good.Add(Question(index, log.Entries[index], proof, note));
                    bad.Add(Question(index, log.Entries[(index + 1) % log.Entries.Count], proof, note));
                }

                var longer = note.Replace("\n\n", "\nmore\n\n", StringComparison.Ordinal);
                bad.Add(Question(0, log.Entries[0], InclusionProof.Make(0, size, log.Tree.Read), longer));
            }

            (await Ask(good)).Where(answer => answer != "good").Take(5).ShouldBeEmpty();
            (await Ask(bad)).Count(answer => answer == "good").ShouldBe(0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        object Question(int index, byte[] entry, IReadOnlyList<TreeHash> proof, string note) => new
        {
            index, entry = Convert.ToBase64String(entry), proof = Texts(proof), note, origin = SignedLog.Origin,
            key = Convert.ToBase64String(log.Ecdsa.PublicKey),
        };

        async Task<string[]> Ask(List<object> questions)
        {
            var input = string.Concat(questions.Select(q => JsonSerializer.Serialize(q, Plain) + "\n"));
            var said = await Program.Run("node", [Program.Asset("check.cjs"), folder], input);
            var answers = said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            answers.Length.ShouldBe(questions.Count);
            return answers;
        }
    }

    [Fact]
    public async Task goes_well_by_hand_with_openssl_and_coreutils()
    {
        var log = new SignedLog(2);
        var folder = Directory.CreateTempSubdirectory("pcn-by-hand-").FullName;
        try
        {
            var (note, ecdsa, ed25519, entry) = (In("note"), In("ecdsa.pem"), In("ed25519.pem"), In("entry"));
            await File.WriteAllTextAsync(note, log.CheckpointAt(2).ToString(), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(ecdsa, Pem(log.Ecdsa.PublicKey), TestContext.Current.CancellationToken);
            byte[] der = [.. Convert.FromHexString("302a300506032b6570032100"), .. log.Ed25519.PublicKey];
            await File.WriteAllTextAsync(ed25519, Pem(der), TestContext.Current.CancellationToken);
            await File.WriteAllBytesAsync(entry, log.Entries[0], TestContext.Current.CancellationToken);

            var said = await Program.Run("bash", [Program.Asset("by-hand.sh"), note, ecdsa, ed25519, entry, log.Leaves[1].ToString()]);

            said.ShouldContain("Verified OK");
            said.ShouldContain("Signature Verified Successfully");
            said.ShouldContain("The root is that of the entry.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        string In(string name) => Path.Combine(folder, name);
    }

    private static string Pem(ReadOnlySpan<byte> der) => System.Security.Cryptography.PemEncoding.WriteString("PUBLIC KEY", der) + "\n";

    private static object Inclusion(int index, TreeHash leaf, byte[]? entry, IReadOnlyList<TreeHash> proof, TreeHash root, int size) =>
        new { kind = "inclusion", index, size, leaf = leaf.ToString(), entry, proof = Texts(proof), root = root.ToString() };

    private static object Consistency(int earlier, int later, TreeHash earlierRoot, TreeHash root, IReadOnlyList<TreeHash> proof) =>
        new { kind = "consistency", earlier, later, earlierRoot = earlierRoot.ToString(), root = root.ToString(), proof = Texts(proof) };

    private static string[] Texts(IReadOnlyList<TreeHash> hashes) => [.. hashes.Select(h => h.ToString())];
}
