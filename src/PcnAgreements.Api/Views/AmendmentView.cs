using PcnAgreements.Api.Http;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Api.Views;

/// <summary>A proposed change of the text, as the contract shows it.</summary>
internal sealed record AmendmentView(
    AmendmentKey Key, OdsCode Ods, AmendmentOp Op, ClauseKey? Clause, int? Revision, ClauseKey? Parent, ClauseKey? After, string? Heading,
    string? Body,
    string? Rationale, AmendmentStatus Status, PersonView By, DateTimeOffset At, PersonView? DecidedBy, DateTimeOffset? DecidedAt,
    string? Reason)
{
    public static Answer All(Shown shown)
    {
        var filters = new QueryText(shown.Query);
        var status = filters.Enum<AmendmentStatus>("status");
        if (filters.Problem is { } problem) return problem;
        return Answer.Of(Page.Cut(
            shown.Query, shown.Agreement.Amendments, a => a.Key.ToString(), a => status is null || a.Status == status), Of);
    }

    public static Answer One(Shown shown) => Answer.Of(shown.Agreement.Find(shown.Path.Amendment), Of);

    public static AmendmentView Of(Amendment a, Names names) => new(
        a.Key, a.Proposal.By, a.Proposal.Op, a.Proposal.Clause, a.Proposal.Revision, a.Proposal.Parent, a.Proposal.After,
        a.Proposal.Heading,
        a.Proposal.Body, a.Proposal.Rationale, a.Status, names.Of(a.By.Actor.Person), a.By.At,
        a.Decided is { } decided ? names.Of(decided.Actor.Person) : null, a.Decided?.At, a.Reason);
}
