using PcnAgreements.Documents.Word;

namespace PcnAgreements.Documents.Tests.Word;

[Trait("needs", "office")]
public sealed class Reading_what_other_programs_write
{
    [Fact]
    public void takes_headings_lists_tables_and_notes_of_pandoc()
    {
        using var office = new Office();
        var file = office.Pandoc("""
            ---
            title: The Agreement
            ---

            # Definitions

            Words mean things.[^1] Some are **bold**, some *italic*.

            [^1]: As courts do.

            ## Practices

            - one
            - two
              - deeper

            | Term | Meaning |
            |------|---------|
            | a    | b       |

            # Schedule 1: Money

            1. Pay.
            2. Pay again.

            10. Ten.

            Then שלום and 👩‍⚕️.
            """);
        var read = Travelling_as_Word.Read(file);
        read.Report.Title.ShouldBe("The Agreement");
        read.Clauses.Select(c => $"{c.Number} {c.Heading}").Take(2).ShouldBe(["1 Definitions", "1.1 Practices"]);
        read.Clauses[0].Body.ShouldBe("Words mean things.[^1] Some are **bold**, some *italic*.\n\n[^1]: As courts do.");
        read.Clauses[1].Body.ShouldContain("- one\n- two\n  - deeper");
        read.Clauses[1].Body.ShouldContain("| Term | Meaning |\n| --- | --- |\n| a | b |");
        var schedule = read.Clauses.Single(c => c is { Schedule: true, Level: 1 });
        schedule.Heading.ShouldBe("Money");
        read.Clauses.Where(c => c is { Schedule: true, Level: 2 })
            .Select(c => $"{c.Number} {c.SourceNumber} {c.Body.Split('\n')[0]}").ShouldBe(
            ["Schedule 1, 1 1. Pay.", "Schedule 1, 2 2. Pay again.", "Schedule 1, 3 3. Ten."]);
        read.Clauses[^1].Body.ShouldContain("Then שלום and 👩‍⚕️.");
        Losing.Nothing(file, read);
    }

    [Fact]
    public void takes_lists_tables_within_tables_and_text_of_LibreOffice()
    {
        using var office = new Office();
        var file = office.DocxOf("""
            <html><body>
            <h1>The parties</h1>
            <ol><li>First<ol type="a"><li>alpha</li><li>beta</li></ol></li><li>Second</li></ol>
            <p>Between.</p>
            <ol start="7"><li>Seventh</li><li>Eighth</li></ol>
            <table border="1"><tr><th>Head</th><th>Other</th></tr><tr><td>cell<table><tr><td>inner</td><td>table</td></tr></table></td><td>last</td></tr></table>
            <p dir="rtl">שלום עולם 👩‍⚕️</p>
            </body></html>
            """, "html");
        var read = Travelling_as_Word.Read(file);
        read.Clauses.Where(c => c.SourceNumber is not null).Select(c => c.SourceNumber).ShouldBe(["1.", "a.", "b.", "2.", "7.", "8."]);
        read.Clauses.ShouldContain(c => c.Heading == "The parties");
        read.Report.NumberDiffers.Select(d => d.SourceNumber).ShouldContain("7.");
        Losing.Nothing(file, read);
    }

    [Fact]
    public void takes_numbered_styles_and_tracked_changes_of_LibreOffice()
    {
        using var office = new Office();
        var file = office.DocxOf(Flat, "fodt");
        WordImport.Read(new MemoryStream(file), TrackedChanges.Refuse, out var problem).ShouldBeNull();
        problem!.Kind.ShouldBe(WordProblemKind.TrackedChanges);
        Outline(file, TrackedChanges.Accept).ShouldBe(["1 1 Definitions", "1.1 1.1 Practices", "2 2 Meetings", "   They may meet."]);
        Outline(file, TrackedChanges.Reject).ShouldBe(["1 1 Definitions", "1.1 1.1 Practices", "2 2 Meetings", "   They shall meet."]);
    }

    private static List<string> Outline(byte[] file, TrackedChanges tracked)
    {
        var read = Travelling_as_Word.Read(file, tracked);
        return [.. read.Clauses.Select(c => $"{c.Number} {c.SourceNumber} {c.Heading}"),
            .. read.Clauses.Where(c => c.Body.Length > 0).Select(c => "   " + c.Body)];
    }

    private const string Flat = """
        <?xml version="1.0" encoding="UTF-8"?>
        <office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
          xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
          <office:styles>
            <style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:default-outline-level="1"/>
            <style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" style:default-outline-level="2"/>
            <text:outline-style style:name="Outline">
              <text:outline-level-style text:level="1" style:num-format="1"/>
              <text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>
            </text:outline-style>
          </office:styles>
          <office:body><office:text>
            <text:tracked-changes>
              <text:changed-region text:id="d1"><text:deletion><office:change-info><dc:creator>C. Counsel</dc:creator><dc:date>2026-11-21T09:00:00</dc:date></office:change-info><text:p>shall</text:p></text:deletion></text:changed-region>
              <text:changed-region text:id="i1"><text:insertion><office:change-info><dc:creator>C. Counsel</dc:creator><dc:date>2026-11-21T09:00:00</dc:date></office:change-info></text:insertion></text:changed-region>
            </text:tracked-changes>
            <text:h text:style-name="Heading_20_1" text:outline-level="1">Definitions</text:h>
            <text:h text:style-name="Heading_20_2" text:outline-level="2">Practices</text:h>
            <text:h text:style-name="Heading_20_1" text:outline-level="1">Meetings</text:h>
            <text:p>They <text:change text:change-id="d1"/><text:change-start text:change-id="i1"/>may<text:change-end text:change-id="i1"/> meet.</text:p>
          </office:text></office:body>
        </office:document>
        """;
}
