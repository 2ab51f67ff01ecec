using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PcnAgreements.Domain.Text;

/// <summary>
/// The one way to write a JSON value as bytes that anyone can write again: RFC 8785 (JCS) over strings, whole numbers, booleans, null,
/// arrays and objects. Fractions are never hashed here, so they are refused rather than rounded.
/// </summary>
public static class CanonicalJson
{
    /// <summary>The canonical UTF-8 bytes of a value.</summary>
    /// <exception cref="ArgumentException">
    /// The value holds a number that is not a whole number within ±(2⁵³ − 1), or a lone surrogate.
    /// </exception>
    public static byte[] Write(JsonNode? value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return Strict.GetBytes(text.ToString());
    }

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private const long LargestExact = 9_007_199_254_740_991;

    private static void Write(StringBuilder text, JsonNode? value)
    {
        switch (value)
        {
            case null: text.Append("null"); break;
            case JsonObject members: WriteObject(text, members); break;
            case JsonArray items: WriteArray(text, items); break;
            default: WriteValue(text, value.AsValue()); break;
        }
    }

    private static void WriteObject(StringBuilder text, JsonObject members)
    {
        text.Append('{');
        var first = true;
        // RFC 8785 sorts member names by their UTF-16 code units, which is what an ordinal comparison does.
        foreach (var (name, value) in members.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            if (!first) text.Append(',');
            first = false;
            WriteString(text, name);
            text.Append(':');
            Write(text, value);
        }

        text.Append('}');
    }

    private static void WriteArray(StringBuilder text, JsonArray items)
    {
        text.Append('[');
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) text.Append(',');
            Write(text, items[i]);
        }

        text.Append(']');
    }

    private static void WriteValue(StringBuilder text, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String: WriteString(text, value.GetValue<string>()); break;
            case JsonValueKind.True: text.Append("true"); break;
            case JsonValueKind.False: text.Append("false"); break;
            default: WriteNumber(text, value); break;
        }
    }

    private static void WriteNumber(StringBuilder text, JsonValue value)
    {
        if (!long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || number is > LargestExact or < -LargestExact)
            throw new ArgumentException($"{value.ToJsonString()} is not a whole number that JSON keeps exactly.", nameof(value));
        text.Append(number.ToString(CultureInfo.InvariantCulture));
    }

    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        "\"\\\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000a\u000b\u000c\u000d\u000e\u000f"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        if (value.AsSpan().IndexOfAny(Escaped) < 0) text.Append(value);
        else
        {
            foreach (var c in value) WriteCharacter(text, c);
        }

        text.Append('"');
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
        < ' ' => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
        _ => text.Append(c),
    };
}
