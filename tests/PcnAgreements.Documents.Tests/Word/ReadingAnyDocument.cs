using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using PcnAgreements.Documents.Imports;
using PcnAgreements.Documents.Word;

namespace PcnAgreements.Documents.Tests.Word;

public sealed partial class Reading_any_document
{
    private static readonly Arbitrary<int> Seeds = FsCheck.Fluent.Gen.Choose(0, int.MaxValue - 1).ToArbitrary();

    [Fact]
    public void loses_and_joins_no_word_whatever_becomes_of_tracked_changes() =>
        Prop.ForAll(Seeds, seed =>
        {
            var document = new AnyDocument(seed);
            Keeps(document.Accepted, Travelling_as_Word.Read(document.File, TrackedChanges.Accept));
            Keeps(document.Rejected, Travelling_as_Word.Read(document.File, TrackedChanges.Reject));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_500));

    [Fact]
    public void gives_the_same_text_again_after_an_export() =>
        Prop.ForAll(Seeds, seed =>
        {
            var clauses = Travelling_as_Word.AsPrinted(Travelling_as_Word.Read(new AnyDocument(seed).File, TrackedChanges.Accept));
            Travelling_as_Word.AsPrinted(
                Travelling_as_Word.Read(Travelling_as_Word.Written(new AgreementText { Title = "T", Clauses = clauses })))
                    .ShouldBe(clauses);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    private static void Keeps(List<string> words, ImportResult read)
    {
        var kept = string.Join(
            '\n',
            read.Clauses.Select(c => $"{c.Heading}\n{c.Body}").Concat(read.Report.LeftOut.Select(l => l.Text))
                .Concat(read.Report.References.Select(r => r.Printed)));
        words.Where(w => !kept.Contains(w, StringComparison.Ordinal)).ShouldBeEmpty();
        Joined().Matches(kept).Select(m => m.Value).ShouldBeEmpty();
    }

    [GeneratedRegex(@"w\d+qw\d+q")]
    private static partial Regex Joined();
}
