using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace PcnAgreements.Api.Http;

/// <summary>A request's body, read whole within its limit.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="ContentType">The media type without parameters, lower case; empty when there is none.</param>
internal sealed record Body(byte[] Bytes, string ContentType)
{
    /// <summary>The most bytes of JSON that are taken.</summary>
    public const int JsonLimit = 1024 * 1024;

    /// <summary>The most bytes of a file that are taken.</summary>
    public const int FileLimit = 25 * 1024 * 1024;

    /// <summary>SHA-256, lower-case hex: what tells one body from another under the same idempotency key.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Bytes));

    /// <summary>Reads the body of a request, or says that it is too large.</summary>
    public static async Task<(Body? Body, Problem? Problem)> Read(HttpContext http, int limit)
    {
        if (http.Request.ContentLength > limit) return (null, Problem.TooLarge(limit));
        var bytes = new MemoryStream((int)(http.Request.ContentLength ?? 0));
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            if (bytes.Length + read > limit) return (null, Problem.TooLarge(limit));
            bytes.Write(buffer, 0, read);
        }

        return (new(bytes.ToArray(), MediaType(http.Request.ContentType)), null);
    }

    private static string MediaType(string? header) =>
        StringSegment.IsNullOrEmpty(header) ? "" : header!.Split(';')[0].Trim().ToLowerInvariant();
}
