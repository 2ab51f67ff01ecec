using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Access;

/// <summary>A service with an issuer of its own, as outside Development.</summary>
public sealed class Checking_a_token : IAsyncLifetime
{
    private const string Email = "somebody@example.test";
    private Issuer issuer = null!;
    private ApiHost host = null!;

    public async ValueTask InitializeAsync()
    {
        issuer = await Issuer.Start();
        host = await ApiHost.Start($"--Oidc:Authority={issuer.Address}", $"--Oidc:Audience={Issuer.Audience}");
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await issuer.DisposeAsync();
    }

    [Fact]
    public async Task takes_what_the_issuer_signed_for_this_service() =>
        (await Ask(issuer.Token(Email))).Is(200)["email"].GetValue<string>().ShouldBe(Email);

    [Fact]
    public async Task refuses_what_the_issuer_did_not_sign()
    {
        using var another = RSA.Create(2048);
        await Refused(issuer.Token(Email, t => t.SigningCredentials = new(new RsaSecurityKey(another), SecurityAlgorithms.RsaSha256)));
        await Refused(
            issuer.Token(
                Email, t => t.SigningCredentials = new(new RsaSecurityKey(another) { KeyId = "one" }, SecurityAlgorithms.RsaSha256)));
        await Refused(issuer.Token(Email, t => t.SigningCredentials = null));
        await Refused(issuer.Token(Email, t => t.SigningCredentials = new(
            new SymmetricSecurityKey(issuer.PublicBytes()) { KeyId = "one" }, SecurityAlgorithms.HmacSha256)));
        var parts = issuer.Token(Email).Split('.');
        await Refused($"{parts[0]}.{issuer.Token("another@example.test").Split('.')[1]}.{parts[2]}");
        await Refused($"{parts[0]}.{parts[1]}.");
        await Refused("nonsense");
    }

    [Fact]
    public async Task refuses_what_is_of_another_issuer_for_another_service_over_or_not_begun()
    {
        await Refused(issuer.Token(Email, t => t.Issuer = "https://elsewhere.example"));
        await Refused(issuer.Token(Email, t => t.Audience = "another-service"));
        await Refused(issuer.Token(Email, t => t.Expires = DateTime.UtcNow.AddMinutes(-1)));
        await Refused(issuer.Token(Email, t => t.NotBefore = DateTime.UtcNow.AddMinutes(5)));
        await Refused(issuer.Token(Email, t => t.Expires = null));
        await Refused(issuer.Token(Email, t => t.Audience = null));
    }

    [Fact]
    public async Task refuses_what_names_nobody_or_an_address_that_is_not_verified()
    {
        await Refused(issuer.Token(Email, t => t.Claims["email_verified"] = false));
        await Refused(issuer.Token(Email, t => t.Claims["email_verified"] = "false"));
        await Refused(issuer.Token(Email, t => t.Claims.Remove("email")));
        await Refused(issuer.Token(Email, t => t.Claims.Remove("sub")));
        await Refused(issuer.Token("no address"));
        (await Ask(issuer.Token(Email, t => t.Claims.Remove("email_verified")))).Is(200);
    }

    private Task<Reply> Ask(string token) => host.With(token).Get("/me");

    private async Task Refused(string token) => (await Ask(token)).Is(401, "unauthenticated");
}
