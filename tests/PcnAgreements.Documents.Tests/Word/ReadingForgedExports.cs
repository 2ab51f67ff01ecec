using System.IO.Compression;
using PcnAgreements.Documents.Imports;
using PcnAgreements.Documents.Word;
using static PcnAgreements.Documents.Tests.Texts;

namespace PcnAgreements.Documents.Tests.Word;

/// <summary>Exports whose part beside the text says other words than Word shows: only what is shown may be taken.</summary>
public sealed class Reading_forged_exports
{
    private static readonly AgreementText Text = new()
    {
        Title = "Shown", Clauses = [Clause("c1", "1", "Money", "They pay £10."), Clause("c2", "2", "Rest", "See [[c1]].")],
    };

    [Fact]
    public void takes_the_words_that_are_shown_and_warns_when_the_file_says_that_others_look_so()
    {
        var read = Forged(
            "<body xml:space=\"preserve\">They pay £10.</body>", "<body>They pay £10,000.</body><seen-body>They pay £10.</seen-body>");
        read.Clauses[0].Body.ShouldBe("They pay £10.");
        var warning = read.Report.Warnings.Single();
        warning.Place.ShouldBe(read.Clauses[0].Place);
        warning.Text.ShouldBe("The file keeps other words for clause c1 than it shows: what it shows was taken.");
    }

    [Fact]
    public void takes_the_heading_that_is_shown()
    {
        var read = Forged("<heading xml:space=\"preserve\">Money</heading>", "<heading>Gifts</heading><seen-heading>Money</seen-heading>");
        read.Clauses[0].Heading.ShouldBe("Money");
        read.Report.Warnings.ShouldHaveSingleItem();
    }

    [Fact]
    public void takes_the_words_that_are_shown_where_others_are_kept_without_a_word_about_it() =>
        Forged("They pay £10.</body>", "They pay £10,000.</body>").Clauses[0].Body.ShouldBe("They pay £10.");

    [Theory]
    [InlineData("They pay £10.&#1;")]
    [InlineData("They pay £10.&#xD800;")]
    public void takes_no_words_that_no_record_takes(string kept) =>
        Forged("They pay £10.</body>", $"{kept}</body><seen-body>They pay £10.</seen-body>").Clauses[0].Body.ShouldBe("They pay £10.");

    [Fact]
    public void takes_the_title_that_is_shown() => Forged("title=\"Shown\"", "title=\"Hidden\"").Report.Title.ShouldBe("Shown");

    [Fact]
    public void takes_the_exact_words_of_an_export_that_says_what_they_look_like()
    {
        // So exports were once written; what they say is not believed, but it may well be true.
        var text = Text with { Clauses = [Clause("c1", "1", "Money", "3) a\n\n\n|-|\n  b"), Text.Clauses[1]] };
        var read = Travelling_as_Word.Read(
            Changed(Travelling_as_Word.Written(text), "</body>", "</body><seen-body>3) a\n\n|-|\nb</seen-body>"));
        Travelling_as_Word.AsPrinted(read).ShouldBe(text.Clauses);
        read.Report.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void proposes_the_words_that_are_shown()
    {
        var file = Changed(
            Travelling_as_Word.Written(Text), "They pay £10.</body>", "They pay £10,000.</body><seen-body>They pay £10.</seen-body>");
        var read = WordAmendments.Read(new MemoryStream(file), out var problem).ShouldNotBeNull(problem?.Detail);
        read.Changes.Single().Wording.Body.ShouldBe("They pay £10.");
        read.Changes.Single().Tracked.ShouldBeFalse();
    }

    private static ImportResult Forged(string from, string to) =>
        Travelling_as_Word.Read(Changed(Travelling_as_Word.Written(Text), from, to));

    private static byte[] Changed(byte[] file, string from, string to)
    {
        var changed = new MemoryStream();
        changed.Write(file);
        using (var zip = new ZipArchive(changed, ZipArchiveMode.Update, leaveOpen: true))
        {
            string xml;
            using (var reader = new StreamReader(zip.GetEntry("customXml/item1.xml")!.Open())) xml = reader.ReadToEnd();
            xml.ShouldContain(from);
            var at = xml.IndexOf(from, StringComparison.Ordinal);
            zip.GetEntry("customXml/item1.xml")!.Delete();
            using var writer = new StreamWriter(zip.CreateEntry("customXml/item1.xml").Open());
            writer.Write(xml[..at] + to + xml[(at + from.Length)..]);
        }

        return changed.ToArray();
    }
}
