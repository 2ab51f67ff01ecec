using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using static PcnAgreements.Api.Tests.Word.WordTalk;

namespace PcnAgreements.Api.Tests.Word;

public sealed class Importing_a_Word_file(ApiHost host)
{
    [Fact]
    public async Task gives_the_tree_keys_words_and_hashes_of_the_export_again()
    {
        var (written, read) = (await host.A_draft(), await host.An_empty_draft());
        await written.AddClause("As [[c2]] says, | with *care* \U0001f600.\n\n- one\n- two", "Quorum", "c2");
        (await written.Editor.Post($"{written.Path}/clauses", new { heading = "Money", body = "", schedule = true, blank = true })).Is(201);
        var text = (await written.Editor.Get($"{written.Path}/text")).Is(200);
        var answer = (await read.Editor.Post($"{read.Path}/import", (await written.Word()).Bytes, AsWord)).Is(200);
        var again = (await read.Editor.Get($"{read.Path}/text")).Is(200);
        again["textHash"].ToString().ShouldBe(text["textHash"].ToString());
        JsonNode.DeepEquals(again["clauses"], text["clauses"]).ShouldBeTrue(again["clauses"].ToJsonString());
        answer["clauses"].AsArray().Select(c => (string)c!["body"]!).ShouldBe(again["clauses"].AsArray().Select(c => (string)c!["body"]!));
        answer["clauses"].AsArray().Select(c => (string)c!["sourceNumber"]!).ShouldBe(["1.", "2.", "2.1", "Schedule 1"]);
        answer["report"]!["leftOut"]!.AsArray().Select(l => (string)l!["why"]!).Distinct().ShouldBe(
            ["a page header", "a page footer", "the front page of the export", "the signature page of the export"]);
        answer["report"]!["numberDiffers"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task keeps_a_templates_keys_in_an_agreement_that_has_none_as_clauses_of_its_own()
    {
        var (network, id) = (await Network.New(host), $"keys-{Guid.NewGuid():N}");
        (await host.Operator.Put($"/templates/{id}", new
        {
            title = "Sample", kind = "network", edition = "1",
            clauses = new[]
            {
                new { key = "n1", heading = "Purpose", body = "As [[n1.2]] says.", locked = true, parent = (string?)null },
                new { key = "n1.2", heading = "Meetings", body = "They meet in spring.", locked = false, parent = (string?)"n1" },
            },
        })).Is(201);
        var drafted = (await network.Editor.Post("/agreements", new
        {
            title = "From a template", kind = "network", convenor = $"{network.Pcn}", template = id,
            parties = network.Practices.Select(p => new { ods = $"{p}", role = "core" }),
        })).Is(201);
        var (written, read) = (new Situation(network, (string)drafted["id"]!), await host.An_empty_draft());
        await written.AddClause("Ours, below [[n1]].");
        var text = (await written.Editor.Get($"{written.Path}/text")).Is(200);
        (await read.Editor.Post($"{read.Path}/import", (await written.Word()).Bytes, AsWord)).Is(200);
        var again = (await read.Editor.Get($"{read.Path}/text")).Is(200);
        again["textHash"].ToString().ShouldBe(text["textHash"].ToString());
        JsonNode.DeepEquals(again["clauses"], text["clauses"]).ShouldBeTrue(again["clauses"].ToJsonString());
        (await read.Editor.Get($"{read.Path}/clauses"))
            .Is(200).Items.ShouldAllBe(c => (string)c!["origin"]! == "local" && !(bool)c["locked"]!);
        (await read.AddClause("Next.")).ShouldBe("c2");
        // As a template the same file keeps them too; what is our own gets a key by its place.
        var other = $"again-{Guid.NewGuid():N}";
        (await host.Operator.Post($"/templates/{other}/import", (await written.Word()).Bytes, AsWord)).Is(201);
        (await host.Operator.Get($"/templates/{other}")).Is(200)["clauses"].AsArray().Select(c => (string)c!["key"]!)
            .ShouldBe(["n1", "n1.2", "n2"]);
    }

    [Fact]
    public async Task tries_it_without_recording_anything()
    {
        var (written, read) = (await host.A_draft(), await host.An_empty_draft());
        var tried = (await read.Editor.Post($"{read.Path}/import?dryRun=true", (await written.Word()).Bytes, AsWord)).Is(200);
        tried["dryRun"].GetValue<bool>().ShouldBeTrue();
        tried["clauses"].AsArray().Count.ShouldBe(2);
        (await read.Read())["version"]!.GetValue<long>().ShouldBe(1);
    }

    [Fact]
    public async Task asks_what_to_do_with_tracked_changes()
    {
        var (written, read) = (await host.A_draft(), await host.An_empty_draft());
        var file = (await written.Word()).Bytes.Tracked("once", "twice");
        var asked = (await read.Editor.Post($"{read.Path}/import", file, AsWord)).Is(422, "invalid");
        asked["errors"]!["?changes"]![0]!.ToString().ShouldContain("C. Counsel");
        (await read.Editor.Post($"{read.Path}/import?changes=perhaps", file, AsWord)).Is(400, "malformed");
        (await Try("accept")).ShouldBe("The members meet twice a month.");
        (await Try("reject")).ShouldBe("The members meet once a month.");
        (await read.Read())["version"]!.GetValue<long>().ShouldBe(1);
        // Whether it can be taken at all comes first.
        (await written.Editor.Post($"{written.Path}/import", file, AsWord)).Is(409, "wrong-state");

        async Task<string> Try(string changes) =>
            (string)(await read.Editor.Post($"{read.Path}/import?dryRun=true&changes={changes}", file, AsWord))
                .Is(200)["clauses"][1]!["body"]!;
    }

    [Fact]
    public async Task is_for_the_convenors_editors()
    {
        var read = await host.An_empty_draft();
        (await read.Network.Manager(0).Post($"{read.Path}/import", (byte[])[1], AsWord)).Is(404, "not-found");
    }

    [Fact]
    public async Task makes_a_template_edition_too()
    {
        var written = await host.A_draft();
        var id = $"word-{Guid.NewGuid():N}";
        var file = (await written.Word()).Bytes;
        (await host.Operator.Post($"/templates/{id}/import", file.Tracked("once", "twice"), AsWord)).Is(422, "invalid");
        (await host.Operator.Get($"/templates/{id}")).Is(404, "not-found");
        (await host.Operator.Post($"/templates/{id}/import", file, AsWord)).Status.ShouldBeOneOf(200, 201);
        (await host.Operator.Get($"/templates/{id}")).Is(200)["clauses"].AsArray().Select(c => ((string)c!["key"]!, (string)c["heading"]!))
            .ShouldBe([("n1", "Members"), ("n2", "Meetings")]);
    }
}
