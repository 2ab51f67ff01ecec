using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PcnAgreements.Domain.Text;

/// <summary>
/// The hash that names a whole text: SHA-256, lower-case hex, over the RFC 8785 canonical JSON of the list of
/// <c>{"clause", "hash", "number"}</c> in reading order, struck-out clauses left out.
/// </summary>
public static partial class TextHash
{
    /// <summary>The hash of a text as it is printed.</summary>
    public static string Of(IEnumerable<PrintedClause> text) => Of(new JsonArray([.. text.Select(JsonNode (c) => new JsonObject
    {
        ["clause"] = c.Key.ToString(),
        ["number"] = c.Number,
        ["hash"] = c.Wording.Hash,
    })]));

    /// <summary>Whether a text has the one form that every hash has here: 64 hexadecimal digits, lower case.</summary>
    public static bool HasForm(string text) => Form().IsMatch(text);

    /// <summary>SHA-256, lower-case hex, over the canonical JSON of any value.</summary>
    public static string Of(JsonNode value) => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Write(value)));

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Form();
}
