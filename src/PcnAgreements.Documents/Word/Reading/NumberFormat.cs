using System.Globalization;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>Prints a counter as Word does in English.</summary>
internal static class NumberFormat
{
    // Word counts no list further: what a file says beyond is printed as it stands there.
    private const int Highest = 32_767;

    // Letters are repeated up to thirty times; after that Word begins again with one.
    private const int MostLetters = 30 * 26;

    public static string Print(int n, string format) => format switch
    {
        "none" or "bullet" => "",
        "decimalZero" => n.ToString("00", CultureInfo.InvariantCulture),
        "lowerLetter" or "upperLetter" or "lowerRoman" or "upperRoman" when n > Highest => n.ToString(CultureInfo.InvariantCulture),
        "lowerLetter" => Letters(n),
        "upperLetter" => Letters(n).ToUpperInvariant(),
        "lowerRoman" => n < 1 ? "0" : Numbering.Roman(n),
        "upperRoman" => n < 1 ? "0" : Numbering.Roman(n).ToUpperInvariant(),
        "ordinal" => n.ToString(CultureInfo.InvariantCulture) + Suffix(n),
        "cardinalText" => Capital(Cardinal(n)),
        "ordinalText" => Capital(Ordinal(n)),
        _ => n.ToString(CultureInfo.InvariantCulture),
    };

    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen",
        "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static string Letters(int n) => n < 1 ? "" : Numbering.Letters((n - 1) % MostLetters + 1);

    private static string Suffix(int n) => (n % 100 is >= 11 and <= 13 ? 0 : n % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" };

    private static string Cardinal(int n) => n switch
    {
        < 0 or > 999 => n.ToString(CultureInfo.InvariantCulture),
        < 20 => Small[n],
        < 100 => n % 10 == 0 ? Tens[n / 10] : $"{Tens[n / 10]}-{Small[n % 10]}",
        _ => n % 100 == 0 ? $"{Small[n / 100]} hundred" : $"{Small[n / 100]} hundred {Cardinal(n % 100)}",
    };

    private static string Ordinal(int n)
    {
        var text = Cardinal(n);
        var at = text.LastIndexOfAny(['-', ' ']) + 1;
        var last = text[at..] switch
        {
            "one" => "first",
            "two" => "second",
            "three" => "third",
            "five" => "fifth",
            "eight" => "eighth",
            "nine" => "ninth",
            "twelve" => "twelfth",
            ['t', 'w' or 'h' or 'o' or 'e' or 'i', .., 't', 'y'] tens => tens[..^1] + "ieth",
            [.. var tens, 't', 'y'] => tens + "tieth",
            var other => other + "th",
        };
        return text[..at] + last;
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
