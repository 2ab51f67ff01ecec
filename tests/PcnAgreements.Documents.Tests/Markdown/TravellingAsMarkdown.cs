using FsCheck;
using FsCheck.Fluent;
using PcnAgreements.Documents.Imports;
using PcnAgreements.Documents.Markdown;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Text;
using static PcnAgreements.Documents.Tests.Texts;

namespace PcnAgreements.Documents.Tests.Markdown;

public sealed class Travelling_as_Markdown
{
    [Fact]
    public void shows_numbers_keys_and_references()
    {
        var file = MarkdownText.Write(new AgreementText
        {
            Title = "Agreement",
            Version = "7",
            Parties = [new("High Street", OdsCode.Parse("Y99901"), null, [new("A. Partner", null)])],
            Clauses =
            [
                Clause("c1", "1", "Meetings", "See [[c2]].\n\n## not a heading"),
                Clause("c2", "Schedule 1", "Money", schedule: true, blank: true)
            ],
        });
        file.ShouldBe("""
            # Agreement

            > Version: 7  

            ## 1 Meetings {#c1}

            See [Schedule 1](#c2).

            \## not a heading

            ## Schedule 1 Money {#c2 .schedule .blank}

            <!-- signatures -->

            ## Signatures

            ### High Street (Y99901)

            - A. Partner: awaited

            """);
        var read = MarkdownText.Read(file);
        read.Report.Title.ShouldBe("Agreement");
        read.Clauses[0].Body.ShouldBe("See [[c2]].\n\n## not a heading");
        read.Report.LeftOut.Select(l => l.Why).ShouldBe(["the title", "stands before the first clause", "the signature page"]);
    }

    [Fact]
    public void keeps_apart_the_notes_of_different_clauses()
    {
        string[] bodies = ["One.[^1]\n\n[^1]: First.", "Two.[^1] \\[^1] [^n2-1] [^c1-1]\n\n[^1]: Second.", "[^c3-1] [^1](#c1)"];
        var file = MarkdownText.Write(new AgreementText
        {
            Title = "Agreement",
            Version = "7",
            Clauses = [Clause("c1", "1", null, bodies[0]), Clause("n2", "2", null, bodies[1]), Clause("c3", "3", null, bodies[2])],
        });
        file.ShouldContain("One.[^c1-1]\n\n[^c1-1]: First.\n");
        file.ShouldContain("Two.[^n2-1] ");
        file.ShouldContain("\n[^n2-1]: Second.\n");
        MarkdownText.Read(file).Clauses.Select(c => c.Body).ShouldBe(bodies);
    }

    [Fact]
    public void comes_back_as_the_same_text() =>
        Prop.ForAll(AnyTree.Arbitrary, AnyText.Arbitrary, (clauses, title) =>
        {
            if (clauses.Count == 0) return;
            var text = new AgreementText
            {
                Title = title.Replace('\n', ' '), Clauses = clauses, Version = "3", TextHash = TextHash.Of(clauses)
            };
            var read = MarkdownText.Read(MarkdownText.Write(text));
            AsPrinted(read).ShouldBe(clauses);
            TextHash.Of(AsPrinted(read)).ShouldBe(text.TextHash);
            read.Report.NumberDiffers.ShouldBeEmpty();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void takes_a_clause_added_by_hand_between_ours()
    {
        var file = MarkdownText.Write(
            new AgreementText { Title = "T", Clauses = [Clause("c1", "1", "One", "a"), Clause("c2", "2", "Two", "b")] });
        var read = MarkdownText.Read(file.Replace("## 2 Two", "## New\n\nnew words\n\n## 2 Two", StringComparison.Ordinal));
        read.Clauses.Select(c => (c.Key.ToString(), c.Number, c.Heading, c.Keyed))
            .ShouldBe([("c1", "1", "One", true), ("c3", "2", "New", false), ("c2", "3", "Two", true)]);
        read.Report.NumberDiffers.Single().SourceNumber.ShouldBe("2");
    }

    [Fact]
    public void gives_a_key_that_stands_twice_to_the_first()
    {
        var read = MarkdownText.Read("## 1 A {#c1}\n\n## 2 B {#c1}\n");
        read.Clauses.Select(c => c.Key).ShouldBeUnique();
        read.Report.Warnings.Single().Place.ShouldBe("line 3");
    }

    internal static IReadOnlyList<PrintedClause> AsPrinted(ImportResult read) => [.. read.Clauses.Select(c =>
        new PrintedClause(c.Key, c.Number, c.Level, c.Parent, c.Schedule, Wording.Of(c.Heading, c.Body), c.Blank))];
}
