using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Agreements;

public sealed class Objecting_with_other_words(ApiHost host)
{
    [Theory]
    [InlineData("""{"body": "Weekly."}""", "Meetings")]
    [InlineData("""{"heading": "When", "body": "Weekly."}""", "When")]
    [InlineData("""{"heading": null, "body": "Weekly."}""", null)]
    [InlineData("""{"heading": "", "body": "Weekly."}""", null)]
    public async Task tells_a_heading_that_is_left_out_from_none(string wording, string? heading)
    {
        var situation = await host.An_agreement_in_review();
        (await Object(situation, wording)).Is(200);
        var amendment = (await situation.Editor.Get($"{situation.Path}/amendments")).Is(200).Items.Single()!;
        (amendment["heading"]?.GetValue<string>(), amendment["body"]!.GetValue<string>()).ShouldBe((heading, "Weekly."));
        (await Object(situation, wording)).Is(200);
        (await situation.Editor.Get($"{situation.Path}/amendments")).Is(200).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task is_refused_for_a_heading_of_several_lines()
    {
        var situation = await host.An_agreement_in_review();
        (await Object(situation, """{"heading": "When\nand where", "body": "Weekly."}""")).Is(422, "invalid")["errors"]["/wording/heading"]
            .ShouldNotBeNull();
    }

    private static Task<Reply> Object(Situation situation, string wording) => situation.Network.Manager(0).Put(
        $"{situation.Path}/clauses/c2/stances/{situation.Network.Practices[0]}",
        $$"""{"revision": 1, "stance": "object", "reason": "No.", "wording": {{wording}}}""");
}
