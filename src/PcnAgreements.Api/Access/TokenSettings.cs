namespace PcnAgreements.Api.Access;

/// <summary>Who vouches for callers: an OpenID Connect issuer of one's own, or, in Development alone, the built-in one.</summary>
/// <param name="Authority">The issuer's address (setting <c>Oidc:Authority</c>); null for the built-in issuer.</param>
/// <param name="Audience">What tokens must be meant for (setting <c>Oidc:Audience</c>).</param>
internal sealed record TokenSettings(string? Authority, string Audience)
{
    /// <summary>The name the built-in issuer gives itself.</summary>
    public const string DevelopmentIssuer = "https://pcn-agreements.dev.invalid";

    /// <summary>Whether the built-in issuer is in use.</summary>
    public bool IsDevelopment => Authority is null;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="SettingException">Outside Development no issuer is named, or it is named incompletely.</exception>
    public static TokenSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var authority = configuration["Oidc:Authority"];
        if (string.IsNullOrWhiteSpace(authority))
        {
            return environment.IsDevelopment()
                ? new(null, "pcn-agreements")
                : throw new SettingException(
                    "Oidc__Authority is not set: outside Development the service needs an OpenID Connect issuer for its callers' tokens.");
        }

        if (!Uri.TryCreate(authority, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttps && !(environment.IsDevelopment() && uri.IsLoopback)))
            throw new SettingException($"Oidc__Authority is '{authority}': it must be an https address.");
        return configuration["Oidc:Audience"] is { Length: > 0 } audience
            ? new(authority, audience)
            : throw new SettingException("Oidc__Audience is not set: without it a token meant for another service would be taken here.");
    }
}

/// <summary>A setting that is missing or wrong: the message names it. The service does not start.</summary>
internal sealed class SettingException(string message) : Exception(message);
