using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using PcnAgreements.Proof.Packs;

namespace PcnAgreements.Proof.Tests.Packs;

public sealed class Reading_a_pack : IDisposable
{
    private static readonly string[] Values = ["null", "true", "-1", "1.5", "1e400", "\"\"", "\"x\"", "\"\\ud800\"", "[]", "{}", "[null]"];
    private static readonly Story Honest = new();
    private readonly Bench bench = new();

    [Theory]
    [InlineData("[null]", "people.json")]
    [InlineData("[{\"id\":null,\"commitment\":\"a\",\"email\":null,\"name\":null,\"salt\":null}]", "people.json")]
    [InlineData("[{\"id\":\"a\",\"commitment\":null,\"email\":null,\"name\":null,\"salt\":null}]", "people.json")]
    [InlineData("[{}]", "people.json")]
    [InlineData("null", "people.json")]
    [InlineData("{\"form\":\"pcn-agreements-pack/v3\"}", "pack.json")]
    [InlineData("{\"form\":null,\"stream\":\"\"}", "pack.json")]
    public void refuses_members_that_say_nothing(string json, string file)
    {
        var (status, said) = bench.Verify(Bench.Forge(bench.Zip(Honest.Pack()), file, _ => json));
        status.ShouldBe(1, said);
        said.ShouldContain($"WRONG: {file}");
    }

    [Theory]
    [InlineData("texts/{0}.exe")]
    [InlineData("texts/x/{0}.json")]
    [InlineData("texts/{0}.json.json")]
    [InlineData("texts/../{0}.json")]
    [InlineData("texts/")]
    [InlineData("texts\\{0}.json")]
    [InlineData("{0}.json")]
    public void refuses_a_text_by_another_name(string name)
    {
        var (hash, text) = Honest.Pack().Texts.ShouldHaveSingleItem();
        foreach (var instead in new[] { true, false })
        {
            var zip = bench.Zip(Honest.Pack());
            using (var archive = ZipFile.Open(zip, ZipArchiveMode.Update))
            {
                if (instead) archive.GetEntry($"texts/{hash}.json")!.Delete();
                using var file = archive.CreateEntry(name.Replace("{0}", hash, StringComparison.Ordinal)).Open();
                file.Write(text.Span);
            }

            var (status, said) = bench.Verify(zip);
            status.ShouldBe(1, said);
            said.ShouldContain(instead ? "WRONG: " : "does not belong in an audit pack");
        }
    }

    [Theory]
    [InlineData("pack.json")]
    [InlineData("people.json")]
    [InlineData("record.json")]
    [InlineData("clauses.json")]
    [InlineData("texts/")]
    public void ends_in_words_whatever_stands_in_place_of_any_member(string file)
    {
        var honest = bench.Zip(Honest.Pack());
        using var archive = ZipFile.OpenRead(honest);
        var entry = archive.Entries.First(e => e.FullName.StartsWith(file, StringComparison.Ordinal));
        using var reader = new StreamReader(entry.Open());
        var text = reader.ReadToEnd();
        var places = Places(JsonNode.Parse(text)!).ToList();
        var random = new Random(20261122);
        foreach (var place in places)
        {
            foreach (var value in random.GetItems(Values, places.Count < 60 ? 8 : 2))
            {
                var changed = Put(text, place, value);
                if (changed == text) continue;
                var zip = bench.Copy(honest);
                bench.Verify(Bench.Forge(zip, entry.FullName, _ => changed)).Status
                    .ShouldBeInRange(place.EndsWith("/name", StringComparison.Ordinal) ? 0 : 1, 1, $"{file}{place}: {value}");
            }
        }
    }

    [Fact]
    public void ends_in_words_whatever_is_said_of_people_with_pages_made_to_fit()
    {
        string?[] said = [null, "", "x", new('a', 64), new('A', 64), "person-\n"];
        foreach (var value in said)
        {
            Func<PackedPerson, PackedPerson>[] changes =
            [
                p => p with { Id = value ?? "" }, p => p with { Commitment = value ?? "" }, p => p with { Email = value },
                p => p with { Salt = value }, p => p with { Email = null, Name = null, Salt = null, Id = value ?? "" },
            ];
            foreach (var change in changes)
            {
                var pack = Honest.Pack();
                var changed = pack.People.Select((p, n) => n == 1 ? change(p) : p);
                bench.Verify(bench.Zip(pack with { People = [.. changed] })).Status.ShouldBe(1);
            }
        }
    }

    [Fact]
    public void ends_in_words_whatever_byte_of_the_file_is_changed()
    {
        var bytes = File.ReadAllBytes(bench.Zip(Honest.Pack()));
        var random = new Random(20261122);
        for (var n = 0; n < 200; n++)
        {
            byte[] changed = [.. bytes];
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            var zip = bench.Copy(null);
            File.WriteAllBytes(zip, changed);
            bench.Verify(zip).Status.ShouldBeInRange(0, 2);
        }
    }

    public void Dispose() => bench.Dispose();

    private static IEnumerable<string> Places(JsonNode? node)
    {
        if (node is null) return [""];
        var below = node switch
        {
            JsonObject members => members.SelectMany(m => Places(m.Value).Select(p => $"/{m.Key}{p}")),
            JsonArray items => items.SelectMany((item, n) => Places(item).Select(p => $"/{n}{p}")),
            _ => [],
        };
        return below.Prepend("");
    }

    // As text, since half a surrogate pair and too large a number are no nodes.
    private static string Put(string json, string place, string value)
    {
        const string mark = "(here)";
        if (place.Length == 0) return value;
        var root = JsonNode.Parse(json)!;
        var steps = place[1..].Split('/');
        var at = steps[..^1].Aggregate(root, (node, step) => node is JsonArray items ? items[Number(step)]! : node[step]!);
        if (at is JsonArray list) list[Number(steps[^1])] = mark;
        else at[steps[^1]] = mark;
        return root.ToJsonString(Relaxed).Replace($"\"{mark}\"", value, StringComparison.Ordinal);
    }

    private static readonly JsonSerializerOptions Relaxed =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static int Number(string step) => int.Parse(step, System.Globalization.CultureInfo.InvariantCulture);
}
