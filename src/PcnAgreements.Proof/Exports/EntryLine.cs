using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PcnAgreements.Proof.Entries;
using PcnAgreements.Proof.Merkle;

namespace PcnAgreements.Proof.Exports;

/// <summary>What one line of an export comes to, looked at by itself.</summary>
/// <param name="Leaf">The hash of its entry.</param>
/// <param name="Stream">Which stream it is of: half of a SHA-256, so that millions fit in memory.</param>
/// <param name="Version">Its place in that stream.</param>
/// <param name="Begins">The epoch that it begins, where its data are there to say so; else null.</param>
/// <param name="Problem">What is wrong with it, in words; null when nothing is.</param>
internal readonly record struct EntryLine(TreeHash Leaf, UInt128 Stream, long Version, EpochStart? Begins, string? Problem)
{
    private const int LeafLength = 44;

    /// <summary>Whether its data are left out.</summary>
    public bool IsWithheld { get; private init; }

    /// <summary>Looks at a line, without its line end.</summary>
    public static EntryLine Read(ReadOnlySpan<byte> line, ReadOnlySpan<byte> origin)
    {
        if (line.Length < LeafLength + 2 || line[LeafLength] != '\t') return Wrong("its line does not have the form of one");
        var stored = line[..LeafLength];
        var rest = line[(LeafLength + 1)..];
        var tab = rest.IndexOf((byte)'\t');
        var entry = tab < 0 ? rest : rest[..tab];
        var data = tab < 0 ? default : rest[(tab + 1)..];
        if (entry is [(byte)LogExportWriter.DamageMark, .. var why])
            return Wrong($"it is not what was recorded: {Encoding.UTF8.GetString(why)}");
        if (!EntryParts.TryRead(entry, out var parts)) return Wrong("what the log has of it does not have the form of an entry");
        var leaf = TreeHash.OfLeaf(entry);
        if (!IsSame(leaf, stored)) return Wrong("it is not what was recorded: its hash is not the one the log stored for it");
        if (!parts.Origin[1..^1].SequenceEqual(origin)) return Wrong($"it belongs to another log, {Encoding.UTF8.GetString(parts.Origin)}");
        if (tab >= 0 && ProblemOf(data, parts) is { } problem) return Wrong(problem);
        Span<byte> stream = stackalloc byte[32];
        SHA256.HashData(parts.Stream, stream);
        var begins = tab >= 0 && parts.Type.SequenceEqual("\"epoch_begun\""u8) && parts.Stream.SequenceEqual("\"log-epochs\""u8);
        return new(leaf, MemoryMarshal.Read<UInt128>(stream), parts.Version, begins ? EpochStart.Read(data) : null, null)
        {
            IsWithheld = tab < 0,
        };
    }

    private static EntryLine Wrong(string problem) => new(default, default, 0, null, problem);

    private static bool IsSame(TreeHash leaf, ReadOnlySpan<byte> stored)
    {
        Span<byte> bytes = stackalloc byte[TreeHash.Length];
        Span<byte> base64 = stackalloc byte[LeafLength];
        leaf.CopyTo(bytes);
        Base64.EncodeToUtf8(bytes, base64, out _, out _);
        return stored.SequenceEqual(base64);
    }

    /// <summary>What is wrong between an entry and the data beside it; null when nothing is.</summary>
    public static string? ProblemOf(ReadOnlySpan<byte> data, in EntryParts entry)
    {
        Span<byte> hash = stackalloc byte[32];
        Span<char> hex = stackalloc char[64];
        SHA256.HashData(data, hash);
        Convert.TryToHexStringLower(hash, hex, out _);
        if (!Ascii.Equals(entry.Data[1..^1], hex)) return "its data were altered: their hash is not the one in the entry";
        return TextOf(data, out var text) && text.SequenceEqual(entry.Text) ? null : "its data are about another text than the entry says";
    }

    // The member textHash, or else hash, of the data's own members; data that are no object are about no text.
    private static bool TextOf(ReadOnlySpan<byte> data, out ReadOnlySpan<byte> quoted)
    {
        quoted = default;
        try
        {
            var reader = new Utf8JsonReader(data);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return true;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isTextHash = reader.ValueTextEquals("textHash"u8);
                var isNamed = isTextHash || (quoted.IsEmpty && reader.ValueTextEquals("hash"u8));
                reader.Read();
                if (isNamed && reader.TokenType == JsonTokenType.String)
                {
                    var start = (int)reader.TokenStartIndex;
                    quoted = data[start..(int)reader.BytesConsumed];
                    if (isTextHash) return true;
                }

                reader.Skip();
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
