using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PcnAgreements.Proof.Notes;

/// <summary>
/// A public key as C2SP writes it, <c>name+id+base64(type‖key)</c>: what a log or a witness is known by, and what its signatures are
/// checked with.
/// </summary>
public sealed class VerifierKey : IEquatable<VerifierKey>
{
    private const int Ed25519KeyLength = 32;
    private const int TimeLength = 8;
    private readonly byte[] publicKey;

    /// <summary>A key from its parts.</summary>
    /// <param name="name">What it is called; a log's is the log's origin.</param>
    /// <param name="type">What its signatures are.</param>
    /// <param name="publicKey">The 32 bytes of an Ed25519 key, or the DER of a <c>SubjectPublicKeyInfo</c> on P-256.</param>
    /// <exception cref="ArgumentException">The name or the key has not its form.</exception>
    public VerifierKey(string name, KeyType type, ReadOnlySpan<byte> publicKey)
    {
        if (!NoteSignature.IsName(name)) throw new ArgumentException($"'{name}' cannot name a key.", nameof(name));
        if (!HasForm(type, publicKey)) throw new ArgumentException($"That is no public key of type {type}.", nameof(publicKey));
        Name = name;
        Type = type;
        this.publicKey = publicKey.ToArray();
        KeyId = IdOf(name, type, publicKey);
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>What its signatures are.</summary>
    public KeyType Type { get; }

    /// <summary>Its short id: no proof of anything, only the name of the key within a note.</summary>
    public uint KeyId { get; }

    /// <summary>The key itself, as the constructor takes it.</summary>
    public ReadOnlySpan<byte> PublicKey => publicKey;

    /// <summary>Reads a key from its text; false too when its id is not the one its bytes give.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out VerifierKey? key)
    {
        key = null;
        var parts = text.Split('+', 3);
        if (parts.Length != 3 || !NoteSignature.IsName(parts[0])) return false;
        if (!StrictBase64.TryDecode(parts[2], out var bytes) || bytes.Length < 2) return false;
        var type = (KeyType)bytes[0];
        if (!HasForm(type, bytes.AsSpan(1))) return false;
        var parsed = new VerifierKey(parts[0], type, bytes.AsSpan(1));
        if (parsed.IdText != parts[1]) return false;
        key = parsed;
        return true;
    }

    /// <summary>Whether a signature line claims to come from this key.</summary>
    public bool IsNamedBy(NoteSignature signature) => signature.Name == Name && signature.KeyId == KeyId;

    /// <summary>Whether the signature is this key's over that text.</summary>
    public bool Verifies(string text, NoteSignature signature)
    {
        if (!IsNamedBy(signature)) return false;
        var bytes = signature.Signature.Span;
        return Type switch
        {
            KeyType.Ed25519 => Ed25519.Verifies(publicKey, Encoding.UTF8.GetBytes(text), bytes),
            KeyType.Ecdsa => VerifiesEcdsa(Encoding.UTF8.GetBytes(text), bytes),
            _ => TimeOf(signature) is { } time && Ed25519.Verifies(publicKey, CosignedMessage(text, time), bytes[TimeLength..]),
        };
    }

    /// <summary>
    /// The time in a witness's signature, in seconds since 1970; null when it is no such signature. Good only once verified.
    /// </summary>
    public static long? TimeOf(NoteSignature signature)
    {
        if (signature.Signature.Length != TimeLength + Ed25519.SignatureLength) return null;
        var time = BinaryPrimitives.ReadUInt64BigEndian(signature.Signature.Span);
        return time <= long.MaxValue ? (long)time : null;
    }

    /// <summary>What a witness signs: a heading that no other signature has, the time, and the checkpoint's text.</summary>
    internal static byte[] CosignedMessage(string text, long time) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {time}\n{text}"));

    /// <inheritdoc/>
    public override string ToString() => $"{Name}+{IdText}+{Convert.ToBase64String([(byte)Type, .. publicKey])}";

    /// <inheritdoc/>
    public bool Equals(VerifierKey? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as VerifierKey);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)KeyId;

    /// <summary>The id as eight hexadecimal digits.</summary>
    public string IdText => KeyId.ToString("x8", CultureInfo.InvariantCulture);

    private static uint IdOf(string name, KeyType type, ReadOnlySpan<byte> publicKey)
    {
        byte[] named = type == KeyType.Ecdsa
            ? publicKey.ToArray()
            : [.. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)type, .. publicKey];
        return BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(named));
    }

    private static bool HasForm(KeyType type, ReadOnlySpan<byte> publicKey) => type switch
    {
        KeyType.Ed25519 or KeyType.Cosignature => publicKey.Length == Ed25519KeyLength,
        KeyType.Ecdsa => P256.Read(publicKey) is { } key && Dispose(key),
        _ => false,
    };

    private bool VerifiesEcdsa(byte[] message, ReadOnlySpan<byte> signature)
    {
        using var key = P256.Read(publicKey)!;
        return key.VerifyData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static bool Dispose(ECDsa key)
    {
        key.Dispose();
        return true;
    }
}
