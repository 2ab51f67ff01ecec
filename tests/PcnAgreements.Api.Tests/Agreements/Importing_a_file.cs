using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Agreements;

public sealed class Importing_a_file(ApiHost host)
{
    private const string File = "# Title\n\n## 1. Members\n\n1.1 The members are these.\n\n## Schedule 1 Money\n\n";
    private static readonly (string, string) Markdown = ("Content-Type", "text/markdown");

    [Fact]
    public async Task fills_an_empty_draft_once_and_says_what_it_found()
    {
        var (path, editor) = await EmptyDraft();
        var tried = (await editor.Post($"{path}/import?dryRun=true", File, Markdown, ("Idempotency-Key", "k1"))).Is(200);
        tried["clauses"].AsArray().Count.ShouldBe(3);
        (await editor.Get(path))["version"].GetValue<long>().ShouldBe(1);

        var found = (await editor.Post($"{path}/import", File, Markdown, ("Idempotency-Key", "k2"))).Is(200);
        found["dryRun"].GetValue<bool>().ShouldBeFalse();
        found["clauses"].AsArray().Select(c => c!["number"]?.GetValue<string>()).ShouldBe(["1", "1.1", "Schedule 1"]);
        found.ETag.ShouldBe("\"v4\"");
        (await editor.Post($"{path}/import", File, Markdown, ("Idempotency-Key", "k2"))).Is(200).Text.ShouldBe(found.Text);
        (await editor.Post($"{path}/import", File, Markdown)).Is(409, "wrong-state");
        (await editor.Get($"{path}/clauses")).Items.Select(c => c!["key"]!.GetValue<string>()).ShouldBe(["c1", "c2", "c3"]);
    }

    [Fact]
    public async Task is_given_back_as_it_was_written()
    {
        var (path, editor) = await EmptyDraft();
        (await editor.Post($"{path}/import", File, Markdown)).Is(200);
        var written = (await editor.Get($"{path}/text", ("Accept", "text/markdown"))).Is(200).Text;
        var (other, itsEditor) = await EmptyDraft();
        (await itsEditor.Post($"{other}/import", written, Markdown)).Is(200);
        (await itsEditor.Get($"{other}/text"))["textHash"].ToString().ShouldBe((await editor.Get($"{path}/text"))["textHash"].ToString());
    }

    [Fact]
    public async Task refuses_what_it_cannot_read()
    {
        var (path, editor) = await EmptyDraft();
        (await editor.Post($"{path}/import", File, ("Content-Type", "application/pdf"))).Is(415, "unsupported-media");
        (await editor.Post($"{path}/import?dryRun=maybe", File, Markdown)).Is(400, "malformed");
        (await editor.Get(path))["version"].GetValue<long>().ShouldBe(1);
    }

    private async Task<(string Path, Talk Editor)> EmptyDraft()
    {
        var situation = await host.An_empty_draft();
        return (situation.Path, situation.Editor);
    }
}
