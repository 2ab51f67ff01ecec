using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Agreements;

public sealed class Repeating_a_request(ApiHost host)
{
    private static readonly (string, string) Key = ("Idempotency-Key", "once");

    [Fact]
    public async Task gives_the_first_answer_whatever_has_happened_since()
    {
        var situation = await host.A_draft();
        var first = (await situation.Editor.Post($"{situation.Path}/clauses", new { body = "More." }, Key)).Is(201);
        (await situation.Reword("c3", "Other words.")).Is(200);
        await situation.Circulate();
        var again = (await situation.Editor.Post($"{situation.Path}/clauses", new { body = "More." }, Key)).Is(201);
        (again.Text, again.ETag, again.Location).ShouldBe((first.Text, first.ETag, first.Location));
        (await situation.Editor.Post($"{situation.Path}/clauses", new { body = "Less." }, Key)).Is(422, "idempotency-mismatch");
    }

    [Fact]
    public async Task is_another_request_with_another_query()
    {
        var situation = await host.An_empty_draft();
        var markdown = ("Content-Type", "text/markdown");
        var path = $"{situation.Path}/import";
        (await situation.Editor.Post($"{path}?dryRun=true", "# T\n\nWords.\n", markdown, Key)).Is(200);
        var first = (await situation.Editor.Post($"{path}?changes=accept", "# T\n\nWords.\n", markdown, Key)).Is(200);
        (await situation.Editor.Post($"{path}?changes=accept", "# T\n\nWords.\n", markdown, Key)).Is(200).Text.ShouldBe(first.Text);
        (await situation.Editor.Post($"{path}?dryRun=true", "# T\n\nWords.\n", markdown, Key)).Is(422, "idempotency-mismatch");
        (await situation.Editor.Post(path, "# T\n\nWords.\n", markdown, Key)).Is(422, "idempotency-mismatch");
    }
}
