using PcnAgreements.Documents.Word;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Text;
using static PcnAgreements.Documents.Tests.Texts;

namespace PcnAgreements.Documents.Tests.Word;

[Trait("needs", "office")]
public sealed class Being_read_by_LibreOffice
{
    [Fact]
    public void an_export_shows_every_word_and_the_numbers()
    {
        using var office = new Office();
        var text = office.Text(Travelling_as_Word.Written(Sample.Text));
        foreach (var line in new[] { "1. Definitions", "1.1 Words are read as they stand, see 2.1.", "2.1 Quorum",
            "(a) שלום עולם 👩‍⚕️ and <b>no markup</b> & more", "Schedule 1 Money", "1. Payments", "Paid within [insert days].",
            "Signed electronically" })
            text.ShouldContain(line);
        text.ShouldNotContain("Error");
    }

    [Fact]
    public void an_export_names_clauses_below_schedules_as_the_contract_does()
    {
        using var office = new Office();
        var clauses = Sample.Clauses.Append(
            Clause("c11", "Schedule 2, 1", null, "As [[c10]] and [[n1.2]] and [[c8]] say.", 2, "c9", schedule: true)).ToList();
        office.Text(Travelling_as_Word.Written(new AgreementText { Title = "T", Clauses = clauses }))
            .ShouldContain("As Schedule 1, 1.1 and Schedule 1, 1 and Schedule 1 say.");
    }

    [Fact]
    public void an_export_written_again_keeps_its_keys_words_and_hash()
    {
        using var office = new Office();
        var read = Travelling_as_Word.Read(office.Docx(Travelling_as_Word.Written(Sample.Text)));
        Travelling_as_Word.AsPrinted(read).ShouldBe(Sample.Clauses);
        TextHash.Of(Travelling_as_Word.AsPrinted(read)).ShouldBe(Sample.Text.TextHash);
    }

    public static TheoryData<string, string> Pairs { get; } = new()
    {
        { "sample", "later" }, { "sample", "rearranged" }, { "rearranged", "sample" }, { "later", "rearranged" }
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void a_redline_accepted_is_the_later_text_and_rejected_the_earlier(string from, string to)
    {
        using var office = new Office();
        var (earlier, later) = (Named(from), Named(to));
        // What moved is said, so that the clause with a note stays: LibreOffice 7.4 keeps the empty paragraph of a deleted one that held a
        // note.
        var moved = new WordEdits(null, new("A. Mover", DateTimeOffset.UnixEpoch));
        var redline = Redlining_in_Word.Written(
            earlier, later, ((string[])["c4", "c5", "c6", "c7"]).ToDictionary(ClauseKey.Parse, _ => moved));
        Lines(office.Text(redline, "AcceptAllTrackedChanges")).ShouldBe(Lines(office.Text(Plain(later))));
        Lines(office.Text(redline, "RejectAllTrackedChanges")).ShouldBe(Lines(office.Text(Plain(earlier))));

        static IReadOnlyList<PrintedClause> Named(string name) =>
            name switch { "sample" => Sample.Clauses, "later" => Redlining_in_Word.Later, _ => Redlining_in_Word.Rearranged };
    }

    [Fact]
    public void a_redline_settled_there_is_imported_as_the_text_it_settled_on()
    {
        using var office = new Office();
        var redline = Redlining_in_Word.Written(Sample.Clauses, Redlining_in_Word.Later);
        var accepted = Travelling_as_Word.Read(office.Docx(redline, "AcceptAllTrackedChanges"));
        accepted.Clauses.Select(c => $"{c.Key} {c.Number} {c.Heading}")
            .ShouldBe(Redlining_in_Word.Later.Select(c => $"{c.Key} {c.Number} {c.Wording.Heading}"));
        var rejected = Travelling_as_Word.Read(office.Docx(redline, "RejectAllTrackedChanges"));
        rejected.Clauses.Select(c => $"{c.Key} {c.Number} {c.Heading}")
            .ShouldBe(Sample.Clauses.Select(c => $"{c.Key} {c.Number} {c.Wording.Heading}"));
    }

    private static byte[] Plain(IReadOnlyList<PrintedClause> clauses) =>
        Travelling_as_Word.Written(new AgreementText { Title = "Redline", Clauses = clauses });

    // The front page lists the later text's contents in both, numbers within fields are made anew, and layout is not wording.
    private static List<string> Lines(string text) =>
        [.. text[text.IndexOf("Background", text.IndexOf("Background", StringComparison.Ordinal) + 5, StringComparison.Ordinal)..]
            .Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)];
}
