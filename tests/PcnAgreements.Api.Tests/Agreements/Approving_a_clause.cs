using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Agreements;

public sealed class Approving_a_clause(ApiHost host)
{
    [Theory]
    [InlineData(1, 409, "clause-changed")]
    [InlineData(3, 409, "clause-changed")]
    [InlineData(2147483647, 409, "clause-changed")]
    [InlineData(0, 422, "invalid")]
    [InlineData(-1, 422, "invalid")]
    public async Task takes_the_current_revision_and_no_other(int revision, int status, string slug)
    {
        var situation = await host.An_agreement_in_review();
        (await situation.Reword("c1", "The members are those who signed.")).Is(200);
        var (manager, ods) = (situation.Network.Manager(0), $"{situation.Network.Practices[0]}");
        var one = (await manager.Put($"{situation.Path}/clauses/c1/stances/{ods}", new { revision, stance = "approve" })).Is(status, slug);
        if (status == 409) one["revision"].GetValue<int>().ShouldBe(2);
        else one["errors"]["/revision"].ShouldNotBeNull();
        var items = new[] { new { clause = "c2", revision = 1, stance = "approve" }, new { clause = "c1", revision, stance = "approve" } };
        var many = (await manager.Post($"{situation.Path}/stances", new { ods, items })).Is(status, slug);
        if (status == 422) many["errors"]["/items/1/revision"].ShouldNotBeNull();
        (await situation.Editor.Get($"{situation.Path}/stances"))["stances"].AsArray().ShouldBeEmpty();
        (await manager.Put($"{situation.Path}/clauses/c1/stances/{ods}", new { revision = 2, stance = "approve" })).Is(200);
    }

    [Fact]
    public async Task is_a_whole_number_of_a_revision()
    {
        var situation = await host.An_agreement_in_review();
        var path = $"{situation.Path}/clauses/c1/stances/{situation.Network.Practices[0]}";
        foreach (var revision in new[] { "1.5", "\"1\"", "null", "1e9999", "99999999999" })
            (await situation.Network.Manager(0).Put(path, $$"""{"revision": {{revision}}, "stance": "approve"}""")).Is(400, "malformed");
    }
}
