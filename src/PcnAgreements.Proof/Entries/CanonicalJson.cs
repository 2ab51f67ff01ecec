using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PcnAgreements.Proof.Entries;

/// <summary>
/// RFC 8785 (JCS) over strings, whole numbers within ±(2⁵³ − 1), booleans, null, arrays and objects: JSON as it is hashed. Anything else,
/// a fraction or a member twice, has no canonical form here.
/// </summary>
public static class CanonicalJson
{
    private const long LargestExact = 9_007_199_254_740_991;

    private static readonly JsonDocumentOptions Strictly = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes JSON, however it is laid out, in its canonical form.</summary>
    /// <param name="json">UTF-8, such as a database gives it.</param>
    /// <param name="canonical">The same value's one form.</param>
    public static bool TryWrite(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out byte[]? canonical)
    {
        canonical = null;
        try
        {
            using var document = JsonDocument.Parse(json, Strictly);
            var text = new StringBuilder();
            if (!Write(text, document.RootElement)) return false;
            canonical = Utf8.GetBytes(text.ToString());
            return true;
        }
        catch (Exception e) when (e is JsonException or EncoderFallbackException or InvalidOperationException)
        {
            // No JSON, or half a surrogate pair.
            return false;
        }
    }

    /// <summary>Whether JSON is in its canonical form, byte for byte.</summary>
    public static bool IsCanonical(ReadOnlyMemory<byte> json) =>
        TryWrite(json, out var canonical) && canonical.AsSpan().SequenceEqual(json.Span);

    /// <summary>Adds a string in its canonical form, quotes included.</summary>
    internal static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value) WriteCharacter(text, c);
        text.Append('"');
    }

    private static bool Write(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object: return WriteObject(text, value);
            case JsonValueKind.Array: return WriteArray(text, value);
            case JsonValueKind.String: WriteString(text, value.GetString()!); return true;
            case JsonValueKind.Number: return WriteNumber(text, value);
            default: text.Append(value.GetRawText()); return true;
        }
    }

    private static bool WriteObject(StringBuilder text, JsonElement members)
    {
        text.Append('{');
        var first = true;
        // Sorted by UTF-16 code units, which is what an ordinal comparison does.
        foreach (var member in members.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
        {
            if (!first) text.Append(',');
            first = false;
            WriteString(text, member.Name);
            text.Append(':');
            if (!Write(text, member.Value)) return false;
        }

        text.Append('}');
        return true;
    }

    private static bool WriteArray(StringBuilder text, JsonElement items)
    {
        text.Append('[');
        var first = true;
        foreach (var item in items.EnumerateArray())
        {
            if (!first) text.Append(',');
            first = false;
            if (!Write(text, item)) return false;
        }

        text.Append(']');
        return true;
    }

    private static bool WriteNumber(StringBuilder text, JsonElement value)
    {
        var isWhole = long.TryParse(value.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        if (!isWhole || number is > LargestExact or < -LargestExact) return false;
        text.Append(CultureInfo.InvariantCulture, $"{number}");
        return true;
    }

    private static void WriteCharacter(StringBuilder text, char c) => _ = c switch
    {
        '"' => text.Append("\\\""),
        '\\' => text.Append("\\\\"),
        '\b' => text.Append("\\b"),
        '\f' => text.Append("\\f"),
        '\n' => text.Append("\\n"),
        '\r' => text.Append("\\r"),
        '\t' => text.Append("\\t"),
        < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
        _ => text.Append(c),
    };
}
