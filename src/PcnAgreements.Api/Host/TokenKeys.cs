using PcnAgreements.Api.Access;
using PcnAgreements.Store.Facts;

namespace PcnAgreements.Api.Host;

/// <summary>
/// Sees to it that the built-in issuer never vouches for anybody on a database that a real issuer has used: the first real one is noted
/// there for ever. Gives the built-in issuer its key.
/// </summary>
internal sealed class TokenKeys(ServiceFacts facts, TokenSettings tokens, DevelopmentIssuer development)
{
    /// <summary>Checks and prepares the issuer.</summary>
    /// <exception cref="SettingException">The database has been used with a real issuer and this start names none.</exception>
    public async Task Prepare(CancellationToken ct)
    {
        if (!tokens.IsDevelopment)
        {
            await facts.Keep("issuer", tokens.Authority!, ct);
            return;
        }

        if (await facts.Find("issuer", ct) is { } real)
            throw new SettingException(
                $"Oidc__Authority is not set, but this database has been used with {real}: the built-in issuer would let anybody in.");
        development.Use(await facts.Keep("development_key", DevelopmentIssuer.NewKey(), ct));
    }
}
