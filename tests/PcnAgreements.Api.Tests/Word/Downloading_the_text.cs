using PcnAgreements.Documents.Word;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Word;

public sealed class Downloading_the_text(ApiHost host)
{
    [Fact]
    public async Task gives_a_Word_file_with_the_same_keys_words_and_hash()
    {
        var situation = await host.An_agreement_in_review();
        var text = (await situation.Editor.Get($"{situation.Path}/text")).Is(200);
        var file = await situation.Word();
        file.MediaType.ShouldBe(WordExport.MediaType);
        file.FileName.ShouldBe($"Network-agreement-of-{situation.Network.Pcn}-v{text["version"]}.docx");
        var read = WordImport.Read(new MemoryStream(file.Bytes), TrackedChanges.Refuse, out _)!;
        read.Clauses.Select(c => (c.Key.ToString(), c.Number, c.Heading, c.Body)).ShouldBe(
            text["clauses"].AsArray().Select(c => ((string)c!["key"]!, (string?)c["number"], (string?)c["heading"], (string)c["body"]!)));
        file.Part("word/header1.xml").ShouldContain((string)text["textHash"]!);
        file.Part("word/header1.xml").ShouldContain($"Version {text["version"]}");
    }

    [Fact]
    public async Task gives_the_same_bytes_and_304_until_something_changes()
    {
        var situation = await host.A_draft();
        var file = await situation.Word();
        (await situation.Word()).Bytes.ShouldBe(file.Bytes);
        (await situation.Word(("If-None-Match", file.ETag!))).Is(304);
        file.ETag.ShouldNotBe((await situation.Editor.Get($"{situation.Path}/text")).ETag);
        (await situation.Reword("c1", "The members are named in schedule 1.")).Is(200);
        (await situation.Word(("If-None-Match", file.ETag!))).Is(200).Bytes.ShouldNotBe(file.Bytes);
    }

    [Fact]
    public async Task can_be_had_as_it_was_then()
    {
        var situation = await host.A_draft();
        var then = await situation.Word();
        (await situation.Reword("c1", "The members are named in schedule 1.")).Is(200);
        (await situation.Word("?asOf=" + (await situation.Read())["version"])).Is(200).Bytes.ShouldNotBe(then.Bytes);
        (await situation.Word($"?asOf={(long)(await situation.Read())["version"]! - 1}")).Is(200).Bytes.ShouldBe(then.Bytes);
    }

    [Fact]
    public async Task names_who_signed_and_when()
    {
        var situation = await host.An_agreement_in_force();
        var document = (await situation.Word()).Part("word/document.xml");
        foreach (var practice in situation.Network.Practices)
            document.ShouldContain($"Name of partner@{practice.ToString().ToLowerInvariant()}.test");
        document.ShouldContain("Signed electronically");
    }

    [Fact]
    public async Task is_for_those_who_may_read_the_text()
    {
        var situation = await host.An_agreement_in_review(lmcAccess: "status");
        (await situation.Network.Auditor.Get($"{situation.Path}/text", ("Accept", WordExport.MediaType))).Is(403, "not-entitled");
        (await situation.Network.Stranger.Get($"{situation.Path}/text", ("Accept", WordExport.MediaType))).Is(404, "not-found");
    }

    [Fact]
    public async Task saves_under_a_name_that_every_file_system_takes()
    {
        var situation = await host.A_draft();
        (await situation.Editor.Patch(situation.Path, new { title = "../../ \"Ärzte\" & CON:\\|?* 2026/27; \U0001f600" })).Is(200);
        (await situation.Word()).Is(200).FileName.ShouldBe($"Ärzte-CON-2026-27-v{(await situation.Read())["version"]}.docx");
    }
}
