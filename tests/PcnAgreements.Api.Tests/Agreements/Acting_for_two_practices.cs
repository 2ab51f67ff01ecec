using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Agreements;

public sealed class Acting_for_two_practices(ApiHost host)
{
    [Fact]
    public async Task needs_no_word_for_which_where_only_one_fits()
    {
        var situation = await host.An_agreement_in_review();
        var (path, one, both) = (situation.Path, $"{situation.Network.Practices[0]}", await AtTwo(situation.Network));
        (await both.Post($"{path}/clauses/c1/comments", new { body = "Why?" })).Is(422, "invalid").Text.ShouldContain("/ods");
        (await both.Post($"{path}/clauses/c1/comments", new { body = "Why?", ods = one })).Is(201);
        (await both.Post($"{path}/clauses/c1/comments", new { body = "Hm.", ods = one, visibility = "internal" })).Is(201);
        (await both.Post($"{path}/clauses/c1/amendments", new { body = "Other words.", ods = one })).Is(201);

        (await both.Post($"{path}/comments/q1/resolve", new { })).Is(200)["resolved"].ShouldNotBeNull();
        (await both.Post($"{path}/comments/q1/replies", new { body = "And?" })).Is(422, "invalid");
        (await both.Post($"{path}/comments/q2/replies", new { body = "So it is." })).Is(201);
        (await both.Post($"{path}/amendments/a1/withdraw", new { })).Is(200)["status"].GetValue<string>().ShouldBe("withdrawn");
    }

    [Fact]
    public async Task is_told_that_it_may_not_where_none_fits()
    {
        var situation = await host.An_agreement_in_review();
        var (path, third, both) = (situation.Path, situation.Network.Manager(2), await AtTwo(situation.Network));
        (await third.Post($"{path}/clauses/c1/comments", new { body = "Why?" })).Is(201);
        (await third.Post($"{path}/clauses/c1/amendments", new { body = "Other words." })).Is(201);

        (await both.Post($"{path}/comments/q1/resolve", new { })).Is(403, "not-entitled");
        (await both.Post($"{path}/amendments/a1/withdraw", new { })).Is(403, "not-entitled");
    }

    [Fact]
    public async Task takes_stances_for_the_one_that_votes()
    {
        var situation = await host.A_draft();
        var (path, two, both) = (situation.Path, situation.Network.Practices[1], await AtTwo(situation.Network));
        (await situation.Editor.Put($"{path}/parties/{two}", new { role = "partner" })).Is(200);
        await situation.Circulate();

        (await both.Post($"{path}/stances", new { items = new[] { new { clause = "c1", revision = 1, stance = "approve" } } })).Is(200)
            ["stances"].AsArray().Select(s => s!["ods"]!.GetValue<string>()).ShouldBe([$"{situation.Network.Practices[0]}"]);
    }

    private async Task<Talk> AtTwo(Network network)
    {
        var email = $"both@{network.Pcn}.test".ToLowerInvariant();
        foreach (var ods in network.Practices.Take(2))
            (await network.Administrator(ods).Put(
                $"/organisations/{ods}/people/{email}", new { name = "Both", authorities = (string[])["approver", "voter"] })).Is(201);
        return host.As(email);
    }
}
