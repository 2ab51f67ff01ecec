using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace PcnAgreements.Proof.Notes;

/// <summary>One signature line of a note. Its key is named by name and id together.</summary>
/// <param name="Name">The key's name.</param>
/// <param name="KeyId">The key's id.</param>
/// <param name="Signature">The signature itself, in the form of the key's type.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Signature)
{
    /// <summary>Whether two lines claim to come from one key.</summary>
    public bool IsBySameKey(NoteSignature other) => Name == other.Name && KeyId == other.KeyId;

    /// <summary>Reads a line, without its line end.</summary>
    public static bool TryParse(string line, [NotNullWhen(true)] out NoteSignature? signature)
    {
        signature = null;
        if (!line.StartsWith("— ", StringComparison.Ordinal)) return false;
        var parts = line[2..].Split(' ');
        if (parts.Length != 2 || !IsName(parts[0])) return false;
        if (!StrictBase64.TryDecode(parts[1], out var bytes) || bytes.Length < 5) return false;
        signature = new(parts[0], BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(4));
        return true;
    }

    /// <summary>Whether a text may name a key: not empty, no space of any kind, no plus sign.</summary>
    public static bool IsName(string text) => text.Length > 0 && !text.Any(c => char.IsWhiteSpace(c) || c == '+' || c < ' ');

    /// <summary>The line as it stands in a note, without its line end.</summary>
    public override string ToString()
    {
        var bytes = new byte[4 + Signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Signature.Span.CopyTo(bytes.AsSpan(4));
        return $"— {Name} {Convert.ToBase64String(bytes)}";
    }
}
