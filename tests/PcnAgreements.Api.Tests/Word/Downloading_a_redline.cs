using System.IO.Compression;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using PcnAgreements.Documents.Word;
using PcnAgreements.Domain.Text;
using PcnAgreements.Store.People;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Word;

public sealed class Downloading_a_redline(ApiHost host)
{
    private static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    [Fact]
    public async Task gives_the_later_text_when_accepted_and_the_earlier_when_rejected()
    {
        var situation = await host.A_draft();
        var earlier = await Text(situation, "?asOf=3");
        (await situation.Reword("c2", "The members meet twice a month.", "Meetings")).Is(200);
        await situation.AddClause("Half of the members.", "Quorum", "c2");
        (await situation.Editor.Delete($"{situation.Path}/clauses/c1", null, ("If-Match", await situation.EditTag("c1")))).Is(200);
        var later = await Text(situation, "");
        var file = (await Redline(situation, "?from=3")).Is(200);
        file.FileName.ShouldBe($"Network-agreement-of-{situation.Network.Pcn}-v3-v6.docx");
        Read(file, TrackedChanges.Accept).ShouldBe(later);
        Read(file, TrackedChanges.Reject).ShouldBe(earlier);
        (await situation.Editor.Get($"{situation.Path}/redline?from=3", ("Accept", WordExport.MediaType), ("If-None-Match", file.ETag!)))
            .Is(304);
    }

    [Fact]
    public async Task names_the_person_and_time_of_each_edit()
    {
        var situation = await host.An_agreement_in_review();
        (await situation.Reword("c1", "The members are named in schedule 1.", "Members")).Is(200);
        var proposed = await situation.Network.Manager(0)
            .Post($"{situation.Path}/clauses/c2/amendments", new { op = "reword", body = "The members meet once a year." });
        proposed.Is(201);
        (await situation.Editor.Post($"{situation.Path}/amendments/a1/accept", new { }, ("If-Match", await situation.EditTag("c2"))))
            .Is(200);
        var history = (await situation.Editor.Get($"{situation.Path}/history?type=clause_reworded")).Items;
        var times = history.Select(
            e => DateTimeOffset.Parse((string)e!["at"]!, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime).ToList();
        var marks = Marks(await Redline(situation, "?from=4"));
        marks.Select(m => m.Author).Distinct().ShouldBe(
        [
            $"Name of {situation.Editor.Email}",
            $"Name of {situation.Network.Manager(0).Email} (accepted by Name of {situation.Editor.Email})",
        ]);
        marks.Select(m => m.At).Distinct().ShouldBe(times.Select(t => t.AddTicks(-(t.Ticks % TimeSpan.TicksPerSecond))).Distinct());
    }

    [Fact]
    public async Task names_who_moved_a_clause_and_not_who_reworded_its_neighbours_later()
    {
        var situation = await host.An_agreement_in_review();
        var third = await situation.AddClause("The members pay.", "Money");
        var from = (long)(await situation.Read())["version"]!;
        (await situation.Network.Manager(0).Post($"{situation.Path}/clauses/{third}/amendments", new { op = "move", after = "c1" }))
            .Is(201);
        (await situation.Editor.Post($"{situation.Path}/amendments/a1/accept", new { }, ("If-Match", await situation.EditTag(third))))
            .Is(200);
        (await situation.Reword("c1", "The members are named in schedule 1.", "Members")).Is(200);
        var earlier = await Text(situation, $"?asOf={from}");
        var file = await Redline(situation, $"?from={from}");
        Read(file, TrackedChanges.Accept).ShouldBe(await Text(situation, ""));
        Read(file, TrackedChanges.Reject).ShouldBe(earlier);
        using var zip = new ZipArchive(new MemoryStream(file.Is(200).Bytes));
        using var part = zip.GetEntry("word/document.xml")!.Open();
        var by = XDocument.Load(part).Descendants().Where(e => e.Name == W + "ins" || e.Name == W + "del").Where(e => e.Value.Length > 0)
            .Select(e => $"{(string)e.Attribute(W + "author")!}: {e.Value}").ToList();
        var mover = $"Name of {situation.Network.Manager(0).Email} (accepted by Name of {situation.Editor.Email})";
        by.Where(b => b.Contains("Money")).ShouldBe([$"{mover}: Money", $"{mover}: Money"]);
        by.Where(b => b.Contains("schedule"))
            .ShouldAllBe(b => b.StartsWith($"Name of {situation.Editor.Email}:", StringComparison.Ordinal));
        by.ShouldNotContain(b => b.Contains("Meetings"));
    }

    [Fact]
    public async Task names_nobody_who_was_erased()
    {
        var situation = await host.An_agreement_in_review();
        (await situation.Reword("c1", "The members are named in schedule 1.", "Members")).Is(200);
        Marks(await Redline(situation, "?from=4")).ShouldAllBe(m => m.Author == $"Name of {situation.Editor.Email}");
        await new Register(host.Log)
            .Erase(situation.Network.Pcn, situation.Editor.Email, host.Services.GetRequiredService<PeopleOnRecord>());
        Marks(await Redline(situation, "?from=4", situation.Network.Partner(0)))
            .ShouldAllBe(m => m.Author == $"Unnamed person of {situation.Network.Pcn}");
    }

    private static Task<Reply> Redline(Situation situation, string query, Talk? reader = null) =>
        (reader ?? situation.Editor).Get($"{situation.Path}/redline{query}", ("Accept", WordExport.MediaType));

    private static List<(string Author, DateTime At)> Marks(Reply file)
    {
        using var zip = new ZipArchive(new MemoryStream(file.Is(200).Bytes));
        using var part = zip.GetEntry("word/document.xml")!.Open();
        return [.. XDocument.Load(part).Descendants().Where(e => e.Name == W + "ins" || e.Name == W + "del")
            .Select(e => ((string)e.Attribute(W + "author")!, ((DateTimeOffset)e.Attribute(W + "date")!).UtcDateTime))];
    }

    private static async Task<IReadOnlyList<(string Key, string? Number, Wording Wording)>> Text(Situation situation, string query) =>
        [.. (await situation.Editor.Get($"{situation.Path}/text{query}")).Is(200)["clauses"].AsArray()
            .Select(c => ((string)c!["key"]!, (string?)c["number"], Wording.Of((string?)c["heading"], (string)c["body"]!)))];

    private static IReadOnlyList<(string Key, string? Number, Wording Wording)> Read(Reply file, TrackedChanges tracked) =>
        [.. WordImport.Read(new MemoryStream(file.Bytes), tracked, out _)!.Clauses.Select(
            c => (c.Key.ToString(), c.Number, Wording.Of(c.Heading, c.Body)))];
}
