using System.Xml;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using PcnAgreements.Documents.Html;
using PcnAgreements.Documents.Redlines;
using PcnAgreements.Domain;
using static PcnAgreements.Documents.Tests.Texts;

namespace PcnAgreements.Documents.Tests.Html;

public sealed class Printing_as_HTML
{
    private static readonly AgreementText Agreement = new()
    {
        Title = "Agreement <of> the network",
        Version = "42",
        TextHash = new string('a', 64),
        Date = new DateOnly(2026, 11, 22),
        Parties =
        [
            new(
                "High Street & Co", OdsCode.Parse("Y99901"), "core",
                [new("A. Partner", "Partner", DateTimeOffset.UnixEpoch), new(null, null)])
        ],
        Clauses =
        [
            Clause("c1", "1", "Definitions", "See [[c3]] and [[c9]].[^1]\n\n| Term | Meaning |\n| --- | --: |\n| a | b |\n\n[^1]: A note."),
            Clause("c2", "1.1", null, "- one\n- two", 2, "c1"),
            Clause("c4", "1.1(a)", "Deep", "x", 3, "c2"),
            Clause("c3", "Schedule 1", "Money", "", schedule: true, blank: true),
        ],
    };

    [Fact]
    public void has_contents_headings_numbers_and_anchors()
    {
        var page = Page(HtmlText.Write(Agreement));
        page.Element("html")!.Attribute("lang")!.Value.ShouldBe("en-GB");
        page.Descendants("h1").Single().Value.ShouldBe("Agreement <of> the network");
        page.Descendants("nav").Single().Descendants("a").Select(a => (a.Attribute("href")!.Value, a.Value)).ShouldBe(
            [("#c1", "1 Definitions"), ("#c3", "Schedule 1 Money")]);
        page.Descendants("main").Single().Descendants("h2").Select(h => h.Value).ShouldBe(["1 Definitions", "Schedule 1 Money"]);
        page.Descendants("h3").First().Value.ShouldBe("1.1(a) Deep");
        page.Descendants("section").Select(s => s.Attribute("id")?.Value).Take(4).ShouldBe(["c1", "c2", "c4", "c3"]);
        page.Descendants("th").First().Attribute("scope")!.Value.ShouldBe("col");
        page.Descendants("section").Single(s => s.Attribute("id")?.Value == "c3").Attribute("class")!.Value.ShouldBe("schedule");
    }

    [Fact]
    public void prints_a_reference_as_the_number_and_a_dangling_one_as_it_was_written()
    {
        var page = Page(HtmlText.Write(Agreement));
        page.Descendants("a").ShouldContain(a => a.Attribute("href")!.Value == "#c3" && a.Value == "Schedule 1");
        page.Descendants("p").First(p => p.Value.StartsWith("See", StringComparison.Ordinal)).Value.ShouldContain("[[c9]]");
    }

    [Fact]
    public void says_who_signed_and_who_is_awaited() =>
        Page(HtmlText.Write(Agreement)).Descendants("td").Select(d => d.Value).TakeLast(4).ShouldBe(
            ["A. Partner, Partner", "1 January 1970, 00:00:00 UTC", "An authorised signatory", "Awaited"]);

    [Fact]
    public void lets_no_text_become_markup() =>
        Prop.ForAll(AnyText.Arbitrary, AnyText.Arbitrary, (heading, body) =>
        {
            var text = Agreement with
            {
                Title = heading, Clauses = [Clause("c1", "1", heading, body), Clause("c2", "1.1", null, heading + body, 4, "c1")]
            };
            foreach (var html in new[] { HtmlText.Write(text),
                HtmlRedline.Write(heading, [(body, heading)], Redline.Between(Agreement.Clauses, text.Clauses)) })
            {
                var page = Page(html);
                page.Descendants().Select(e => e.Name.LocalName).ShouldBeSubsetOf(Elements);
                page.Descendants().Attributes().Select(a => a.Name.LocalName).ShouldBeSubsetOf(Attributes);
                page.Descendants().Attributes("href").ShouldAllBe(a => a.Value.StartsWith('#'));
                page.Descendants().Attributes("id").Select(a => a.Value).ShouldBeUnique();
                page.Descendants("style").Single().Value.ShouldBe(HtmlText.Style);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void marks_insertions_and_deletions()
    {
        var later = new[] { Agreement.Clauses[0], Clause("c2", "1.1", "New", "- one\n- three [[c1]]", 2, "c1") };
        var page = Page(HtmlRedline.Write("What changed", [("From", "1")], Redline.Between(Agreement.Clauses, later)));
        var section = page.Descendants("section").Single(s => s.Attribute("id")?.Value == "c2");
        section.Element("h2")!.Element("ins")!.Value.ShouldBe("New");
        section.Descendants("del").Single().Value.ShouldBe("two");
        section.Descendants("ins").Last().Value.ShouldBe("three 1");
        page.Descendants("section").Single(s => s.Attribute("id")?.Value == "c3").Element("p")!.Value.ShouldBe("Struck");
    }

    private static readonly string[] Elements =
    [
        "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "h4", "h5", "h6", "dl", "div", "dt", "dd", "nav",
        "ul", "ol", "li", "a", "main",
        "section", "p", "span", "strong", "em", "sup", "br", "table", "thead", "tbody", "tr", "th", "td", "ins", "del",
    ];

    private static readonly string[] Attributes =
    [
        "lang", "charset", "name", "content", "class", "id", "href", "dir", "scope", "start", "aria-label", "aria-labelledby"
    ];

    private static XDocument Page(string html)
    {
        html.ShouldStartWith("<!DOCTYPE html>\n");
        using var reader = XmlReader.Create(new StringReader(html[16..]), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        return XDocument.Load(reader);
    }
}
