using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PcnAgreements.Proof.Merkle;

/// <summary>
/// A SHA-256 hash in the tree of RFC 6962: of a leaf, <c>SHA-256(0x00‖entry)</c>, or of what lies below a node,
/// <c>SHA-256(0x01‖left‖right)</c>. The prefixes keep a leaf from ever passing as a node.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct TreeHash : IEquatable<TreeHash>
{
    /// <summary>How many bytes a hash has.</summary>
    public const int Length = 32;

    private readonly ulong first, second, third, fourth;

    /// <summary>A hash from its bytes.</summary>
    /// <exception cref="ArgumentException">There are not exactly 32.</exception>
    public TreeHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length) throw new ArgumentException($"A tree hash has {Length} bytes, not {bytes.Length}.", nameof(bytes));
        this = MemoryMarshal.Read<TreeHash>(bytes);
    }

    /// <summary>The root of a tree without leaves: SHA-256 of nothing.</summary>
    public static TreeHash OfNothing { get; } = new(SHA256.HashData([]));

    /// <summary>The hash of a leaf with these bytes as its entry.</summary>
    public static TreeHash OfLeaf(ReadOnlySpan<byte> entry)
    {
        if (entry.Length >= 1024) return OfLongLeaf(entry);
        Span<byte> prefixed = stackalloc byte[entry.Length + 1];
        prefixed[0] = 0;
        entry.CopyTo(prefixed[1..]);
        return OfPrefixed(prefixed);
    }

    /// <summary>The hash of the node above two others.</summary>
    public static TreeHash OfChildren(in TreeHash left, in TreeHash right)
    {
        Span<byte> prefixed = stackalloc byte[1 + Length + Length];
        prefixed[0] = 1;
        left.CopyTo(prefixed[1..]);
        right.CopyTo(prefixed[(1 + Length)..]);
        return OfPrefixed(prefixed);
    }

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> bytes) => MemoryMarshal.Write(bytes, in this);

    /// <summary>The 32 bytes.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Reads standard Base64 with its padding, and nothing that merely decodes to the same bytes.</summary>
    public static bool TryParse([NotNullWhen(true)] string? base64, out TreeHash hash)
    {
        var ok = StrictBase64.TryDecode(base64, out var bytes) && bytes.Length == Length;
        hash = ok ? new(bytes) : default;
        return ok;
    }

    /// <summary>Standard Base64, as checkpoints and proofs have it.</summary>
    public override string ToString() => Convert.ToBase64String(ToArray());

    /// <summary>Lower-case hexadecimal.</summary>
    public string ToHex() => Convert.ToHexStringLower(ToArray());

    /// <inheritdoc/>
    public bool Equals(TreeHash other) =>
        first == other.first && second == other.second && third == other.third && fourth == other.fourth;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TreeHash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => first.GetHashCode();

    /// <summary>Whether two hashes are the same.</summary>
    public static bool operator ==(TreeHash left, TreeHash right) => left.Equals(right);

    /// <summary>Whether two hashes differ.</summary>
    public static bool operator !=(TreeHash left, TreeHash right) => !left.Equals(right);

    private static TreeHash OfPrefixed(ReadOnlySpan<byte> prefixed)
    {
        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(prefixed, hash);
        return new(hash);
    }

    private static TreeHash OfLongLeaf(ReadOnlySpan<byte> entry)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData([0]);
        sha.AppendData(entry);
        return new(sha.GetHashAndReset());
    }
}
