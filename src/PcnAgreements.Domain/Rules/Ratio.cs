using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PcnAgreements.Domain.Rules;

/// <summary>
/// A share that a rule asks for, such as <c>2/3</c>: two whole numbers of up to nine digits each, kept as they were written and never
/// reduced. That it lies above 0 and at most 1 is a rule's to check (<see cref="IsInRange"/>): what is out of range still parses.
/// </summary>
[JsonConverter(typeof(RatioJson))]
public readonly record struct Ratio
{
    private Ratio(int numerator, int denominator)
    {
        Numerator = numerator;
        Denominator = denominator;
    }

    /// <summary>The number before the stroke.</summary>
    public int Numerator { get; }

    /// <summary>The number after the stroke; 0 can be written and is then out of range.</summary>
    public int Denominator { get; }

    /// <summary>Whether the share is above 0 and at most 1, as everything below assumes.</summary>
    public bool IsInRange => Numerator > 0 && Numerator <= Denominator;

    /// <summary>Whether the share is the whole, however it is written.</summary>
    public bool IsWhole => IsInRange && Numerator == Denominator;

    /// <summary>Whether the share is one half, however it is written.</summary>
    public bool IsHalf => IsInRange && 2L * Numerator == Denominator;

    /// <summary>Reads two whole numbers of one to nine digits with a stroke between them and nothing else; null is no ratio.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Ratio ratio)
    {
        ratio = default;
        var stroke = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (stroke < 0 || !TryParseWhole(text.AsSpan(0, stroke), out var numerator)
            || !TryParseWhole(text.AsSpan(stroke + 1), out var denominator)) return false;
        ratio = new(numerator, denominator);
        return true;
    }

    /// <summary>Reads a ratio that the record itself, or a test, wrote.</summary>
    /// <exception cref="FormatException">The text is no ratio.</exception>
    public static Ratio Parse(string text) =>
        TryParse(text, out var ratio) ? ratio : throw new FormatException($"'{text}' is not a ratio.");

    /// <summary>Negative, zero or positive as a part is less than, just, or more than this share of the whole; exact.</summary>
    public int Compare(long part, long whole) => ((Int128)part * Denominator).CompareTo((Int128)whole * Numerator);

    /// <summary>The smallest whole number that is at least this share of <paramref name="whole"/>.</summary>
    public long LeastReaching(long whole) => (long)(((Int128)whole * Numerator + Denominator - 1) / Denominator);

    /// <summary>The smallest whole number that is more than this share of <paramref name="whole"/>.</summary>
    public long LeastExceeding(long whole) => (long)((Int128)whole * Numerator / Denominator + 1);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Numerator.ToString(CultureInfo.InvariantCulture)}/{Denominator.ToString(CultureInfo.InvariantCulture)}";

    private static bool TryParseWhole(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        return digits.Length is > 0 and < 10 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}

/// <summary>Writes a ratio as the string it is in JSON, <c>"2/3"</c>, and reads nothing else.</summary>
internal sealed class RatioJson : JsonConverter<Ratio>
{
    public override Ratio Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && Ratio.TryParse(reader.GetString(), out var ratio)
            ? ratio
            : throw new JsonFormException("must be a ratio of two whole numbers of up to nine digits, such as \"2/3\"");

    public override void Write(Utf8JsonWriter writer, Ratio value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
