using Xunit;

namespace PcnAgreements.Api.Tests.Agreements;

/// <summary>What is refused first, of several things that are wrong with a request.</summary>
public sealed class Refusing_a_request(ApiHost host)
{
    private static readonly (string, string) PlainText = ("Content-Type", "text/plain");

    [Fact]
    public async Task tells_what_is_not_there_before_anything_about_the_body_or_its_conditions()
    {
        var situation = await host.An_agreement_in_review();
        (await situation.Editor.Put($"{situation.Path}/clauses/c99", new { body = "New." })).Is(404, "not-found");
        (await situation.Editor.Put($"{situation.Path}/clauses/c99", "{")).Is(404, "not-found");
        (await situation.Editor.Post($"{situation.Path}/amendments/a9/accept")).Is(404, "not-found");
        (await situation.Editor.Post($"{situation.Path}/ballots/b9/cancel", new { })).Is(404, "not-found");
    }

    [Fact]
    public async Task tells_who_may_before_the_type_of_the_body()
    {
        var situation = await host.An_agreement_in_review();
        var path = $"{situation.Path}/clauses/c1";
        (await situation.Network.Stranger.Put(path, "words", PlainText)).Is(404, "not-found");
        (await situation.Network.Manager(0).Put(path, "words", PlainText)).Is(403, "not-entitled");
        (await situation.Editor.Put(path, new string('a', 1_100_000), PlainText)).Is(413, "too-large");
        (await situation.Editor.Put(path, "words", PlainText)).Is(415, "unsupported-media");
    }

    [Fact]
    public async Task tells_a_version_that_is_not_there_yet_however_large_it_is()
    {
        var situation = await host.A_draft();
        (await situation.Editor.Get($"{situation.Path}?asOf=99999999999999999999999999")).Is(422, "invalid");
    }

    [Fact]
    public async Task tells_what_else_could_be_included()
    {
        var situation = await host.A_draft();
        (await situation.Editor.Get($"{situation.Path}/clauses?include=all")).Is(400, "malformed");
        (await situation.Editor.Get($"{situation.Path}/clauses?include=struck")).Is(200);
    }

    [Fact]
    public async Task is_the_same_for_a_question_about_the_headers_alone()
    {
        var situation = await host.A_draft();
        using var answer = await situation.Editor.Head(situation.Path);
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        Assert.NotNull(answer.Headers.ETag);
    }
}
