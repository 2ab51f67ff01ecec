using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// The hash of what is signed: SHA-256, lower-case hex, over the RFC 8785 canonical JSON of <c>{"agreement", "title", "kind", "parties":
/// [{"ods", "role"}], "effectiveFrom", "textHash"}</c>, parties in the order of their codes, <c>effectiveFrom</c> null when it is left to
/// the last signature.
/// </summary>
public static class SigningHash
{
    /// <summary>The hash for an agreement as it stands.</summary>
    public static string Of(Agreement agreement) => TextHash.Of(Signed(agreement));

    /// <summary>What is hashed, for whoever wants to compute it again.</summary>
    public static JsonObject Signed(Agreement agreement) => new()
    {
        ["agreement"] = agreement.Id.ToString(),
        ["title"] = agreement.Title,
        ["kind"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(agreement.Kind.ToString()),
        ["parties"] = new JsonArray([.. agreement.Parties.Values.Select(JsonNode (p) => new JsonObject
        {
            ["ods"] = p.Ods.ToString(),
            ["role"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Terms.Role.ToString()),
        })]),
        ["effectiveFrom"] = agreement.EffectiveFrom?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["textHash"] = agreement.Text.TextHash,
    };
}
