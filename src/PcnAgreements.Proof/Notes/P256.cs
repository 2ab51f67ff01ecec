using System.Security.Cryptography;

namespace PcnAgreements.Proof.Notes;

/// <summary>The one curve that ECDSA keys may be on here.</summary>
internal static class P256
{
    private const string Oid = "1.2.840.10045.3.1.7";

    /// <summary>A public key from its DER; null when that is anything but one key on P-256.</summary>
    public static ECDsa? Read(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out var read);
            var curve = key.ExportParameters(includePrivateParameters: false).Curve;
            if (read == subjectPublicKeyInfo.Length && curve.Oid.Value == Oid) return key;
        }
        catch (CryptographicException)
        {
            // No key at all.
        }

        key.Dispose();
        return null;
    }
}
