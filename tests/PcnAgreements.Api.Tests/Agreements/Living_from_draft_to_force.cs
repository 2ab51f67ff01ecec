using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Agreements;

public sealed class Living_from_draft_to_force(ApiHost host)
{
    [Fact]
    public async Task goes_through_review_and_signing()
    {
        var situation = await host.An_agreement_in_force();
        (await situation.Read())["status"]!.GetValue<string>().ShouldBe("in_force");
    }

    [Fact]
    public async Task is_for_nobody_without_a_token() => (await host.Nobody().Get("/agreements")).Is(401, "unauthenticated");
}
