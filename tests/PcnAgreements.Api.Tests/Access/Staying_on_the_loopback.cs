using PcnAgreements.Api.Access;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Access;

public sealed class Staying_on_the_loopback
{
    [Theory]
    [InlineData("--urls=http://0.0.0.0:0", "ASPNETCORE_URLS")]
    [InlineData("--Kestrel:Endpoints:Any:Url=http://0.0.0.0:0", "Kestrel__Endpoints")]
    public async Task is_asked_of_whoever_gives_anybody_a_token(string setting, string named) =>
        (await Should.ThrowAsync<SettingException>(async () => await (await ApiHost.Start(setting)).DisposeAsync())).Message
            .ShouldContain(named);
}
