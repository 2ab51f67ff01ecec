using System.IO.Compression;
using PcnAgreements.Documents.Word;
using static PcnAgreements.Documents.Tests.Texts;

namespace PcnAgreements.Documents.Tests.Word;

public sealed class Reading_mark_up
{
    private const string Who = "w:author=\"C. Counsel\" w:date=\"2026-11-21T09:00:00Z\"";

    [Fact]
    public void finds_nothing_in_an_export_that_nobody_touched() => Read(Export()).Changes.ShouldBeEmpty();

    [Fact]
    public void proposes_other_words_for_a_clause_with_tracked_changes()
    {
        var marked = Read(
            Changed(
                Export(), "Words are read ",
                $"Words </w:t></w:r><w:del w:id=\"900\" {Who}><w:r><w:delText xml:space=\"preserve\">are </w:delText></w:r></w:del>"
            + $"<w:ins w:id=\"901\" {Who}><w:r><w:t xml:space=\"preserve\">shall be </w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\">read "));
        var change = marked.Changes.Single();
        change.Op.ShouldBe(MarkUpOp.Reword);
        change.Clause.ShouldBe(Key("c3"));
        change.Wording.Body.ShouldStartWith("Words shall be read *as they stand*, see [[c5]].");
        change.Tracked.ShouldBeTrue();
        change.Authors.ShouldBe(["C. Counsel"]);
        marked.TextHash.ShouldBe(Sample.Text.TextHash);
    }

    [Fact]
    public void says_when_words_were_changed_without_tracking()
    {
        var change = Read(Changed(Export(), "Two lines.", "Three lines.")).Changes.Single();
        change.Clause.ShouldBe(Key("n1.2"));
        change.Tracked.ShouldBeFalse();
        change.Wording.Body.ShouldBe("Paid within [insert days].\nThree lines.");
    }

    [Fact]
    public void proposes_to_strike_a_clause_whose_words_were_all_deleted()
    {
        var file = Export();
        var xml = Document(file);
        var at = xml.IndexOf(">Interest<", StringComparison.Ordinal);
        var start = xml.LastIndexOf("<w:p>", at, StringComparison.Ordinal);
        var end = xml.IndexOf("</w:p>", at, StringComparison.Ordinal) + 6;
        var paragraph = xml[start..end].Replace("</w:pPr>", $"<w:rPr><w:del w:id=\"900\" {Who}/></w:rPr></w:pPr>", StringComparison.Ordinal)
            .Replace("<w:t xml:space=\"preserve\">Interest</w:t>", "<w:delText>Interest</w:delText>", StringComparison.Ordinal)
            .Replace("<w:r><w:delText>", $"<w:del w:id=\"901\" {Who}><w:r><w:delText>", StringComparison.Ordinal)
                .Replace("</w:delText></w:r>", "</w:delText></w:r></w:del>", StringComparison.Ordinal);
        var change = Read(With(file, xml[..start] + paragraph + xml[end..])).Changes.Single();
        change.Op.ShouldBe(MarkUpOp.Strike);
        change.Clause.ShouldBe(Key("c10"));
        change.Tracked.ShouldBeTrue();
    }

    [Fact]
    public void proposes_a_clause_for_a_new_numbered_paragraph()
    {
        var file = Export();
        var xml = Document(file);
        var at = xml.IndexOf(">Quorum<", StringComparison.Ordinal);
        var start = xml.LastIndexOf("<w:p>", at, StringComparison.Ordinal);
        var added =
            $"<w:p><w:pPr><w:pStyle w:val=\"Heading2\"/><w:rPr><w:ins w:id=\"900\" {Who}/></w:rPr></w:pPr><w:ins w:id=\"901\" {Who}><w:r><w:t>Notice</w:t></w:r></w:ins></w:p>"
            + $"<w:p><w:pPr><w:pStyle w:val=\"PcnText2\"/><w:rPr><w:ins w:id=\"902\" {Who}/></w:rPr></w:pPr><w:ins w:id=\"903\" {Who}><w:r><w:t>Seven days.</w:t></w:r></w:ins></w:p>";
        var change = Read(With(file, xml[..start] + added + xml[start..])).Changes.Single();
        change.Op.ShouldBe(MarkUpOp.Add);
        change.Parent.ShouldBe(Key("c4"));
        change.After.ShouldBeNull();
        change.Wording.ShouldBe(PcnAgreements.Domain.Text.Wording.Of("Notice", "Seven days."));
    }

    [Fact]
    public void refuses_a_file_that_is_no_export_of_ours()
    {
        WordAmendments.Read(new MemoryStream(Travelling_as_Word.Written(Sample.Text, strip: true)), out var problem).ShouldBeNull();
        problem!.Kind.ShouldBe(WordProblemKind.NotOurExport);
    }

    private static byte[] Export() => Travelling_as_Word.Written(Sample.Text);

    private static MarkedUpText Read(byte[] file)
    {
        var read = WordAmendments.Read(new MemoryStream(file), out var problem);
        problem.ShouldBeNull();
        return read!;
    }

    private static byte[] Changed(byte[] file, string from, string to)
    {
        var xml = Document(file);
        xml.ShouldContain(from);
        return With(file, xml.Replace(from, to, StringComparison.Ordinal));
    }

    private static string Document(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        using var reader = new StreamReader(zip.GetEntry("word/document.xml")!.Open());
        return reader.ReadToEnd();
    }

    private static byte[] With(byte[] file, string xml)
    {
        var changed = new MemoryStream();
        changed.Write(file);
        using (var zip = new ZipArchive(changed, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("word/document.xml")!.Delete();
            using var writer = new StreamWriter(zip.CreateEntry("word/document.xml").Open());
            writer.Write(xml);
        }

        return changed.ToArray();
    }
}
