using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Agreements;

public sealed class Proposing_as_an_editor(ApiHost host)
{
    [Fact]
    public async Task is_for_the_editors_of_a_party_too_who_change_nothing_themselves()
    {
        var situation = await host.An_agreement_in_review();
        var (path, one) = (situation.Path, situation.Network.Practices[0]);
        var editor = host.As($"editor@{one}.test".ToLowerInvariant());
        (await situation.Network.Administrator(one).Put(
            $"/organisations/{one}/people/{editor.Email}", new { name = "Editor", authorities = (string[])["editor"] })).Is(201);

        (await editor.Post($"{path}/clauses/c1/amendments", new { body = "Other words." })).Is(201)["ods"].GetValue<string>()
            .ShouldBe($"{one}");
        (await editor.Post($"{path}/amendments", new { op = "add", body = "One more." })).Is(201);
        (await editor.Post($"{path}/amendments/a2/withdraw", new { })).Is(200);
        var tag = ("If-Match", await situation.EditTag("c1"));
        (await editor.Put($"{path}/clauses/c1", new { body = "Mine." }, tag)).Is(403, "not-entitled");
        (await editor.Post($"{path}/amendments/a1/accept", new { }, tag)).Is(403, "not-entitled");
        (await editor.Put($"{path}/clauses/c1/stances/{one}", new { revision = 1, stance = "approve" })).Is(403, "not-entitled");
    }
}
