using FsCheck;
using FsCheck.Fluent;
using PcnAgreements.Documents.Imports;
using PcnAgreements.Documents.Word;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Text;
using static PcnAgreements.Documents.Tests.Texts;

namespace PcnAgreements.Documents.Tests.Word;

public sealed class Redlining_in_Word
{
    private static readonly WordEdit Editor = new("B. Editor", new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero));

    internal static readonly IReadOnlyList<PrintedClause> Later =
    [
        Clause("c1", null, "Background", "(A) The practices are close neighbours.\n\n(B) They wish to agree.\n\n(C) And do."),
        Clause(
            "c2", "1", "Definitions and more",
            "In this agreement:\n\n| Term | Meaning |\n| --- | --: |\n| **Practice** | a *core* party |\n| New | row |\n| List | [[c8]] |"),
        // Not struck: LibreOffice 7.4 keeps the empty paragraph of a deleted one that held a note.
        Clause("c3", "1.1", null, "Words are not read *as they stand*, see [[c5]] and [[c8]].[^a]\n\n[^a]: As **courts** do.", 2, "c2"),
        Clause("c4", "2", "Meetings", "They meet."),
        Clause("c11", "2.1", "Added", "With words 👩‍⚕️.\n\n- and\n- a list", 2, "c4"),
        Clause(
            "c5", "2.2", "Quorum", "Half of all the practices:\n\n- present, or\n- by proxy:\n  1. named\n  2. in ink\n\n3. three",
            2, "c4"),
        Clause("c7", "2.2(a)", null, "- only a list", 3, "c5"),
        Clause("c8", "Schedule 1", "Money", "", schedule: true),
        Clause("c9", "Schedule 2", "Staff", "Filled.", schedule: true),
        Clause("n1.2", "Schedule 2, 1", "Payments", "Paid within 30 days.\nTwo lines.", 2, "c9", schedule: true),
    ];

    /// <summary>
    /// The sample with parts moved, schedules in another order, a table for another, and what was added below what moved.
    /// </summary>
    internal static readonly IReadOnlyList<PrintedClause> Rearranged =
    [
        Sample.Clauses[0],
        Clause("c4", "1", "Meetings", ""),
        Clause("c6", "1.1", null, Sample.Clauses[5].Wording.Body, 2, "c4"),
        Clause("c5", "1.2", "Quorum", "Half of the practices.", 2, "c4"),
        Clause("c7", "1.2(a)", null, "- only a list", 3, "c5"),
        Clause("c12", "1.2(a)(i)", null, "Added below what moved, see [[c2]].", 4, "c7"),
        Clause("c2", "2", "Definitions", "In this agreement:\n\n| Term | Meaning |\n| --- | --: |\n| List | [[c8]] |\n| Third | row |"),
        Clause("c3", "2.1", null, Sample.Clauses[2].Wording.Body, 2, "c2"),
        Clause("c9", "Schedule 1", "Staff", "| a | b | c |\n| --- | --- | --- |\n| 1 | 2 | 3 |", schedule: true),
        Clause("c8", "Schedule 2", "Money", "", schedule: true),
        Clause("n1.2", "Schedule 2, 1", "Payments", "Paid within [insert days].\nTwo lines.", 2, "c8", schedule: true),
        Clause("c10", "Schedule 2, 1.1", null, "Interest", 3, "n1.2", schedule: true),
    ];

    [Fact]
    public void gives_both_texts_when_parts_were_moved()
    {
        Holds(Sample.Clauses, Rearranged);
        Holds(Rearranged, Sample.Clauses);
        Holds(Later, Rearranged);
    }

    [Fact]
    public void gives_the_later_text_when_all_is_accepted_and_the_earlier_when_rejected() => Holds(Sample.Clauses, Later);

    [Fact]
    public void names_the_person_and_time_of_each_edit()
    {
        var file = Written(Sample.Clauses, Later, new() { [Key("c11")] = new(null, new("A. Partner", DateTimeOffset.UnixEpoch)) });
        var xml = Document(file);
        xml.ShouldContain("w:author=\"A. Partner\" w:date=\"1970-01-01T00:00:00Z\"");
        xml.ShouldContain("w:author=\"B. Editor\" w:date=\"2026-11-20T10:00:00Z\"");
    }

    [Fact]
    public void marks_what_was_moved_and_not_what_made_way_for_it()
    {
        static PrintedClause At(int n, string key, string body) => Clause(key, $"{n}", null, body);
        var earlier = new[] { At(1, "c1", "One."), At(2, "c2", "Two."), At(3, "c3", "Three, see [[c2]].") };
        var later = new[] { At(1, "c2", "Two."), At(2, "c1", "One."), At(3, "c3", "Three, see [[c2]].") };
        foreach (var moved in (string[])["c1", "c2"])
        {
            var file = Written(earlier, later, new() { [Key(moved)] = new(null, new("M. Mover", DateTimeOffset.UnixEpoch)) });
            var xml = Document(file);
            xml.ShouldNotContain("B. Editor");
            // A reference goes with what it refers to: it prints another number where that stands now.
            xml.Split("</w:delText>")[..^1].Select(t => t[(t.LastIndexOf('>') + 1)..]).ShouldBe(moved == "c1" ? ["One."] : ["Two.", "2"]);
            Holds(earlier, later);
        }
    }

    [Fact]
    public void tracks_words_and_not_paragraphs()
    {
        var xml = Document(
            Written([Clause("c1", "1", null, "The practices shall meet.")], [Clause("c1", "1", null, "The practices may meet.")]));
        xml.ShouldContain(">shall</w:delText>");
        xml.ShouldContain(">may</w:t>");
        xml.ShouldNotContain("<w:rPr><w:del");
    }

    [Fact]
    public void is_valid_by_the_schema() => Travelling_as_Word.Valid(Written(Sample.Clauses, Later));

    [Fact]
    public void is_refused_by_an_import_that_does_not_say_what_to_do_with_it()
    {
        WordImport.Read(new MemoryStream(Written(Sample.Clauses, Later)), TrackedChanges.Refuse, out var problem).ShouldBeNull();
        problem!.Kind.ShouldBe(WordProblemKind.TrackedChanges);
        problem.Detail.ShouldContain("B. Editor");
    }

    [Fact]
    public void holds_for_any_two_texts() =>
        Prop.ForAll(AnyTree.Arbitrary, AnyTree.Arbitrary, (earlier, later) =>
        {
            Holds(earlier, later);
            Holds(earlier, [.. later.Take(later.Count / 2)]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private static void Holds(IReadOnlyList<PrintedClause> earlier, IReadOnlyList<PrintedClause> later)
    {
        var file = Written(earlier, later);
        Seen(Travelling_as_Word.Read(file, TrackedChanges.Accept)).ShouldBe(Seen(Exported(later)));
        Seen(Travelling_as_Word.Read(file, TrackedChanges.Reject)).ShouldBe(Seen(Exported(earlier)));
    }

    private static ImportResult Exported(IReadOnlyList<PrintedClause> clauses) =>
        Travelling_as_Word.Read(Travelling_as_Word.Written(new AgreementText { Title = "T", Clauses = clauses }, strip: true));

    private static List<string> Seen(ImportResult read) =>
    [
        .. read.Clauses.Select(c => $"{c.Key} {c.Number} {c.Level} [{c.Heading}] {c.Body}")
    ];

    internal static byte[] Written(
        IReadOnlyList<PrintedClause> earlier, IReadOnlyList<PrintedClause> later, Dictionary<ClauseKey, WordEdits>? edits = null)
    {
        var file = new MemoryStream();
        WordRedline.Write(earlier, new AgreementText { Title = "Redline", Clauses = later }, edits ?? [], Editor, file);
        return file.ToArray();
    }

    private static string Document(byte[] file)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(file));
        using var reader = new StreamReader(zip.GetEntry("word/document.xml")!.Open());
        return reader.ReadToEnd();
    }
}
