using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace PcnAgreements.Api.Access;

/// <summary>
/// Whether there is anything to check a token by: until an issuer of one's own has answered for the first time, none is good or bad. Once
/// it has, what it published is kept for as long as it is away.
/// </summary>
internal sealed partial class IssuerKeys(IOptionsMonitor<JwtBearerOptions> options, ILogger<IssuerKeys> log)
{
    /// <summary>Whether the issuer's keys are known; asks it when they are not, and says in the log why it could not.</summary>
    public async Task<bool> AreKnown(CancellationToken ct)
    {
        var bearer = options.Get(JwtBearerDefaults.AuthenticationScheme);
        if (bearer.ConfigurationManager is not { } issuer) return true;
        try
        {
            await issuer.GetConfigurationAsync(ct);
            return true;
        }
        // It throws whatever reaching and reading another's pages may throw.
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            NotKnown(log, e, bearer.Authority);
            return false;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The keys of the token issuer {Authority} (Oidc__Authority) cannot be had: no token can be checked, and nobody comes in")]
    private static partial void NotKnown(ILogger log, Exception why, string? authority);
}
