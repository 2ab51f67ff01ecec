using PcnAgreements.Api.Access;
using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Views;
using PcnAgreements.Domain;
using PcnAgreements.Store.Tree;

namespace PcnAgreements.Api.Proofs;

/// <summary>How much of an entry somebody may see: what it is about decides, as for histories.</summary>
/// <param name="Entry">Whether the entry itself; else its leaf hash alone.</param>
/// <param name="Data">Whether the event's data too.</param>
internal sealed record EntrySight(bool Entry, bool Data);

/// <summary>Says who may see what of the log's entries.</summary>
internal sealed class LogSight(Reading reading)
{
    /// <summary>What somebody may see of an event's entry.</summary>
    public async Task<EntrySight> Of(Caller caller, EventRow row, CancellationToken ct) => await (new StreamId(row.Stream).Kind switch
    {
        "agreement" when AgreementId.TryParse(new StreamId(row.Stream).Key, out var id) => OfAgreement(caller, id, row, ct),
        "organisation" when OdsCode.TryParse(new StreamId(row.Stream).Key, out var ods) => OfOrganisation(caller, ods, ct),
        "person" => Task.FromResult(new EntrySight(caller.IsOperator, caller.IsOperator)),
        _ => Task.FromResult(new EntrySight(true, true)),
    });

    private Task<EntrySight> OfAgreement(Caller caller, AgreementId id, EventRow row, CancellationToken ct) => reading.Ask((facts, now) =>
    {
        if (facts.Agreement(id) is not { } agreement) return new EntrySight(false, false);
        var sight = Sight.Of(agreement, caller, facts, London.DayOf(now));
        if (sight.Level != SightLevel.Full) return new(false, false);
        return new(true, !HistoryEventView.IsWithheld(agreement, EventJson.Read(row.Type, row.Data), sight.Organisations));
    }, ct);

    private Task<EntrySight> OfOrganisation(Caller caller, OdsCode ods, CancellationToken ct) => reading.Ask((facts, now) =>
    {
        var may = facts.Organisation(ods) is { } found && RegisterAccess.MaySeePeople(found, caller, facts, London.DayOf(now));
        return new EntrySight(may, may);
    }, ct);
}
