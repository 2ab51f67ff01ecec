using System.Diagnostics;
using System.IO.Compression;
using PcnAgreements.Documents.Word;
using static PcnAgreements.Documents.Tests.Word.TinyWord;

namespace PcnAgreements.Documents.Tests.Word;

public sealed class Refusing_files
{
    [Fact]
    public void that_are_no_zip() => Refused("Hello"u8.ToArray(), WordProblemKind.NotAPackage);

    [Fact]
    public void that_are_empty() => Refused([], WordProblemKind.NotAPackage);

    [Fact]
    public void that_are_encrypted_or_from_before_2007() =>
        Refused([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], WordProblemKind.EncryptedOrOld);

    [Fact]
    public void that_are_cut_off_anywhere()
    {
        var file = Travelling_as_Word.Written(Sample.Text);
        for (var length = 0; length < file.Length; length += file.Length / 40)
            Refused(file[..length], WordProblemKind.NotAPackage);
    }

    [Fact]
    public void or_reading_them_but_never_failing_when_any_byte_is_wrong()
    {
        var file = Travelling_as_Word.Written(Sample.Text);
        for (var at = 0; at < file.Length; at += 97)
        {
            var broken = file.ToArray();
            broken[at] ^= 0x55;
            var read = WordImport.Read(new MemoryStream(broken), TrackedChanges.Accept, out var problem);
            (read is null).ShouldBe(problem is not null);
        }
    }

    [Fact]
    public void that_are_zips_of_something_else() => Refused(Zip(new() { ["a.txt"] = "a" }), WordProblemKind.NotWord);

    [Fact]
    public void that_carry_macros() => Refused(Zip(new() { ["word/vbaProject.bin"] = "x" }), WordProblemKind.Macros);

    [Fact]
    public void that_declare_a_document_type() =>
        Refused(Document("<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><d>&e;</d>"), WordProblemKind.BadXml);

    [Fact]
    public void that_are_not_well_formed() => Refused(Document("<w:document"), WordProblemKind.BadXml);

    [Fact]
    public void that_are_nested_without_end() =>
        Refused(
            Document(string.Concat(Enumerable.Repeat("<a>", 100_000)) + string.Concat(Enumerable.Repeat("</a>", 100_000))),
            WordProblemKind.TooLarge);

    [Fact]
    public void that_unpack_without_end_in_bounded_time_and_memory()
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var rels = zip.CreateEntry("_rels/.rels").Open()) rels.Write(Rels());
            using var bomb = zip.CreateEntry("word/document.xml", CompressionLevel.SmallestSize).Open();
            var zeros = new byte[1 << 20];
            Array.Fill(zeros, (byte)' ');
            for (var i = 0; i < 300; i++) bomb.Write(zeros);
        }

        var clock = Stopwatch.StartNew();
        Refused(file.ToArray(), WordProblemKind.TooLarge);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void with_more_attributes_than_any_agreement()
    {
        static string Many(int count, string name) => string.Concat(Enumerable.Range(0, count).Select(i => $" {name}{i}=\"\""));
        Refused(Document($"<document{Many(2_100_000, "a")}/>"), WordProblemKind.TooLarge);
        Refused(Document("<d>" + string.Concat(Enumerable.Repeat($"<e{Many(50, "b")}/>", 45_000)) + "</d>"), WordProblemKind.TooLarge);
    }

    [Fact]
    public void with_a_table_of_more_cells_than_any_agreement()
    {
        const string cell = "<w:tc><w:tcPr><w:gridSpan w:val=\"63\"/></w:tcPr></w:tc>";
        var wide = $"<w:tr>{string.Concat(Enumerable.Repeat(cell, 5_000))}</w:tr>";
        var tall = string.Concat(Enumerable.Repeat("<w:tr><w:tc/></w:tr>", 20_000));
        Refused(Of($"<w:tbl>{wide}{tall}</w:tbl>{P("a")}"), WordProblemKind.TooLarge);
    }

    [Fact]
    public void whose_labels_say_more_than_any_text()
    {
        var long_ = string.Concat(Enumerable.Repeat("%1", 100));
        var list = Abstract(0, [.. Enumerable.Repeat(("upperRoman", long_), 9)]);
        var start = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"888\"/></w:lvlOverride>";
        Refused(Of(string.Concat(Enumerable.Repeat(P("", Num(1, 8)), 40_000)), list + NumOf(1, 0, start)), WordProblemKind.TooLarge);
    }

    [Fact]
    public void with_a_style_or_list_of_more_parts_than_any_program_writes()
    {
        var many = string.Concat(Enumerable.Repeat("<w:lvl w:ilvl=\"3\"/>", 10_000));
        Refused(Of(P("a"), $"<w:abstractNum w:abstractNumId=\"0\">{many}</w:abstractNum>"), WordProblemKind.TooLarge);
        Refused(Of(P("a"), $"<w:num w:numId=\"1\">{many}</w:num>"), WordProblemKind.TooLarge);
        Refused(Of(P("a"), "", $"<w:style w:styleId=\"a\">{many}</w:style>"), WordProblemKind.TooLarge);
    }

    [Fact]
    public void larger_than_fifty_megabytes()
    {
        var file = new byte[51 * 1024 * 1024];
        (file[0], file[1]) = ((byte)'P', (byte)'K');
        Refused(file, WordProblemKind.TooLarge);
    }

    [Fact]
    public void but_reading_one_whose_links_lead_outside_without_following_them()
    {
        var read = Read(
            Of(
                "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> INCLUDETEXT \"http://192.0.2.1/x.docx\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>kept</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p><w:altChunk r:id=\"r9\"/>"));
        read.Clauses.Single().Body.ShouldBe("kept");
        read.Report.Warnings.Single().Text.ShouldContain("another file");
    }

    private static byte[] Rels() =>
        System.Text.Encoding.UTF8.GetBytes(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>");

    private static byte[] Document(string xml) =>
        Zip(new() { ["_rels/.rels"] = System.Text.Encoding.UTF8.GetString(Rels()), ["word/document.xml"] = xml });

    private static void Refused(byte[] file, WordProblemKind kind)
    {
        WordImport.Read(new MemoryStream(file), TrackedChanges.Accept, out var problem).ShouldBeNull();
        problem.ShouldNotBeNull().Kind.ShouldBe(kind);
        problem.Detail.ShouldEndWith(".");
    }
}
