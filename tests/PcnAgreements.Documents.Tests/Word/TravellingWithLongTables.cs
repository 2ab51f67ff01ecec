using PcnAgreements.Documents.Bodies;
using PcnAgreements.Documents.Word;
using PcnAgreements.Domain.Text;
using static PcnAgreements.Documents.Tests.Texts;

namespace PcnAgreements.Documents.Tests.Word;

/// <summary>Bodies of a hundred thousand characters, of which a table of one letter in a row makes the most of Word's elements.</summary>
public sealed class Travelling_with_long_tables
{
    private static readonly string Table = "|a|\n|-|\n" + string.Join('\n', Enumerable.Repeat("|a|", 24_990));

    [Fact]
    public void can_be_written_whatever_an_import_would_say_to_it()
    {
        var file = Travelling_as_Word.Written(new AgreementText { Title = "T", Clauses = Tables(5) });
        WordImport.Read(new MemoryStream(file), TrackedChanges.Accept, out var problem).ShouldBeNull();
        problem!.Kind.ShouldBe(WordProblemKind.TooLarge);
    }

    [Fact]
    public void can_be_written_as_a_redline()
    {
        var edit = new WordEdit("A. Editor", DateTimeOffset.UnixEpoch);
        var file = new MemoryStream();
        WordRedline.Write(
            [], new AgreementText { Title = "T", Clauses = Tables(5) }, new Dictionary<Domain.ClauseKey, WordEdits>(), edit, file);
        file.Length.ShouldBePositive();
    }

    [Fact]
    public void can_be_marked_up_when_it_can_be_read()
    {
        var file = Travelling_as_Word.Written(new AgreementText { Title = "T", Clauses = Tables(2) });
        Travelling_as_Word.AsPrinted(Travelling_as_Word.Read(file)).ShouldBe(Tables(2));
        WordAmendments.Read(new MemoryStream(file), out var problem).ShouldNotBeNull(problem?.Detail).Changes.ShouldBeEmpty();
    }

    [Fact]
    public void takes_rows_of_very_different_length_for_lines_instead_of_filling_all_up()
    {
        var (wide, tall) = (new string('|', 40_000), string.Join('\n', Enumerable.Repeat("|", 25_000)));
        foreach (var body in new[] { $"a|\n-|\n{tall}\n{wide}", $"a|\n-|\n{wide}\n{tall}" })
        {
            var blocks = BodyMarkup.Parse(body);
            blocks.OfType<BodyBlock.Table>().Sum(t => t.Rows.Sum(r => (long)r.Count)).ShouldBeLessThan(1_000_000);
            BodyMarkup.PlainText(blocks.OfType<BodyBlock.Paragraph>().SelectMany(p => p.Content), k => k.ToString())
                .Count(c => c == '|').ShouldBeGreaterThan(24_000);
        }
    }

    private static IReadOnlyList<PrintedClause> Tables(int count) =>
        [.. Enumerable.Range(1, count).Select(i => Clause($"c{i}", $"{i}", null, Table))];
}
