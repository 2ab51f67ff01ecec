using System.IO.Compression;
using System.Xml.Linq;
using PcnAgreements.Documents.Imports;
using PcnAgreements.Documents.Word;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Tests.Word;

/// <summary>
/// Real agreements, which are not ours to copy: they stand in <c>shared/data/word</c> beside the checkout, or where <c>PCN_SHARED_DATA</c>
/// says.
/// </summary>
[Trait("data", "shared")]
public sealed class Reading_real_agreements
{
    public static TheoryData<string> Files { get; } =
        ["a13-ccs-core-terms-3.0.2.docx", "a20-common-paper-csa-with-sla.docx", "a21-common-paper-dpa.docx", "a23-general-legal-msa.docx"];

    [Theory]
    [MemberData(nameof(Files))]
    public void loses_no_character(string name)
    {
        var file = Load(name);
        Losing.Nothing(file, Read(file));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void gives_the_same_text_and_numbers_after_an_export(string name)
    {
        var read = Read(Load(name));
        var clauses = Travelling_as_Word.AsPrinted(read);
        var again = Travelling_as_Word.Read(Travelling_as_Word.Written(new AgreementText { Title = name, Clauses = clauses }));
        Travelling_as_Word.AsPrinted(again).ShouldBe(clauses);
        TextHash.Of(Travelling_as_Word.AsPrinted(again)).ShouldBe(TextHash.Of(clauses));
        Travelling_as_Word.Valid(Travelling_as_Word.Written(new AgreementText { Title = name, Clauses = clauses }));
    }

    [Theory]
    [InlineData("a13-ccs-core-terms-3.0.2.docx", 35, "35")]
    [InlineData("a20-common-paper-csa-with-sla.docx", 17, "13")]
    [InlineData("a21-common-paper-dpa.docx", 11, "11")]
    [InlineData("a23-general-legal-msa.docx", 11, "11")]
    public void finds_the_clauses_and_their_numbers(string name, int top, string number)
    {
        var read = Read(Load(name));
        read.Clauses.Count(c => c is { Level: 1, Schedule: false, Number: not null }).ShouldBe(top);
        read.Clauses.ShouldContain(c => c.Level == 1 && c.Number == number);
        var labelled = read.Clauses.Count(c => c.SourceNumber is not null);
        (labelled > 60).ShouldBeTrue();
        // What differs is what must: sub-clauses here print letters on the third level, and one file starts again at 1.
        read.Report.NumberDiffers.Count.ShouldBeLessThan(labelled / 4 + 1);
    }

    private static ImportResult Read(byte[] file)
    {
        var read = WordImport.Read(new MemoryStream(file), TrackedChanges.Accept, out var problem);
        problem.ShouldBeNull();
        return read!;
    }

    private static byte[] Load(string name)
    {
        var folder = Environment.GetEnvironmentVariable("PCN_SHARED_DATA");
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); folder is null && at is not null; at = at.Parent)
        {
            if (Directory.Exists(Path.Combine(at.FullName, "shared", "data"))) folder = Path.Combine(at.FullName, "shared", "data");
        }

        folder.ShouldNotBeNull("There is no folder shared/data beside the checkout, and PCN_SHARED_DATA does not name one.");
        return File.ReadAllBytes(Path.Combine(folder, "word", name));
    }
}

/// <summary>That what a file says stands in what was read of it.</summary>
internal static class Losing
{
    public static void Nothing(byte[] file, ImportResult read)
    {
        XNamespace w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        XNamespace mc = "http://schemas.openxmlformats.org/markup-compatibility/2006";
        using var zip = new ZipArchive(new MemoryStream(file));
        using var stream = zip.GetEntry("word/document.xml")!.Open();
        var said = string.Concat(
            XElement.Load(stream).Descendants(w + "t").Where(t => !t.Ancestors(mc + "Fallback").Any() && !t.Ancestors(w + "del").Any())
                .Select(t => t.Value));
        var kept = string.Concat(read.Clauses.Select(c => c.SourceNumber + c.Heading + c.Body))
            + string.Concat(read.Report.LeftOut.Select(l => l.Text)) + string.Concat(read.Report.References.Select(r => r.Printed));
        foreach (var (letter, count) in Counted(said))
            Counted(kept).GetValueOrDefault(letter).ShouldBeGreaterThanOrEqualTo(count, $"'{letter}'");
    }

    private static Dictionary<char, int> Counted(string text) =>
        text.Normalize().Where(char.IsLetterOrDigit).GroupBy(c => c).ToDictionary(g => g.Key, g => g.Count());
}
