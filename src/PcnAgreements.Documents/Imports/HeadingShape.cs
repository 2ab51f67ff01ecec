namespace PcnAgreements.Documents.Imports;

/// <summary>Tells the words of a heading from a short sentence.</summary>
internal static class HeadingShape
{
    /// <summary>
    /// Whether a paragraph of its own after a label reads as a heading: a few words, beginning large, with no stop at the end.
    /// </summary>
    public static bool Fits(string text) =>
        text.Length is > 0 and <= 100 && text[^1] is not ('.' or ';' or ',' or ':' or '-') && !text.Contains('\n', StringComparison.Ordinal)
        && (char.IsUpper(text[0]) || text.StartsWith("**", StringComparison.Ordinal)) && text.Count(c => c == ' ') < 12
        && !text.EndsWith(" and", StringComparison.Ordinal) && !text.EndsWith(" or", StringComparison.Ordinal);
}
