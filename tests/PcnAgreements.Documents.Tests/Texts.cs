using PcnAgreements.Domain;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Tests;

/// <summary>Clauses as tests write them.</summary>
internal static class Texts
{
    public static ClauseKey Key(string key) => ClauseKey.Parse(key);

    public static PrintedClause Clause(
        string key, string? number, string? heading, string body = "", int level = 1, string? parent = null, bool schedule = false,
        bool blank = false) =>
        new(Key(key), number, level, parent is null ? null : Key(parent), schedule, Wording.Of(heading, body), blank);
}
