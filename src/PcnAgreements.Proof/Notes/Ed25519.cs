using System.Numerics;
using System.Security.Cryptography;

namespace PcnAgreements.Proof.Notes;

/// <summary>
/// Checks Ed25519 signatures (RFC 8032, section 5.1.7) in plain arithmetic, because the base library does not know them and a verifier
/// must need nothing else. It works on public values only, so that its running time gives nothing away; it must never be made to sign.
/// </summary>
internal static class Ed25519
{
    public const int SignatureLength = 64;

    private static readonly BigInteger P = (BigInteger.One << 255) - 19;
    private static readonly BigInteger Order = (BigInteger.One << 252) + BigInteger.Parse("27742317777372353535851937790883648493", null);
    private static readonly BigInteger D = Mod(-121665 * Inverse(121666));
    private static readonly BigInteger RootOfMinusOne = BigInteger.ModPow(2, (P - 1) / 4, P);
    private static readonly Point Base = Decode(EncodedBase())!.Value;

    /// <summary>Whether a signature is that key's over a message. Encodings that are not the one right one are refused.</summary>
    public static bool Verifies(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != 32 || signature.Length != SignatureLength) return false;
        var s = Number(signature[32..]);
        if (s >= Order || Decode(publicKey) is not { } key) return false;

        byte[] hashed = [.. signature[..32], .. publicKey, .. message];
        var k = Number(SHA512.HashData(hashed)) % Order;

        // R = s·B − k·A, compared as bytes: whatever else would encode to R is refused with it.
        return Encode(Sum(Base, s, Negate(key), k)).AsSpan().SequenceEqual(signature[..32]);
    }

    // Extended coordinates: x = X/Z, y = Y/Z, x·y = T/Z.
    private readonly record struct Point(BigInteger X, BigInteger Y, BigInteger Z, BigInteger T);

    private static Point Add(Point p, Point q)
    {
        var a = Mod((p.Y - p.X) * (q.Y - q.X));
        var b = Mod((p.Y + p.X) * (q.Y + q.X));
        var c = Mod(2 * Mod(p.T * q.T) * D);
        var d = Mod(2 * p.Z * q.Z);
        var (e, f, g, h) = (b - a, d - c, d + c, b + a);
        return new(Mod(e * f), Mod(g * h), Mod(f * g), Mod(e * h));
    }

    private static Point Double(Point p)
    {
        var a = Mod(p.X * p.X);
        var b = Mod(p.Y * p.Y);
        var h = a + b;
        var e = h - Mod((p.X + p.Y) * (p.X + p.Y));
        var g = a - b;
        var f = Mod(2 * p.Z * p.Z) + g;
        return new(Mod(e * f), Mod(g * h), Mod(f * g), Mod(e * h));
    }

    // p·m + q·n, both at once: one doubling for each bit, and at most one addition.
    private static Point Sum(Point p, BigInteger m, Point q, BigInteger n)
    {
        var both = Add(p, q);
        var sum = new Point(0, 1, 1, 0);
        for (var bit = (int)Math.Max(m.GetBitLength(), n.GetBitLength()) - 1; bit >= 0; bit--)
        {
            sum = Double(sum);
            var (inM, inN) = (!(m >> bit).IsEven, !(n >> bit).IsEven);
            if (inM || inN) sum = Add(sum, inM && inN ? both : inM ? p : q);
        }

        return sum;
    }

    private static Point Negate(Point p) => new(Mod(-p.X), p.Y, p.Z, Mod(-p.T));

    private static Point? Decode(ReadOnlySpan<byte> bytes)
    {
        var all = Number(bytes);
        var isOdd = !(all >> 255).IsZero;
        var y = all & ((BigInteger.One << 255) - 1);
        if (y >= P) return null;

        // x² = (y² − 1) / (d·y² + 1); the root is found by one power, and perhaps a factor √−1.
        var u = Mod((y * y) - 1);
        var v = Mod((D * y * y) + 1);
        var x = Mod(u * Inverse(v));
        x = BigInteger.ModPow(x, (P + 3) / 8, P);
        if (Mod((v * x * x) - u) != 0) x = Mod(x * RootOfMinusOne);
        if (Mod((v * x * x) - u) != 0) return null;
        if (x.IsZero && isOdd) return null;
        if (x.IsEven == isOdd) x = P - x;
        return new(x, y, 1, Mod(x * y));
    }

    private static byte[] Encode(Point p)
    {
        var z = Inverse(p.Z);
        var x = Mod(p.X * z);
        var bytes = new byte[32];
        Mod(p.Y * z).TryWriteBytes(bytes, out _, isUnsigned: true, isBigEndian: false);
        if (!x.IsEven) bytes[31] |= 0x80;
        return bytes;
    }

    private static byte[] EncodedBase()
    {
        var bytes = new byte[32];
        Mod(4 * Inverse(5)).TryWriteBytes(bytes, out _, isUnsigned: true, isBigEndian: false);
        return bytes;
    }

    private static BigInteger Number(ReadOnlySpan<byte> littleEndian) => new(littleEndian, isUnsigned: true, isBigEndian: false);

    private static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(Mod(value), P - 2, P);

    private static BigInteger Mod(BigInteger value)
    {
        var rest = value % P;
        return rest.Sign < 0 ? rest + P : rest;
    }
}
