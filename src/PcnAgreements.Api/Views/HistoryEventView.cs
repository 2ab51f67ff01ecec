using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using PcnAgreements.Api.Http;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Store.Views;

namespace PcnAgreements.Api.Views;

/// <summary>One event of a history as the contract shows it.</summary>
internal sealed record HistoryEventView(
    long Version, long Position, DateTimeOffset At, string Type, PersonView Actor, OdsCode? Organisation,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OdsCode? OnBehalfOf, string Authority,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ClauseKey? Clause,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] BallotKey? Ballot, JsonElement Data, string Summary,
    string? RequestId)
{
    private static readonly JsonElement Withheld = JsonSerializer.SerializeToElement(new { withheld = true }, Json.Options);

    /// <summary>The heads of the columns of a history as CSV.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "version", "position", "at", "type", "actorId", "actorEmail", "actorName", "organisation", "onBehalfOf", "authority",
        "clause", "ballot",
        "summary", "data", "requestId",
    ];

    /// <summary>The event in one line of CSV.</summary>
    [JsonIgnore]
    public IReadOnlyList<string?> Cells =>
    [
        Version.ToString(CultureInfo.InvariantCulture), Position.ToString(CultureInfo.InvariantCulture), Json.Time(At), Type,
        Actor.Id?.ToString(),
        Actor.Email, Actor.Name, Organisation?.ToString(), OnBehalfOf?.ToString(), Authority, Clause?.ToString(),
        Ballot?.ToString(), Summary,
        Data.GetRawText(), RequestId,
    ];

    /// <summary>Shows an event.</summary>
    /// <param name="entry">The event.</param>
    /// <param name="summary">What it changed, in plain words.</param>
    /// <param name="withheld">Whether what was said is for another organisation alone.</param>
    /// <param name="names">Who people are.</param>
    public static HistoryEventView Of(HistoryEntry entry, string summary, bool withheld, Names names)
    {
        var (e, actor) = (entry.Event, entry.Event.Actor);
        return new(
            e.Version, e.Position, e.At, EventJson.NameOf(e.Event),
            actor.Authority == Domain.Actor.System.Authority ? PersonView.System : names.Of(actor.Person),
            actor.Organisation, actor.OnBehalfOf, actor.Authority, entry.Clause, entry.Ballot,
            withheld ? Withheld : NamedPeople.In(e.Event, names), summary, e.RequestId);
    }

    /// <summary>Whether an event holds words of an internal comment that people of these organisations may not read.</summary>
    public static bool IsWithheld(Agreement agreement, DomainEvent happened, IReadOnlyList<OdsCode> organisations)
    {
        CommentKey? key = happened switch
        {
            CommentMade { Internal: true } e => e.Comment,
            CommentReplied { Internal: true } e => e.Comment,
            CommentResolved { Internal: true } e => e.Comment,
            _ => null,
        };
        return key is { } comment && agreement.Find(comment)?.VisibleTo(organisations) != true;
    }
}
