using System.Security.Cryptography;
using System.Text;

namespace PcnAgreements.Proof.Entries;

/// <summary>
/// What stands in an entry in place of a person: SHA-256 over a heading, the person's secret salt, and who they are. With the salt anyone
/// can check it; once the salt is destroyed nobody can find the person from it, not even by trying every e-mail address there is.
/// </summary>
public static class Commitment
{
    /// <summary>How many bytes a salt has.</summary>
    public const int SaltLength = 32;

    private static readonly byte[] Heading = Encoding.UTF8.GetBytes("pcn-agreements/person/v1\n");

    /// <summary>A salt for a new person.</summary>
    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(SaltLength);

    /// <summary>The commitment to a person, as 64 lower-case hexadecimal digits.</summary>
    /// <param name="salt">The person's salt.</param>
    /// <param name="id">The person's opaque id.</param>
    /// <param name="email">The person's address in lower case, as it was when they were first on record: it never changes under one
    /// id.</param>
    /// <exception cref="ArgumentException">The salt has not 32 bytes.</exception>
    public static string Of(ReadOnlySpan<byte> salt, string id, string email)
    {
        if (salt.Length != SaltLength) throw new ArgumentException($"A salt has {SaltLength} bytes.", nameof(salt));
        var subject = new StringBuilder("{\"email\":");
        CanonicalJson.WriteString(subject, email);
        subject.Append(",\"id\":");
        CanonicalJson.WriteString(subject, id);
        subject.Append('}');
        byte[] all = [.. Heading, .. salt, .. Encoding.UTF8.GetBytes(subject.ToString())];
        return Convert.ToHexStringLower(SHA256.HashData(all));
    }
}
