using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace PcnAgreements.Proof.Tests.Packs;

public sealed class Changing_a_byte_of_a_pack : IDisposable
{
    private readonly Bench bench = new();

    // Each file is zipped again as it should be: it is the words that must give the change away. Nobody vouches for how people.json and
    // pack.json are laid out; and a signature under another name is no longer one of the log's, of which one is enough.
    [Fact]
    public void is_found_in_whichever_file_it_is_unless_the_file_says_the_same()
    {
        var honest = bench.Zip(new Story(erased: [3], answered: true).Pack());
        var files = Files(honest);
        var random = new Random(20261123);
        foreach (var name in files.Keys.SelectMany(name => Enumerable.Repeat(name, 40)))
        {
            var changed = Change(files[name], random);
            if (files[name].AsSpan().SequenceEqual(changed)) continue;
            var (status, said) = bench.Verify(Zip(files, name, changed));
            var says = $"{name}: {Encoding.UTF8.GetString(changed)}\n{said}";
            if (status == 0) Same(name, files[name], changed).ShouldBeTrue(says);
            else said.ShouldContain("WRONG: ", Case.Sensitive, says);
        }
    }

    public void Dispose() => bench.Dispose();

    private static byte[] Change(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length);
        return random.Next(4) switch
        {
            0 => [.. bytes[..at], (byte)(bytes[at] ^ (1 << random.Next(8))), .. bytes[(at + 1)..]],
            1 => [.. bytes[..at], .. bytes[(at + 1)..]],
            2 => [.. bytes[..at], bytes[at], .. bytes[at..]],
            _ => [.. bytes[..at], (byte)random.Next(' ', 127), .. bytes[(at + 1)..]],
        };
    }

    private static bool Same(string name, byte[] one, byte[] other) => name == "checkpoint.txt"
        ? Encoding.UTF8.GetString(one).Split("\n\n")[0] == Encoding.UTF8.GetString(other).Split("\n\n")[0]
        : name is "people.json" or "pack.json" && JsonNode.DeepEquals(JsonNode.Parse(one), JsonNode.Parse(other));

    private static Dictionary<string, byte[]> Files(string zip)
    {
        using var archive = ZipFile.OpenRead(zip);
        return archive.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var bytes = new MemoryStream();
            using var open = e.Open();
            open.CopyTo(bytes);
            return bytes.ToArray();
        });
    }

    private string Zip(Dictionary<string, byte[]> files, string changed, byte[] bytes)
    {
        var path = bench.Copy(null);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, before) in files)
        {
            using var file = archive.CreateEntry(name).Open();
            file.Write(name == changed ? bytes : before);
        }

        return path;
    }
}
