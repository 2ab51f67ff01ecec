using Xunit;

namespace PcnAgreements.Api.Tests.Agreements;

public sealed class Convening_as_a_party(ApiHost host)
{
    [Fact]
    public async Task is_told_what_a_draft_does_not_take_yet_and_not_that_it_may_not()
    {
        var network = await Network.New(host);
        var convenor = network.Practices[0];
        var editor = host.As($"lead@{convenor}.test".ToLowerInvariant());
        (await network.Administrator(convenor).Put(
            $"/organisations/{convenor}/people/{editor.Email}", new { name = "Lead", authorities = (string[])["editor"] })).Is(201);
        var drafted = await editor.Post("/agreements", new
        {
            title = "Among ourselves", kind = "collaboration", convenor = $"{convenor}",
            parties = network.Practices.Select(p => new { ods = $"{p}", role = "core" }),
        });
        var path = $"/agreements/{drafted.Is(201)["id"].GetValue<string>()}";
        (await editor.Post($"{path}/clauses", new { body = "We meet weekly." })).Is(201);

        var stance = new { revision = 1, stance = "approve" };
        (await network.Manager(0).Put($"{path}/clauses/c1/stances/{convenor}", stance)).Is(409, "wrong-state");
        (await network.Manager(0).Post($"{path}/clauses/c1/amendments", new { body = "Daily." })).Is(409, "wrong-state");
        var signature = new { textHash = new string('a', 64), statement = "I agree.", capacity = "Partner" };
        (await network.Partner(0).Put($"{path}/signatures/{convenor}", signature)).Is(409, "wrong-state");
        (await network.Manager(1).Put($"{path}/clauses/c1/stances/{network.Practices[1]}", stance)).Is(404, "not-found");
        (await editor.Put($"{path}/clauses/c1/stances/{convenor}", stance)).Is(403, "not-entitled");
    }
}
