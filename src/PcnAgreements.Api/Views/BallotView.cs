using System.Text.Json.Serialization;
using PcnAgreements.Api.Http;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Rules;

namespace PcnAgreements.Api.Views;

/// <summary>
/// A ballot as the contract shows it: what was fixed, every vote ever cast, the running sum, and the result once it is closed.
/// </summary>
internal sealed record BallotView(
    BallotKey Key, int Round, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] BallotKey? Previous, string Motion,
    BallotSubject? Subject, string TextHash, int? Revision, string? ClauseHash, BallotStatus Status, DecisionRule Rule,
    DateTimeOffset OpensAt,
    DateTimeOffset ClosesAt, PersonView OpenedBy, IReadOnlyList<BallotView.RollLine> Roll,
    IReadOnlyList<BallotView.VoteLine> Votes, Sums Tally,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TallyResult? Result, ClosedHow? ClosedHow,
    DateTimeOffset? ClosedAt,
    string? CancelReason)
{
    /// <summary>One party on the roll.</summary>
    internal sealed record RollLine(
        OdsCode Ods, string Name, long Weight,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? ListSizeAsAt,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OdsCode? Proxy,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Conflict);

    /// <summary>One vote, superseded or not.</summary>
    internal sealed record VoteLine(
        OdsCode Ods, Choice Choice, PersonView By, DateTimeOffset At,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OnBehalfView? OnBehalf,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OdsCode? Proxy, bool Superseded);

    public static Answer All(Shown shown) =>
        Answer.Of(Page.Cut(shown.Query, shown.Agreement.Ballots, b => b.Key.ToString()), Of);

    public static Answer One(Shown shown) => Answer.Of(shown.Agreement.Find(shown.Path.Ballot), Of);

    public static BallotView Of(Ballot b, Names names) => new(
        b.Key, b.Opened.Round, b.Opened.Previous, b.Opened.Motion, b.Opened.Subject, b.Opened.TextHash, b.Opened.Revision,
        b.Opened.ClauseHash, b.Status,
        b.Opened.Rule, b.By.At, b.ClosesAt, names.Of(b.By.Actor.Person), [.. b.Opened.Roll.Select(r => Line(b, r))],
        [.. b.Votes.Select(v => Line(v, names))],
        b.Sums(), b.Result, b.How, b.Ended?.At, b.Reason);

    private static RollLine Line(Ballot b, WeighedVoter r) => new(
        r.Ods, r.Name, r.Weight, r.ListSizeAsAt, b.Proxies.TryGetValue(r.Ods, out var holder) ? holder : null,
        b.Conflicts.GetValueOrDefault(r.Ods)?.Nature);

    private static VoteLine Line(Vote v, Names names) => new(
        v.Party, v.Choice, names.Of(v.By.Actor.Person), v.By.At, v.Reason, OnBehalfView.Of(v.OnBehalf, v.By, v.Confirmed, names), v.Proxy,
        v.Superseded);
}
