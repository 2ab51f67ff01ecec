using System.Diagnostics.CodeAnalysis;

namespace PcnAgreements.Proof;

/// <summary>
/// Standard Base64 (RFC 4648, section 4) in its one form: no white space, padding there, unused bits zero. So no two texts stand for the
/// same bytes.
/// </summary>
internal static class StrictBase64
{
    public static bool TryDecode([NotNullWhen(true)] string? text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text is null) return false;
        var buffer = new byte[(text.Length / 4 * 3) + 3];
        if (!Convert.TryFromBase64String(text, buffer, out var written)) return false;
        var decoded = buffer[..written];
        if (Convert.ToBase64String(decoded) != text) return false;
        bytes = decoded;
        return true;
    }
}
