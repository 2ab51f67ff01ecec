using System.Collections.Concurrent;
using System.Reflection;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Store.Views;

/// <summary>
/// One small row an event of agreements and organisations: what a history is filtered by. Time and data stand in the log and are joined
/// from there.
/// </summary>
internal static class HistoryView
{
    public static readonly ViewTable Table = new(
        "history", ["stream", "version"],
        [
            "stream text not null", "version bigint not null", "type text not null", "organisation text null", "on_behalf_of text null",
            "party text null", "person uuid null", "clause text null", "ballot text null", "internal boolean not null",
        ],
        "(person, stream) where person is not null") { Grows = true };

    private static readonly ConcurrentDictionary<(Type, string), PropertyInfo?> Members = [];

    /// <summary>The row of an event, by itself and the state after it, or any later one.</summary>
    public static HistoryRow Of(StreamId stream, object state, Recorded recorded)
    {
        var e = recorded.Event;
        var ballot = Read<BallotKey>(e, "Ballot");
        return new(
            stream, recorded.Version, EventJson.NameOf(e), recorded.Actor.Organisation, recorded.Actor.OnBehalfOf,
            PartyOf(e, state as Agreement), recorded.Actor.Person,
            Read<ClauseKey>(e, "Clause") ?? ClauseOf(e, ballot, state as Agreement), ballot,
            Read<bool>(e, "Internal") ?? false);
    }

    /// <summary>The row as it is written with its event.</summary>
    public static ViewRow Row(HistoryRow row) => new(Table.Name, RowJson.Write(new { row.Stream, row.Version }), RowJson.Write(row));

    // What becomes of an amendment, and the edit it comes to, is about its proposer.
    private static OdsCode? PartyOf(DomainEvent e, Agreement? agreement) => e switch
    {
        PartyAdded added => added.Party.Ods,
        PartyChanged changed => changed.Party.Ods,
        BallotOpened opened => opened.Subject?.Party,
        _ => Read<OdsCode>(e, "Party") ?? (Read<AmendmentKey>(e, "Amendment") is { } a ? agreement?.Find(a)?.Proposal.By : null),
    };

    // An amendment and a ballot stay what they began as, and so does what they are about: any state after the event may be asked.
    private static ClauseKey? ClauseOf(DomainEvent e, BallotKey? ballot, Agreement? agreement)
    {
        var subject = ballot is { } key ? agreement?.Find(key)?.Opened.Subject : null;
        return subject?.Clause
            ?? ((subject?.Amendment ?? Read<AmendmentKey>(e, "Amendment")) is { } a ? agreement?.Find(a)?.Proposal.Clause : null);
    }

    private static T? Read<T>(DomainEvent e, string member) where T : struct =>
        Members.GetOrAdd((e.GetType(), member), key => key.Item1.GetProperty(key.Item2))?.GetValue(e) is T value ? value : null;
}

/// <summary>A row of the history, column by column.</summary>
internal sealed record HistoryRow(
    StreamId Stream, long Version, string Type, OdsCode? Organisation, OdsCode? OnBehalfOf, OdsCode? Party, PersonId? Person,
    ClauseKey? Clause, BallotKey? Ballot, bool Internal);
