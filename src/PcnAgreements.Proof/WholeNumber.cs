using System.Globalization;

namespace PcnAgreements.Proof;

/// <summary>Whole numbers in their one decimal form: digits only, no leading nought.</summary>
internal static class WholeNumber
{
    public static bool TryParse(ReadOnlySpan<char> text, out long number)
    {
        number = 0;
        return text.Length is > 0 and < 20 && (text[0] != '0' || text.Length == 1)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
