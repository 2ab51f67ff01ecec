using System.Text.Json;
using PcnAgreements.Domain.Agreements;
using static PcnAgreements.Domain.Summaries.Words;

namespace PcnAgreements.Domain.Summaries;

/// <summary>What things are called in a summary.</summary>
internal sealed partial class AgreementSummary
{
    /// <summary>Who did it, as the subject of a sentence: an organisation, never a person.</summary>
    private string Who => actor switch
    {
        { OnBehalfOf: { } practice } => Name(practice),
        { Organisation: { } ods } => Name(ods),
        { Authority: "system" } => "The service",
        _ => $"Somebody acting as {actor.Authority}",
    };

    /// <summary>
    /// An organisation's name on record; with its code where two parties share the name, the code alone where no name is known.
    /// </summary>
    private string Name(OdsCode ods)
    {
        var name = NameIn(after, ods) ?? NameIn(before, ods);
        if (name is null) return ods.ToString();
        return after.Parties.Values.Any(p => p.Ods != ods && p.Terms.Name == name) ? $"{name} ({ods})" : name;
    }

    private static string? NameIn(Agreement agreement, OdsCode ods) =>
        agreement.Parties.TryGetValue(ods, out var party) ? party.Terms.Name
        : agreement.Exists && ods == agreement.Convenor ? agreement.ConvenorName
        : agreement.Ballots.SelectMany(b => b.Opened.Roll).FirstOrDefault(r => r.Ods == ods)?.Name;

    private string Clause(ClauseKey key) => Clause(key, after);

    private static string Clause(ClauseKey key, Agreement agreement) => Called(agreement.Text.Number(key) ?? key.ToString());

    private static string Called(string number) => number.StartsWith("Schedule", StringComparison.Ordinal) ? number : $"clause {number}";

    private string Moved(ClauseKey key)
    {
        var (old, now) = (before.Text.Number(key), after.Text.Number(key));
        var name = Called(old ?? key.ToString());
        return now is null || now == old ? name : $"{name}, which is now {now}";
    }

    private static string Below(ClauseKey key, Agreement agreement) =>
        agreement.Text.Subtree(key).Count(c => !c.Struck) is > 1 and var n ? $" and {Count(n - 1, "clause")} below it" : "";

    private static string Comment(CommentKey key, bool isInternal) => isInternal ? $"internal comment {key}" : $"comment {key}";

    private string Amendment(AmendmentKey key) =>
        after.Find(key) is { } amendment ? $"amendment {key} of {Name(amendment.Proposal.By)}" : $"amendment {key}";

    private string Proposal(AmendmentProposed e) => e switch
    {
        { Op: AmendmentOp.Reword, Clause: { } clause } => $"other words for {Clause(clause)}",
        { Op: AmendmentOp.Strike, Clause: { } clause } => $"to strike out {Clause(clause)}",
        { Op: AmendmentOp.Move, Clause: { } clause } => $"to move {Clause(clause)}",
        _ => "a new clause",
    };

    private string Subject(BallotOpened e) => e.Subject switch
    {
        { Clause: { } clause } => $" on {Clause(clause)} (revision {e.Revision})",
        { Amendment: { } amendment } => $" on {Amendment(amendment)}",
        { Party: { } party } => $" on whether {Name(party)} stays a party",
        { Adopt: true } => " on adopting the whole text",
        _ => "",
    };

    private static string Round(BallotOpened e) => e.Previous is { } previous ? $" (round {e.Round}, after {previous})" : "";

    private static string As(AmendmentKey? amendment) => amendment is { } key ? $", as amendment {key} proposed" : "";

    private static string With(AmendmentKey? amendment) =>
        amendment is { } key ? $", with the wording that would satisfy it (amendment {key})" : "";

    private string Through(OdsCode? proxy) => proxy is { } holder ? $", through its proxy {Name(holder)}" : "";

    private static string Terms(PartyTerms terms)
    {
        var text = $"a {EventWord(terms.Role)} party {(terms.Votes ? "with" : "without")} a vote";
        return terms.Signatories.IsEmpty ? text : $"{text}, {Count(terms.Signatories.Length, "signator", "y", "ies")} named";
    }

    private static string Name(Deadline deadline) => deadline == Deadline.ReviewBy ? "review" : "signing";

    private static string Name(ClosedHow how) => how switch
    {
        ClosedHow.Deadline => "at its deadline",
        ClosedHow.AllVoted => "as all had voted",
        ClosedHow.Decided => "as its outcome could not change any more",
        _ => "by hand",
    };

    /// <summary>A value of an enumeration as events write it.</summary>
    private static string EventWord<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
