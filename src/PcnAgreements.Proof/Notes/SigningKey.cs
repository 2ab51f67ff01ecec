using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace PcnAgreements.Proof.Notes;

/// <summary>
/// A private key, kept as <c>PRIVATE+KEY+name+id+base64(type‖key)</c>: the form of Go's note package, and that form extended to ECDSA (the
/// key in PKCS #8) and to witnesses. Whoever holds it signs in the name of the log or the witness.
/// </summary>
public sealed class SigningKey
{
    private const string Heading = "PRIVATE+KEY+";
    private readonly byte[] secret;

    private SigningKey(VerifierKey verifier, byte[] secret)
    {
        Verifier = verifier;
        this.secret = secret;
    }

    /// <summary>The public key that goes with it.</summary>
    public VerifierKey Verifier { get; }

    /// <summary>Whether keys of a type can be made and used here: Ed25519 needs the platform's OpenSSL, ECDSA nothing.</summary>
    public static bool CanUse(KeyType type) => type == KeyType.Ecdsa || OpenSsl.IsThere;

    /// <summary>A new key.</summary>
    /// <param name="name">What it is called; for a log, its origin.</param>
    /// <param name="type">What its signatures are to be.</param>
    /// <exception cref="PlatformNotSupportedException">Keys of that type cannot be used here.</exception>
    public static SigningKey Make(string name, KeyType type)
    {
        if (type != KeyType.Ecdsa) return FromSecret(name, type, RandomNumberGenerator.GetBytes(32));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return FromSecret(name, type, key.ExportPkcs8PrivateKey());
    }

    /// <summary>Reads a key from its text; false too when its id is not the one its bytes give.</summary>
    /// <exception cref="PlatformNotSupportedException">Keys of its type cannot be used here.</exception>
    public static bool TryParse(string text, [NotNullWhen(true)] out SigningKey? key)
    {
        key = null;
        if (!text.StartsWith(Heading, StringComparison.Ordinal)) return false;
        var parts = text[Heading.Length..].Split('+', 3);
        if (parts.Length != 3 || !StrictBase64.TryDecode(parts[2], out var bytes) || bytes.Length < 33) return false;
        var type = (KeyType)bytes[0];
        if (!NoteSignature.IsName(parts[0]) || !Enum.IsDefined(type) || (type != KeyType.Ecdsa && bytes.Length != 33)) return false;
        try
        {
            var read = FromSecret(parts[0], type, bytes[1..]);
            if (read.Verifier.IdText != parts[1]) return false;
            key = read;
            return true;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Signs a note's text with a key of a log.</summary>
    /// <exception cref="InvalidOperationException">It is a witness's key, which signs with a time.</exception>
    public NoteSignature Sign(string text) => Verifier.Type switch
    {
        KeyType.Ed25519 => Line(OpenSsl.Sign(secret, Encoding.UTF8.GetBytes(text))),
        KeyType.Ecdsa => Line(SignEcdsa(Encoding.UTF8.GetBytes(text))),
        _ => throw new InvalidOperationException("A witness signs with the time it saw the checkpoint."),
    };

    /// <summary>Signs a checkpoint's text as a witness that saw it, at a time, as the largest of its log so far.</summary>
    /// <exception cref="InvalidOperationException">It is no witness's key.</exception>
    public NoteSignature Cosign(string text, DateTimeOffset at)
    {
        if (Verifier.Type != KeyType.Cosignature) throw new InvalidOperationException("A log's key does not cosign.");
        var time = at.ToUnixTimeSeconds();
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, time);
        return Line([.. bytes, .. OpenSsl.Sign(secret, VerifierKey.CosignedMessage(text, time))]);
    }

    /// <summary>The secret text to be kept. Not <c>ToString</c>, so that no log line shows it by mistake.</summary>
    public string ToSecretText() =>
        $"{Heading}{Verifier.Name}+{Verifier.IdText}+{Convert.ToBase64String([(byte)Verifier.Type, .. secret])}";

    private static SigningKey FromSecret(string name, KeyType type, byte[] secret)
    {
        if (type != KeyType.Ecdsa) return new(new(name, type, OpenSsl.PublicKey(secret)), secret);
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(secret, out _);
        return new(new(name, type, key.ExportSubjectPublicKeyInfo()), secret);
    }

    private byte[] SignEcdsa(byte[] message)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(secret, out _);
        return key.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private NoteSignature Line(byte[] signature) => new(Verifier.Name, Verifier.KeyId, signature);
}
