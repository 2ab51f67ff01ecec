using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PcnAgreements.Api.Tests.Access;

/// <summary>
/// An OpenID Connect issuer on the loopback: its discovery document, its one public key, and tokens that it would or would not give.
/// </summary>
internal sealed class Issuer : IAsyncDisposable
{
    public const string Audience = "pcn-agreements-test";

    private readonly RSA rsa = RSA.Create(2048);
    private readonly WebApplication app;

    private Issuer(WebApplication app) => this.app = app;

    /// <summary>Its address, which is its name too.</summary>
    public string Address => app.Urls.Single();

    /// <summary>The key that it publishes and signs with.</summary>
    public RsaSecurityKey Key => new(rsa) { KeyId = "one" };

    public static async Task<Issuer> Start(string at = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder([$"--urls={at}"]);
        builder.Logging.ClearProviders();
        var issuer = new Issuer(builder.Build());
        var map = issuer.app;
        map.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, string>
        {
            ["issuer"] = issuer.Address, ["jwks_uri"] = $"{issuer.Address}/keys",
        }));
        map.MapGet("/keys", () => Results.Json(new { keys = (object[])[issuer.PublicKey()] }));
        await issuer.app.StartAsync();
        return issuer;
    }

    /// <summary>A token as it gives them, unless something is said otherwise; a null credential leaves it unsigned.</summary>
    public string Token(string email, Action<SecurityTokenDescriptor>? otherwise = null)
    {
        var now = DateTime.UtcNow;
        var token = new SecurityTokenDescriptor
        {
            Issuer = Address, Audience = Audience, IssuedAt = now, NotBefore = now.AddMinutes(-20), Expires = now.AddMinutes(10),
            Claims =
                new Dictionary<string, object> { ["sub"] = email, ["email"] = email, ["email_verified"] = true, ["name"] = "Somebody" },
            SigningCredentials = new(Key, SecurityAlgorithms.RsaSha256),
        };
        otherwise?.Invoke(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    /// <summary>The public key's bytes, which whoever confuses algorithms would use as a shared secret.</summary>
    public byte[] PublicBytes() => rsa.ExportSubjectPublicKeyInfo();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        rsa.Dispose();
    }

    private object PublicKey()
    {
        var key = rsa.ExportParameters(includePrivateParameters: false);
        return new
        {
            kty = "RSA", use = "sig", alg = "RS256", kid = "one", n = Base64UrlEncoder.Encode(key.Modulus),
            e = Base64UrlEncoder.Encode(key.Exponent)
        };
    }
}
