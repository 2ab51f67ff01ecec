using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Audit;

public sealed class Confirming_an_agreement(ApiHost host)
{
    [Fact]
    public async Task shows_a_commissioner_that_all_have_signed_and_nothing_of_the_text()
    {
        var situation = await host.An_agreement_in_force(lmcAccess: "status");
        var shown = (await situation.Network.Commissioner.Get($"{situation.Path}/confirmation")).Is(200);
        shown["parties"].AsArray().Count.ShouldBe(3);
        shown["parties"][0]!["signedOn"]!.AsArray().Count.ShouldBe(1);
        shown["textHash"].GetValue<string>().Length.ShouldBe(64);
        shown.Text.ShouldNotContain("once a month");
        (await situation.Network.Commissioner.Get(situation.Path)).Is(404, "not-found");
        (await situation.Network.Auditor.Get($"{situation.Path}/confirmation")).Is(200);
        (await situation.Network.Stranger.Get($"{situation.Path}/confirmation")).Is(404, "not-found");
    }

    [Fact]
    public async Task goes_on_after_its_end_with_the_end()
    {
        var situation = await host.An_agreement_in_force();
        (await situation.Network.Commissioner.Get($"{situation.Path}/confirmation")).Is(200).Json["end"].ShouldBeNull();
        (await situation.Editor.Post($"{situation.Path}/end", new { reason = "Merged.", kind = "terminated" })).Is(200);
        var shown = (await situation.Network.Commissioner.Get($"{situation.Path}/confirmation")).Is(200);
        shown["status"].GetValue<string>().ShouldBe("ended");
        shown["end"]["kind"]!.GetValue<string>().ShouldBe("terminated");
    }

    [Fact]
    public async Task is_not_to_be_had_before_it_is_in_force()
    {
        var situation = await host.An_agreement_in_signing();
        (await situation.Network.Manager(0).Get($"{situation.Path}/confirmation")).Is(409, "wrong-state");
        (await situation.Network.Commissioner.Get($"{situation.Path}/confirmation")).Is(404, "not-found");
    }
}
