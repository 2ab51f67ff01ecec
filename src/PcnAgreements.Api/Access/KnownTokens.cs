using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;

namespace PcnAgreements.Api.Access;

/// <summary>
/// Tokens that were found good a moment ago, so that a client's next request need not have its signature checked again. Kept by hash, never
/// past expiry, and for a minute at most: within that, a key that the issuer has withdrawn is noticed.
/// </summary>
internal sealed class KnownTokens(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private readonly MemoryCache good = new(new MemoryCacheOptions { SizeLimit = 50_000 });

    /// <summary>Whom an <c>Authorization</c> header is about; null when it has to be checked.</summary>
    public ClaimsPrincipal? Find(string header) =>
        header.Length > 0 && good.Get(Key(header)) is (ClaimsPrincipal token, DateTimeOffset until) && time.GetUtcNow() < until
            ? token
            : null;

    /// <summary>Takes note of one that has just been found good.</summary>
    public void Keep(string header, ClaimsPrincipal token)
    {
        if (!long.TryParse(token.FindFirstValue("exp"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return;
        var now = time.GetUtcNow();
        var until = DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, (now + Longest).ToUnixTimeSeconds()));
        if (until > now)
            good.Set(Key(header), (token, until), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = until - now });
    }

    /// <inheritdoc/>
    public void Dispose() => good.Dispose();

    private static string Key(string header) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(header)));
}
