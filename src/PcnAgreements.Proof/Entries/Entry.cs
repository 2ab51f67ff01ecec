using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PcnAgreements.Proof.Merkle;

namespace PcnAgreements.Proof.Entries;

/// <summary>
/// What the log says of one event: enough to know what happened, when, and that its data were these, and nothing about a person. Its bytes
/// are the canonical JSON of exactly these members; they are the leaf.
/// </summary>
/// <param name="Origin">The log's name, without its epoch: an entry is the same in every epoch.</param>
/// <param name="Position">The event's place in the store.</param>
/// <param name="Stream">The stream, such as <c>agreement-…</c>.</param>
/// <param name="Version">The event's place in its stream, from one, without gaps.</param>
/// <param name="At">When it was written, UTC, to the microsecond.</param>
/// <param name="Type">The event's name.</param>
/// <param name="Organisation">For which organisation it was done; null for the service itself and for operators.</param>
/// <param name="OnBehalfOf">The practice for which it was recorded by another; else null.</param>
/// <param name="Authority">By what right.</param>
/// <param name="Person">The commitment to who did it; null for the service itself.</param>
/// <param name="Request">The id of the request that caused it; null when none did.</param>
/// <param name="Text">The hash of the exact text or clause it is about; null when it is about none.</param>
/// <param name="Data">SHA-256 of the event's canonical data, lower-case hex.</param>
public sealed record Entry(
    string Origin,
    long Position,
    string Stream,
    long Version,
    DateTimeOffset At,
    string Type,
    string? Organisation,
    string? OnBehalfOf,
    string Authority,
    string? Person,
    string? Request,
    string? Text,
    string Data)
{
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>The hash of an event's data, and that of the text it is about: its <c>textHash</c>, or else its <c>hash</c>.</summary>
    /// <param name="canonicalData">The data as <see cref="CanonicalJson"/> writes them.</param>
    public static (string Data, string? Text) HashesOf(ReadOnlyMemory<byte> canonicalData)
    {
        using var document = JsonDocument.Parse(canonicalData);
        return (Convert.ToHexStringLower(SHA256.HashData(canonicalData.Span)), Named("textHash") ?? Named("hash"));

        string? Named(string name) =>
            document.RootElement is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    /// <summary>The hash of the entry as a leaf of the tree.</summary>
    public TreeHash Leaf => TreeHash.OfLeaf(ToBytes());

    /// <summary>The bytes that are hashed.</summary>
    public byte[] ToBytes()
    {
        var json = new StringBuilder(512).Append('{');
        Member("at", At.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture));
        Member("authority", Authority);
        Member("data", Data);
        Member("onBehalfOf", OnBehalfOf);
        Member("organisation", Organisation);
        Member("origin", Origin);
        Member("person", Person);
        json.Append(CultureInfo.InvariantCulture, $"\"position\":{Position},");
        Member("request", Request);
        Member("stream", Stream);
        Member("text", Text);
        Member("type", Type);
        json.Append(CultureInfo.InvariantCulture, $"\"version\":{Version}}}");
        return Encoding.UTF8.GetBytes(json.ToString());

        void Member(string name, string? value)
        {
            json.Append('"').Append(name).Append("\":");
            if (value is null) json.Append("null");
            else CanonicalJson.WriteString(json, value);
            json.Append(',');
        }
    }

    /// <summary>Reads an entry from its bytes; false for anything but their one form.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Entry? entry)
    {
        entry = null;
        if (!EntryParts.TryRead(bytes, out var parts)) return false;
        var time = Encoding.ASCII.GetString(parts.At);
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal;
        if (!DateTimeOffset.TryParseExact(time, TimeForm, CultureInfo.InvariantCulture, utc, out var at)) return false;
        entry = new(
            Plain(parts.Origin)!,
            parts.Position,
            Plain(parts.Stream)!,
            parts.Version,
            at,
            Plain(parts.Type)!,
            Plain(parts.Organisation),
            Plain(parts.OnBehalfOf),
            Plain(parts.Authority)!,
            Plain(parts.Person),
            Plain(parts.Request),
            Plain(parts.Text),
            Plain(parts.Data)!);
        return true;
    }

    // Null's slice is empty; a string's has at least its quotes.
    private static string? Plain(ReadOnlySpan<byte> quoted)
    {
        if (quoted.IsEmpty) return null;
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.GetString();
    }
}
