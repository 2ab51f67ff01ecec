using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.OpenApi;

public sealed class Opening_the_address_in_a_browser(ApiHost host)
{
    [Fact]
    public async Task leads_to_the_page_of_all_calls()
    {
        var page = (await host.Nobody().Get("//")).Is(200);
        page.MediaType.ShouldBe("text/html");
        page.Text.ShouldContain("swagger-ui");
    }
}
