using System.Text.Json.Serialization;
using PcnAgreements.Api.Http;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Api.Views;

/// <summary>A clause as the contract shows it.</summary>
internal sealed record ClauseView(
    ClauseKey Key, string? Number, int Level, ClauseKey? Parent, bool Schedule, bool Numbered, string? Heading, string Body, Origin Origin,
    bool Locked, bool Replaceable, bool Blank, int Revision, string Hash, string Etag, bool Struck, bool Settled, SettledBy? SettledBy,
    IReadOnlyList<StanceView> Stances)
{
    public static ClauseView Of(Agreement agreement, Clause clause, Names names)
    {
        var settledBy = agreement.SettledBy(clause.Key);
        return new(
            clause.Key, agreement.Text.Number(clause.Key), agreement.Text.Level(clause.Key), clause.Parent,
            agreement.Text.InSchedule(clause.Key),
            clause.Numbered, clause.Wording.Heading, clause.Wording.Body, agreement.IsNational(clause) ? Origin.National : Origin.Local,
            clause.Locked,
            clause.Replaceable, clause.Blank, clause.Revision, clause.Wording.Hash, EditTag.Of(clause), clause.Struck,
            settledBy is not null,
            settledBy, StanceView.On(agreement, clause, names));
    }
}

/// <summary>Where a clause's slot came from.</summary>
internal enum Origin
{
    /// <summary>A template edition.</summary>
    National,

    /// <summary>Added here.</summary>
    Local,
}

/// <summary>
/// A practice's stance on a clause as the contract shows it; <c>current</c> says whether it is on the wording the clause has now.
/// </summary>
internal sealed record StanceView(
    ClauseKey Clause, OdsCode Ods, string Name, StanceKind Stance, int Revision, bool Current, PersonView By, DateTimeOffset At,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OnBehalfView? OnBehalf)
{
    public static IReadOnlyList<StanceView> On(Agreement agreement, Clause clause, Names names) =>
        agreement.Stances.TryGetValue(clause.Key, out var of)
            ? [.. of.Where(s => !s.Value.Withdrawn).Select(s => Of(agreement, clause, s.Key, s.Value, names))]
            : [];

    /// <summary>A party's stance right after it was taken; null when it has none.</summary>
    public static StanceView? Of(Made made, ClauseKey key, OdsCode ods) => made.Agreement.StanceOf(key, ods) is { } stance
        ? Of(made.Agreement, made.Agreement.Text[key], ods, stance, made.Names)
        : null;

    public static StanceView Of(Agreement agreement, Clause clause, OdsCode ods, Stance stance, Names names) => new(
        clause.Key, ods, agreement.NameOf(ods), stance.Kind, stance.Revision, stance.Revision == clause.Revision,
        names.Of(stance.By.Actor.Person),
        stance.By.At, stance.Reason, OnBehalfView.Of(stance.OnBehalf, stance.By, stance.Confirmed, names));
}

/// <summary>
/// That an editor of the convenor recorded something for a practice: by whom, how they knew, and whether the practice has confirmed it.
/// </summary>
internal sealed record OnBehalfView(
    OdsCode RecordedBy, string How, string Evidence, bool Confirmed, PersonView? ConfirmedBy, DateTimeOffset? ConfirmedAt)
{
    public static OnBehalfView? Of(OnBehalf? onBehalf, Mark by, Mark? confirmed, Names names) => onBehalf is null
        ? null
        : new(
            by.Actor.Organisation!.Value, onBehalf.How, onBehalf.Evidence, confirmed is not null,
            confirmed is null ? null : names.Of(confirmed.Actor.Person), confirmed?.At);
}
