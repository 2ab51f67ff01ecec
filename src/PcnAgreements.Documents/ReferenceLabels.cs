using PcnAgreements.Domain;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents;

/// <summary>How a reference to a clause is printed in one text.</summary>
internal sealed class ReferenceLabels(IEnumerable<PrintedClause> clauses)
{
    private readonly Dictionary<ClauseKey, PrintedClause> known = clauses.DistinctBy(c => c.Key).ToDictionary(c => c.Key);

    /// <summary>
    /// Clauses that stand elsewhere in the text this one is compared with: here they go by another mark, since a document may hold a mark
    /// only once.
    /// </summary>
    public IReadOnlySet<ClauseKey> Gone { get; init; } = new HashSet<ClauseKey>();

    /// <summary>Whether the clause stands in this text.</summary>
    public bool Has(ClauseKey key) => known.ContainsKey(key);

    /// <summary>The clause; null when it does not stand in this text.</summary>
    public PrintedClause? Find(ClauseKey key) => known.GetValueOrDefault(key);

    /// <summary>
    /// Its number; the heading of one that has no number; what was written when it is not there, so that a reader sees it dangle.
    /// </summary>
    public string Of(ClauseKey key) =>
        known.GetValueOrDefault(key) is { } clause ? clause.Number ?? clause.Wording.Heading ?? key.ToString() : $"[[{key}]]";
}
