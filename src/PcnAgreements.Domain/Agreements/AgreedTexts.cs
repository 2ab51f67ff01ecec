using System.Text.Json.Nodes;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// Every wording that anyone agreed to, as the audit pack carries it: each revision of each clause, and each whole text that was put to a
/// ballot or frozen for signing, by its hash. Its form is fixed for life, as that of <see cref="RecordJson"/>.
/// </summary>
public sealed class AgreedTexts
{
    private readonly SortedDictionary<string, JsonArray> texts = new(StringComparer.Ordinal);

    /// <summary>The whole texts, by their hashes.</summary>
    public IReadOnlyDictionary<string, JsonArray> Texts => texts;

    /// <summary>Notes what an event put before the parties.</summary>
    /// <param name="agreement">The agreement after the event.</param>
    /// <param name="happened">The event.</param>
    public void Note(Agreement agreement, DomainEvent happened)
    {
        if (happened is BallotOpened or SigningOpened) texts.TryAdd(agreement.Text.TextHash, Whole(agreement.Text));
    }

    /// <summary>The text as it stands, clause by clause in reading order, as it is hashed but with its words.</summary>
    public static JsonArray Whole(ClauseTree text) => new([.. text.Printed.Select(JsonNode (c) => new JsonObject
    {
        ["clause"] = c.Key.ToString(),
        ["number"] = c.Number,
        ["hash"] = c.Wording.Hash,
        ["heading"] = c.Wording.Heading,
        ["body"] = c.Wording.Body,
    })]);

    /// <summary>Every revision of every clause, in the order of their keys.</summary>
    public static JsonArray Clauses(Agreement agreement) => new([
        .. from clause in agreement.Revisions.OrderBy(r => r.Key.ToString(), StringComparer.Ordinal)
           from revision in clause.Value
           select (JsonNode)new JsonObject
           {
               ["clause"] = clause.Key.ToString(),
               ["revision"] = revision.Number,
               ["hash"] = revision.Wording.Hash,
               ["heading"] = revision.Wording.Heading,
               ["body"] = revision.Wording.Body,
           }]);
}
