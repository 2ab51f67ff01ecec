using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PcnAgreements.Api.Access;

/// <summary>
/// The built-in token issuer for trying the service out: gives anybody a token for any address, so it runs in Development alone, answers
/// the loopback alone, and never on a database that a real issuer has used. Its key stands in the database, so that tokens outlive
/// restarts.
/// </summary>
internal sealed class DevelopmentIssuer
{
    private static readonly string[] Methods = ["none"];
    private readonly JsonWebTokenHandler tokens = new();
    private SymmetricSecurityKey? key;

    /// <summary>How long a token is good for.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(12);

    /// <summary>The key tokens are signed with; none before the database has been asked for it.</summary>
    public IEnumerable<SecurityKey> Keys => key is null ? [] : [key];

    /// <summary>A new key as text, for a database that has none yet.</summary>
    public static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>Takes the key that stands in the database.</summary>
    public void Use(string stored) => key = new(Convert.FromBase64String(stored));

    /// <summary>A token for an address.</summary>
    public string Issue(string email, string? name, DateTimeOffset now) => tokens.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = TokenSettings.DevelopmentIssuer, Audience = "pcn-agreements", IssuedAt = now.UtcDateTime, NotBefore = now.UtcDateTime,
        Expires = now.Add(Lifetime).UtcDateTime,
        Claims = new Dictionary<string, object>
        {
            ["sub"] = email, ["email"] = email, ["email_verified"] = true, ["name"] = name ?? email, ["acr"] = "development",
            ["amr"] = Methods, ["auth_time"] = now.ToUnixTimeSeconds(),
        },
        SigningCredentials = new(key ?? throw new InvalidOperationException("The key has not been read."), SecurityAlgorithms.HmacSha256),
    });
}
