using System.Text.Json.Nodes;
using PcnAgreements.Api.Http;
using PcnAgreements.Domain.Agreements;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Agreements;

/// <summary>What the contract writes as <c>x?</c> is absent from an answer, not null in it, however deep it stands.</summary>
public sealed class Leaving_out_what_is_not_there(ApiHost host)
{
    [Theory]
    [InlineData("""{"clause":"c1"}""")]
    [InlineData("""{"adopt":true}""")]
    [InlineData("""{"party":"PARTY"}""")]
    [InlineData("""{"amendment":"a1"}""")]
    public async Task holds_for_the_subject_of_a_ballot_wherever_it_is_shown(string subject)
    {
        var situation = await host.An_agreement_in_review();
        var (editor, path) = (situation.Editor, situation.Path);
        subject = subject.Replace("PARTY", $"{situation.Network.Practices[2]}", StringComparison.Ordinal);
        (await situation.Network.Manager(0).Post($"{path}/clauses/c1/amendments", new { body = "Other words." })).Is(201);
        var opened = (await editor.Post($"{path}/ballots", new
        {
            motion = "So be it", subject = JsonNode.Parse(subject), closesAt = DateTimeOffset.UtcNow.AddDays(1),
        })).Is(201);
        opened["subject"].ToJsonString().ShouldBe(subject);
        (await editor.Get($"{path}/ballots/b1")).Is(200)["subject"].ToJsonString().ShouldBe(subject);
        (await editor.Get($"{path}/ballots")).Is(200).Items.Single()!["subject"]!.ToJsonString().ShouldBe(subject);
        (await editor.Get($"{path}/record")).Is(200)["ballots"].AsArray().Single()!["subject"]!.ToJsonString().ShouldBe(subject);
        (await editor.Get($"{path}/history?type=ballot_opened")).Is(200).Items.Single()!["data"]!["subject"]!.ToJsonString()
            .ShouldBe(subject);
    }

    [Fact]
    public async Task holds_for_what_is_unmet_before_signing()
    {
        var situation = await host.An_agreement_in_review();
        (await situation.Editor.Post($"{situation.Path}/ballots", new
        {
            motion = "So be it", closesAt = DateTimeOffset.UtcNow.AddDays(1)
        })).Is(201);
        var unmet = (await situation.Editor.Post($"{situation.Path}/open-signing", new { })).Is(409, "wrong-state")["unmet"].AsArray();
        unmet.Select(u => string.Join(' ', u!.AsObject().Select(m => m.Key))).Distinct()
            .ShouldBe(["code detail clause", "code detail ballot"], ignoreOrder: true);
        unmet.ShouldAllBe(u => u!.AsObject().All(m => m.Value != null));
    }

    [Fact]
    public async Task holds_for_the_days_of_a_membership()
    {
        var network = await Network.New(host);
        var practice = $"/organisations/{network.Practices[0]}";
        (await network.Editor.Get(practice)).Is(200)["pcns"].ToJsonString().ShouldBe($$"""[{"code":"{{network.Pcn}}"}]""");
    }

    [Fact]
    public void holds_for_what_a_token_did_not_say() =>
        System.Text.Encoding.UTF8.GetString(Json.Write(new Authentication("https://issuer.test")))
            .ShouldBe("""{"issuer":"https://issuer.test"}""");
}
