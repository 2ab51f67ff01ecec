using System.Globalization;

namespace PcnAgreements.Domain.Summaries;

/// <summary>Numbers, dates and lists as a practice manager writes them.</summary>
internal static class Words
{
    private const int LongestQuote = 120;

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Count(long number, string noun) => $"{Number(number)} {noun}{(number == 1 ? "" : "s")}";

    public static string Count(long number, string stem, string one, string many) => $"{Number(number)} {stem}{(number == 1 ? one : many)}";

    public static string A(string noun) => "aeiou".Contains(noun[0], StringComparison.Ordinal) ? $"an {noun}" : $"a {noun}";

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset moment) =>
        London.TimeOf(moment).ToString("d MMMM yyyy 'at' HH:mm", CultureInfo.InvariantCulture) + " (UK time)";

    public static string And(IReadOnlyList<string> parts) =>
        parts.Count < 2 ? string.Concat(parts) : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}";

    public static string Period(DateOnly? from, DateOnly? until) => (from, until) switch
    {
        ({ } first, { } last) => $" from {Day(first)} until {Day(last)}",
        ({ } first, null) => $" from {Day(first)}",
        (null, { } last) => $" until {Day(last)}",
        _ => "",
    };

    /// <summary>A few words somebody wrote, on one line and not too long.</summary>
    public static string Quote(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        var runes = line.EnumerateRunes().ToList();
        return $"“{(runes.Count > LongestQuote ? string.Concat(runes.Take(LongestQuote)) + "…" : line)}”";
    }
}
