using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using PcnAgreements.Documents.Word;
using Shouldly;
using Xunit;
using static PcnAgreements.Api.Tests.Word.WordTalk;

namespace PcnAgreements.Api.Tests.Word;

public sealed class Refusing_bad_files(ApiHost host)
{
    private const string Rels =
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\""
        + " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";

    // What is too long by its own account is refused before it is sent.
    private static readonly (string, string) Ask = ("Expect", "100-continue");

    private static readonly Dictionary<string, (Func<byte[]> File, int Status, string Slug)> Bad = new()
    {
        ["not a zip"] = (() => "Hello"u8.ToArray(), 400, "malformed"),
        ["empty"] = (() => [], 400, "malformed"),
        ["truncated"] = (() => Document("<w:document/>")[..^40], 400, "malformed"),
        ["wrong parts"] = (() => Zip(("a.txt", "a"u8.ToArray())), 400, "malformed"),
        ["encrypted"] = (() => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]], 415, "unsupported-media"),
        ["macros"] = (() => Zip(("word/vbaProject.bin", "x"u8.ToArray())), 422, "invalid"),
        ["external entities"] = (() => Document("<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><d>&e;</d>"), 400, "malformed"),
        ["not well-formed"] = (() => Document("<w:document"), 400, "malformed"),
        ["nested without end"] =
            (() => Document(string.Concat(Enumerable.Repeat("<a>", 100_000)) + string.Concat(Enumerable.Repeat("</a>", 100_000))), 413,
                "too-large"),
        ["a bomb"] =
            (() => Zip(("_rels/.rels", Encoding.UTF8.GetBytes(Rels)), ("word/document.xml", new byte[300 << 20])), 413, "too-large"),
        ["50 MB"] = (() => [(byte)'P', (byte)'K', .. new byte[50 << 20]], 413, "too-large"),
    };

    public static TheoryData<string> Names => [.. Bad.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task says_what_is_wrong_in_bounded_time_and_records_nothing(string name)
    {
        var (make, status, slug) = Bad[name];
        var file = make();
        var draft = await host.An_empty_draft();
        var review = await host.An_agreement_in_review();
        var (before, template) = ((await review.Read())["version"]!.GetValue<long>(), $"bad-{Guid.NewGuid():N}");
        var clock = Stopwatch.StartNew();
        foreach (var answer in new[]
        {
            await draft.Editor.Post($"{draft.Path}/import", file, AsWord, Ask),
            await review.Network.Manager(0).Post($"{review.Path}/amendments/import", file, AsWord, Ask),
            await host.Operator.Post($"/templates/{template}/import", file, AsWord, Ask),
        })
        {
            answer.Is(status, slug)["detail"].ToString().ShouldEndWith(".");
        }

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        (await draft.Read())["version"]!.GetValue<long>().ShouldBe(1);
        (await review.Read())["version"]!.GetValue<long>().ShouldBe(before);
        (await host.Operator.Get($"/templates/{template}")).Is(404, "not-found");
    }

    [Fact]
    public async Task names_the_types_it_takes()
    {
        var draft = await host.An_empty_draft();
        (await draft.Editor.Post($"{draft.Path}/import", "x", ("Content-Type", "application/msword")))
            .Is(415, "unsupported-media")["detail"].ToString()
            .ShouldContain(WordExport.MediaType);
    }

    private static byte[] Document(string xml) =>
        Zip(("_rels/.rels", Encoding.UTF8.GetBytes(Rels)), ("word/document.xml", Encoding.UTF8.GetBytes(xml)));

    private static byte[] Zip(params (string Name, byte[] Bytes)[] parts)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in parts)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                entry.Write(bytes);
            }
        }

        return file.ToArray();
    }
}
