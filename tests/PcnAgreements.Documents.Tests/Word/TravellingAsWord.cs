using System.Diagnostics;
using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using FsCheck;
using FsCheck.Fluent;
using PcnAgreements.Documents.Imports;
using PcnAgreements.Documents.Word;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Tests.Word;

public sealed class Travelling_as_Word
{
    [Fact]
    public void comes_back_with_its_tree_keys_words_and_hash()
    {
        var read = Read(Written(Sample.Text));
        AsPrinted(read).ShouldBe(Sample.Clauses);
        TextHash.Of(AsPrinted(read)).ShouldBe(Sample.Text.TextHash);
        read.Report.NumberDiffers.ShouldBeEmpty();
        read.Report.Title.ShouldBe(Sample.Text.Title);
        read.Report.References.ShouldAllBe(r => r.Clause != null && r.Stale == false);
    }

    [Fact]
    public void comes_back_the_same_whatever_it_says() =>
        Prop.ForAll(AnyTree.Arbitrary, clauses =>
        {
            var read = Read(Written(new AgreementText { Title = "T", Clauses = clauses }));
            AsPrinted(read).ShouldBe(clauses);
            read.Report.NumberDiffers.ShouldBeEmpty();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    [Fact]
    public void says_in_plain_blocks_what_the_body_says()
    {
        // Without the exact words that travel beside it, what Word shows is read back to the same blocks.
        var read = Read(Written(Sample.Text with { Clauses = [.. Sample.Clauses] }, strip: true));
        var bodies = read.Clauses.ToDictionary(c => c.Key.ToString(), c => c.Body);
        bodies["c2"].ShouldBe("In this agreement:\n\n| Term | Meaning |\n| --- | --- |\n| **Practice** | a party |\n| List | [[c8]] |");
        bodies["c3"].ShouldBe("Words are read *as they stand*, see [[c5]].[^1]\n\n[^1]: As **courts** do.");
        bodies["c5"].ShouldBe("Half of the practices:\n\n- present, or\n- by proxy:\n  1. named\n  2. in writing\n\n3. three\n4. four");
        bodies["c6"].ShouldBe(Sample.Clauses[5].Wording.Body);
        bodies["n1.2"].ShouldBe(Sample.Clauses[8].Wording.Body);
    }

    [Fact]
    public void names_a_clause_below_a_schedule_by_the_schedule_and_each_part_of_its_number()
    {
        var clauses = AnyTree.Plant(
        [
            (1, false, true, false, Wording.Of(null, "See [[c2]], [[c3]], [[c4]] and [[c5]]; **clause [[c6]]**.")),
            (1, true, true, false, Wording.Of("Money", "")),
            (2, true, true, false, Wording.Of("Payments", "")), (3, true, true, false, Wording.Of(null, "One.")),
            (4, true, true, false, Wording.Of(null, "Two.")), (5, true, true, false, Wording.Of(null, "Three.")),
        ]).Printed;
        var file = Written(new AgreementText { Title = "T", Clauses = clauses }, strip: true);
        Read(file).Clauses[0].Body.ShouldBe("See [[c2]], [[c3]], [[c4]] and [[c5]]; **clause** [[c6]].");
        Read(file).Report.References.Select(r => r.Printed)
            .ShouldBe(["Schedule 1", "Schedule 1, 1", "Schedule 1, 1.1", "Schedule 1, 1.1(a)", "Schedule 1, 1.1(a)(i)"]);
    }

    [Fact]
    public void is_valid_by_the_schema()
    {
        Valid(Written(Sample.Text));
        Valid(Written(new AgreementText { Title = "Empty", Clauses = [] }));
    }

    [Fact]
    public void is_valid_by_the_schema_whatever_it_says() =>
        Prop.ForAll(AnyTree.Arbitrary, clauses => Valid(Written(new AgreementText { Title = "T", Clauses = clauses })))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    [Fact]
    public void gives_the_same_bytes_for_the_same_text() => Written(Sample.Text).ShouldBe(Written(Sample.Text));

    [Fact]
    public void takes_less_than_a_second_each_way_for_four_hundred_clauses()
    {
        var words = string.Join(' ', Enumerable.Range(0, 90).Select(i => "word" + i.ToString(CultureInfo.InvariantCulture)));
        var clauses = AnyTree.Plant(Enumerable.Range(0, 400).Select(i =>
            (i % 4 == 0 ? 1 : 2 + i % 4 / 2, i > 300, true, false,
                Wording.Of(i % 4 == 0 ? "Heading" : null, $"{words}.\n\n- one\n- two")))).Printed;
        var text = new AgreementText { Title = "Long", Clauses = clauses };
        Read(Written(text));
        var clock = Stopwatch.StartNew();
        var file = Written(text);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
        clock.Restart();
        Read(file);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    internal static byte[] Written(AgreementText text, bool strip = false)
    {
        var file = new MemoryStream();
        WordExport.Write(text, file);
        if (strip)
        {
            using var zip = new System.IO.Compression.ZipArchive(file, System.IO.Compression.ZipArchiveMode.Update, leaveOpen: true);
            zip.GetEntry("customXml/item1.xml")!.Delete();
        }

        return file.ToArray();
    }

    internal static ImportResult Read(byte[] file, TrackedChanges tracked = TrackedChanges.Refuse)
    {
        var read = WordImport.Read(new MemoryStream(file), tracked, out var problem);
        problem.ShouldBeNull();
        return read!;
    }

    internal static IReadOnlyList<PrintedClause> AsPrinted(ImportResult read) => [.. read.Clauses.Select(c =>
        new PrintedClause(c.Key, c.Number, c.Level, c.Parent, c.Schedule, Wording.Of(c.Heading, c.Body), c.Blank))];

    internal static void Valid(byte[] file)
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(file), isEditable: false);
        new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document)
            .Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}").ShouldBeEmpty();
    }
}
