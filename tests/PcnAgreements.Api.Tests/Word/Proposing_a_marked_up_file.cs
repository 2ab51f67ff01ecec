using System.Text.Json.Nodes;
using PcnAgreements.Documents.Word;
using Shouldly;
using Xunit;
using static PcnAgreements.Api.Tests.Word.WordTalk;

namespace PcnAgreements.Api.Tests.Word;

public sealed class Proposing_a_marked_up_file(ApiHost host)
{
    [Fact]
    public async Task makes_an_amendment_of_each_change_and_edits_nothing()
    {
        var situation = await host.An_agreement_in_review();
        var text = (await situation.Editor.Get($"{situation.Path}/text"))["textHash"].ToString();
        var file = (await situation.Word()).Bytes.Tracked("practices named", "surgeries named").Tracked("once", "twice");
        var answer = (await situation.Network.Manager(1).Post($"{situation.Path}/amendments/import", file, AsWord)).Is(200);
        answer["amendments"].AsArray().Select(Line).ShouldBe(
            ["a1 reword c1: The members are the surgeries named in this agreement.", "a2 reword c2: The members meet twice a month."]);
        answer["changes"].AsArray().Select(c => ((string?)c!["amendment"], (string)c["authors"]![0]!, (bool)c["tracked"]!)).ShouldBe(
            [("a1", "C. Counsel", true), ("a2", "C. Counsel", true)]);
        var amendments = (await situation.Editor.Get($"{situation.Path}/amendments")).Is(200).Items;
        amendments.Select(Line).ShouldBe(answer["amendments"].AsArray().Select(Line));
        amendments.ShouldAllBe(
            a =>
                (string)a!["ods"]! == $"{situation.Network.Practices[1]}" && (string)a["status"]! == "proposed"
                    && (string)a["by"]!["email"]! == situation.Network.Manager(1).Email);
        (await situation.Editor.Get($"{situation.Path}/text"))["textHash"].ToString().ShouldBe(text);
        (await situation.Editor.Post($"{situation.Path}/amendments/a2/accept", new { }, ("If-Match", await situation.EditTag("c2"))))
            .Is(200);
        (await situation.Editor.Get($"{situation.Path}/clauses/c2"))["body"].ToString().ShouldBe("The members meet twice a month.");
    }

    [Fact]
    public async Task keeps_nobodys_name_with_a_key_and_gives_the_first_answer_all_the_same()
    {
        var situation = await host.An_agreement_in_review();
        var file = (await situation.Word()).Bytes.Tracked("once", "twice");
        var key = ("Idempotency-Key", "marked up");

        var first = (await situation.Network.Manager(0).Post($"{situation.Path}/amendments/import", file, AsWord, key)).Is(200);

        first.Text.ShouldContain("C. Counsel");
        (await situation.Network.Manager(0).Post($"{situation.Path}/amendments/import", file, AsWord, key)).Is(200).Text
            .ShouldBe(first.Text);
        (await host.Database.Ask<long>("select count(*) from pcn.answer where body like '%\"amendments\"%'")).ShouldBeGreaterThan(0);
        (await host.Database.Ask<long>("select count(*) from pcn.answer where body like '%C. Counsel%'")).ShouldBe(0);
    }

    [Fact]
    public async Task tries_it_without_recording_anything()
    {
        var situation = await host.An_agreement_in_review();
        var file = (await situation.Word()).Bytes.Tracked("once", "twice");
        (await situation.Network.Manager(0).Post($"{situation.Path}/amendments/import?dryRun=true", file, AsWord)).Is(200)["amendments"]
            .AsArray().Count.ShouldBe(1);
        (await situation.Editor.Get($"{situation.Path}/amendments")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task proposes_moves_strikes_additions_and_other_words_that_hold_in_any_order()
    {
        var situation = await host.A_draft();
        foreach (var heading in (string[])["Money", "Staff", "Exit"]) await situation.AddClause($"About {heading}.", heading);
        await situation.Circulate();
        var file = (await situation.Word()).Bytes.Moved("Exit", "Meetings").Struck("Staff").Tracked("once", "twice")
            .Added("Money", (1, "Notice", "Seven days."), (1, "Quorum", "Half."));
        var answer = (await situation.Network.Manager(1).Post($"{situation.Path}/amendments/import", file, AsWord)).Is(200);
        answer["amendments"].AsArray().Select(a => $"{a!["key"]} {a["op"]} {a["clause"]} after {a["after"]}").ShouldBe(
            ["a1 move c5 after c1", "a2 reword c2 after ", "a3 add  after c2", "a4 add  after c2", "a5 strike c4 after "]);
        answer["changes"].AsArray().ShouldAllBe(c => (bool)c!["tracked"]! && (string)c["authors"]![0]! == "C. Counsel");
        foreach (var key in (string[])["a4", "a5", "a1", "a3", "a2"])
        {
            var clause = answer["amendments"].AsArray().Single(a => (string)a!["key"]! == key)!["clause"]?.ToString() ?? "c1";
            (await situation.Editor.Post(
                $"{situation.Path}/amendments/{key}/accept", new { }, ("If-Match", await situation.EditTag(clause)))).Is(200);
        }

        var now = (await situation.Editor.Get($"{situation.Path}/text")).Is(200)["clauses"].AsArray()
            .Select(c => (string)c!["heading"]!).ToList();
        now.ShouldBe(["Members", "Exit", "Meetings", "Notice", "Quorum", "Money"]);
        WordImport.Read(new MemoryStream(file), TrackedChanges.Accept, out _)!.Clauses.Select(c => c.Heading).ShouldBe(now);
    }

    [Fact]
    public async Task takes_other_words_over_what_stands_below_for_the_old_clauses()
    {
        var situation = await host.A_draft();
        await situation.AddClause("Half of them.", "Quorum", "c2");
        await situation.Circulate();
        var file = (await situation.Word()).Bytes.Struck("Meetings").Added("Quorum", (1, "Assemblies", "They meet each week."));
        (await situation.Network.Manager(1).Post($"{situation.Path}/amendments/import", file, AsWord)).Is(200)["amendments"].AsArray()
            .Select(Line)
            .ShouldBe(["a1 reword c2: They meet each week."]);
    }

    [Fact]
    public async Task refuses_the_state_before_the_file()
    {
        var draft = await host.A_draft();
        var macros = (await draft.Word()).Bytes.WithPart("word/vbaProject.bin");
        foreach (var file in new[] { macros, (await draft.Word()).Bytes.Without("customXml/item1.xml") })
        {
            (await draft.Editor.Post($"{draft.Path}/amendments/import", file, AsWord)).Is(409, "wrong-state");
            (await draft.Editor.Post($"{draft.Path}/amendments/import", "x"u8.ToArray(), AsWord)).Is(400, "malformed");
        }

        (await draft.Editor.Post($"{draft.Path}/import", macros, AsWord)).Is(409, "wrong-state");
        await draft.Circulate();
        (await draft.Editor.Post($"{draft.Path}/amendments/import", macros, AsWord)).Is(422, "invalid")["errors"]![""]![0]!.ToString()
            .ShouldContain("macros");
        (await draft.Editor.Post($"{draft.Path}/import", macros, AsWord)).Is(409, "wrong-state");
    }

    [Fact]
    public async Task tells_what_it_cannot_propose()
    {
        var situation = await host.An_agreement_in_review();
        var file = (await situation.Word()).Bytes.Added("Meetings", (1, "Notice", "Seven days."), (2, "Short notice", "One day."));
        var answer = (await situation.Editor.Post($"{situation.Path}/amendments/import", file, AsWord)).Is(200);
        answer["amendments"].AsArray().Select(Line).ShouldBe(["a1 add : Seven days."]);
        answer["report"]!["leftOut"]!.AsArray().ShouldContain(l => ((string)l!["text"]!).Contains("One day."));
    }

    [Fact]
    public async Task is_refused_whole_by_the_names_of_locked_clauses()
    {
        var situation = await Locked();
        var file = (await situation.Word()).Bytes.Tracked("work together", "stay apart").Tracked("meet in spring", "meet in autumn");
        var refused = (await situation.Network.Manager(0).Post($"{situation.Path}/amendments/import", file, AsWord)).Is(409, "wrong-state");
        refused["detail"].ToString().ShouldContain("n1 is locked");
        (await situation.Editor.Get($"{situation.Path}/amendments")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task names_the_revision_that_was_marked_up_when_the_text_has_moved_on()
    {
        var situation = await host.An_agreement_in_review();
        var file = (await situation.Word()).Bytes.Tracked("once", "twice");
        (await situation.Reword("c2", "The members meet every day.", "Meetings")).Is(200);
        (await situation.Network.Manager(0).Post($"{situation.Path}/amendments/import", file, AsWord))
            .Is(200)["amendments"][0]!["revision"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task takes_only_what_was_exported_here_and_marked_up()
    {
        var (situation, other) = (await host.An_agreement_in_review(), await host.An_agreement_in_review());
        (await other.Reword("c2", "The members meet once in a while.", "Meetings")).Is(200);
        await Sent((await situation.Word()).Bytes);
        await Sent((await other.Word()).Bytes.Tracked("once", "twice"));
        (await situation.Editor.Get($"{situation.Path}/amendments")).Items.ShouldBeEmpty();

        async Task Sent(byte[] file) =>
            (await situation.Network.Manager(0).Post($"{situation.Path}/amendments/import", file, AsWord)).Is(422, "invalid");
    }

    [Fact]
    public async Task is_for_those_who_may_propose()
    {
        var situation = await host.An_agreement_in_review();
        var file = (await situation.Word()).Bytes.Tracked("once", "twice");
        (await situation.Network.Partner(0).Post($"{situation.Path}/amendments/import", file, AsWord)).Is(403, "not-entitled");
        (await situation.Network.Manager(0).Post($"{situation.Path}/amendments/import?ods={situation.Network.Practices[1]}", file, AsWord))
            .Is(403, "not-entitled");
        (await situation.Network.Stranger.Post($"{situation.Path}/amendments/import", file, AsWord)).Is(404, "not-found");
    }

    private static string Line(JsonNode? amendment) => $"{amendment!["key"]} {amendment["op"]} {amendment["clause"]}: {amendment["body"]}";

    private async Task<Situation> Locked()
    {
        var (network, id) = (await Network.New(host), $"locked-{Guid.NewGuid():N}");
        (await host.Operator.Put($"/templates/{id}", new
        {
            title = "Sample", kind = "network", edition = "1",
            clauses =
                new[] { new { key = "n1", heading = "Purpose", body = "The practices work together.", locked = true },
                    new { key = "n2", heading = "Meetings", body = "They meet in spring.", locked = false } },
        })).Is(201);
        var drafted = (await network.Editor.Post("/agreements", new
        {
            title = "From a template", kind = "network", convenor = $"{network.Pcn}", template = id,
            parties = network.Practices.Select(p => new { ods = $"{p}", role = "core" }),
        })).Is(201);
        var situation = new Situation(network, (string)drafted["id"]!);
        await situation.Circulate();
        return situation;
    }
}
