using System.IO.Compression;
using System.Xml.Linq;
using PcnAgreements.Documents.Word;
using PcnAgreements.Domain.Text;
using static PcnAgreements.Documents.Tests.Texts;

namespace PcnAgreements.Documents.Tests.Word;

/// <summary>Exports that somebody rearranged: Word copies content controls with the words in them, and moves them along.</summary>
public sealed class Reading_copies_and_moves
{
    private static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private static readonly IReadOnlyList<PrintedClause> Clauses =
    [
        Clause("c1", "1", "Members", "They are named."), Clause("c2", "2", "Meetings", "They meet."),
        Clause("c3", "2.1", "Quorum", "Half.", 2, "c2"), Clause("n4", "3", "Money", "They pay."),
    ];

    [Fact]
    public void gives_a_copied_clause_a_new_key_with_a_warning()
    {
        var read = Travelling_as_Word.Read(
            Changed(all => all[At(all, "Money")].AddBeforeSelf(Paragraphs(all, "Meetings", 2).Select(p => new XElement(p)))));
        read.Clauses.Select(c => $"{c.Key} {c.Number} {c.Heading}: {c.Body}").ShouldBe(
            ["c1 1 Members: They are named.", "c2 2 Meetings: They meet.", "c3 2.1 Quorum: Half.", "c4 3 Meetings: They meet.",
            "n4 4 Money: They pay."]);
        read.Report.Warnings.Single().Text.ShouldContain("The key c2 stands more than once");
    }

    [Fact]
    public void keeps_the_key_with_the_words_when_an_empty_paragraph_still_holds_it()
    {
        var read = Travelling_as_Word.Read(Changed(all =>
        {
            all[At(all, "Money")].AddAfterSelf(new XElement(all[At(all, "Meetings")]));
            all[At(all, "Meetings")].Descendants(W + "t").Remove();
        }));
        read.Clauses.Select(c => $"{c.Key} {c.Heading}").ShouldBe(["c1 Members", "c3 Quorum", "n4 Money", "c2 Meetings"]);
        read.Report.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void takes_a_clause_that_was_put_on_another_level_for_moved()
    {
        var change = Marked(
            Changed(all => all[At(all, "Money")].Descendants(W + "pStyle").Single().SetAttributeValue(W + "val", "Heading2"))).Single();
        (change.Op, change.Clause, change.Parent, change.After, change.Tracked)
            .ShouldBe((MarkUpOp.Move, Key("n4"), Key("c2"), Key("c3"), false));
    }

    [Fact]
    public void tells_which_of_two_neighbours_was_moved_by_what_was_tracked()
    {
        foreach (var moved in (string[])["Members", "Meetings"])
        {
            var file = Changed(all =>
            {
                var (words, other) = (Paragraphs(all, moved, moved == "Members" ? 2 : 4), moved == "Members" ? "Money" : "Members");
                all[At(all, other)].AddBeforeSelf(words.Select(p => Tracked(new XElement(p), "ins")));
                foreach (var p in words) p.ReplaceWith(Tracked(new XElement(p), "del"));
            });
            var change = Marked(file).Single();
            (change.Op, change.Clause, change.Parent, change.Tracked)
                .ShouldBe((MarkUpOp.Move, Key(moved == "Members" ? "c1" : "c2"), null, true));
            change.After.ShouldBe(moved == "Members" ? Key("c2") : null);
        }
    }

    private static XElement Tracked(XElement paragraph, string change)
    {
        XElement Mark() => new(W + change, new XAttribute(W + "id", 900), new XAttribute(W + "author", "C. Counsel"));
        if (change == "del") paragraph.Descendants().Where(e => e.Name.LocalName.StartsWith("bookmark", StringComparison.Ordinal)).Remove();
        paragraph.Element(W + "pPr")!.Add(new XElement(W + "rPr", Mark()));
        foreach (var run in paragraph.Descendants(W + "r").ToList())
        {
            var wrapped = Mark();
            run.ReplaceWith(wrapped);
            wrapped.Add(run);
        }

        return paragraph;
    }

    private static IReadOnlyList<MarkUp> Marked(byte[] file)
    {
        var marked = WordAmendments.Read(new MemoryStream(file), out var problem);
        problem.ShouldBeNull();
        return marked!.Changes;
    }

    private static int At(List<XElement> all, string heading) => all.FindIndex(p => p.Name == W + "p" && p.Value == heading);

    private static List<XElement> Paragraphs(List<XElement> all, string heading, int paragraphs) =>
        all.GetRange(At(all, heading), paragraphs);

    private static byte[] Changed(Action<List<XElement>> change)
    {
        var changed = new MemoryStream();
        changed.Write(Travelling_as_Word.Written(new AgreementText { Title = "T", Clauses = Clauses }));
        using (var zip = new ZipArchive(changed, ZipArchiveMode.Update, leaveOpen: true))
        {
            XDocument document;
            using (var part = zip.GetEntry("word/document.xml")!.Open()) document = XDocument.Load(part, LoadOptions.PreserveWhitespace);
            change([.. document.Root!.Element(W + "body")!.Elements()]);
            zip.GetEntry("word/document.xml")!.Delete();
            using var target = zip.CreateEntry("word/document.xml").Open();
            document.Save(target, SaveOptions.DisableFormatting);
        }

        return changed.ToArray();
    }
}
