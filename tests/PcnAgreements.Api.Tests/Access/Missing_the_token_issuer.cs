using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Access;

/// <summary>A service whose token issuer cannot be reached, at first or later.</summary>
public sealed class Missing_the_token_issuer
{
    private const string Email = "somebody@example.test";

    [Fact]
    public async Task calls_no_token_bad_before_the_issuer_has_answered_once_and_none_unknown_afterwards()
    {
        var issuer = await Issuer.Start();
        var (address, token) = (issuer.Address, issuer.Token(Email));
        await issuer.DisposeAsync();
        await using var host = await ApiHost.Start($"--Oidc:Authority={address}", $"--Oidc:Audience={Issuer.Audience}");

        var refused = (await host.With(token).Get("/me")).Is(503, "unavailable");
        refused["detail"].GetValue<string>().ShouldContain("token issuer");
        refused.Headers.Contains("Retry-After").ShouldBeTrue();
        (await host.Nobody().Get("/me")).Is(401, "unauthenticated");

        issuer = await Issuer.Start(address);
        token = issuer.Token(Email);
        (await host.With(token).Get("/me")).Is(200);
        var another = issuer.Token("another@example.test");
        await issuer.DisposeAsync();
        (await host.With(another).Get("/me")).Is(200);
        (await host.With("nonsense").Get("/me")).Is(401, "unauthenticated");
    }
}
