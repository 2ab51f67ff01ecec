using System.Globalization;
using System.Text.Json;
using PcnAgreements.Domain;

namespace PcnAgreements.Api.Views;

/// <summary>How values are said on pages for people.</summary>
internal static class Words
{
    /// <summary>A value of a closed list: <c>In review</c>.</summary>
    public static string Of<T>(T value) where T : struct, Enum
    {
        var words = JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()).Replace('_', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>A day.</summary>
    public static string Of(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A moment, as clocks in London show it.</summary>
    public static string Of(DateTimeOffset moment)
    {
        var local = London.TimeOf(moment);
        return local.ToString("d MMMM yyyy, HH:mm:ss", CultureInfo.InvariantCulture) + (local == moment.UtcDateTime ? " GMT" : " BST");
    }
}
