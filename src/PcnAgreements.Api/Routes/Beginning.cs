using PcnAgreements.Api.Access;
using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Http;
using PcnAgreements.Api.Views;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using Reply = PcnAgreements.Api.Http.Reply;

namespace PcnAgreements.Api.Routes;

/// <summary>How an agreement begins: both ways take an editor of the convenor, and make a new stream.</summary>
internal static class Beginning
{
    /// <summary>From nothing, or from a template edition.</summary>
    public static Journey<DraftBody> Draft { get; } = new(
        (_, _, _, _) => null, (_, _, now) => NewStream(now),
        (body, caller, travel, facts, moment) =>
            Decide(body.Command(IdOf(travel.Stream), travel.People), body.Convenor, caller, travel, facts, moment), Show)
    {
        Mentions = (body, _) => body.Parties.SelectMany(p => p.Terms().People()),
        Check = body =>
            body.Parties.Index().Aggregate(new Problems(), (problems, p) => p.Item.Terms().Check(problems, $"/parties/{p.Index}")),
        Makes = true,
    };

    /// <summary>From the text of an agreement in force.</summary>
    public static Journey<VariationBody> Variation { get; } = new(
        (caller, path, facts, now) => MayNotVary(path.Agreement, caller, facts, now), (_, _, now) => NewStream(now),
        (body, caller, travel, facts, moment) => MayNotVary(travel.Path.Agreement, caller, facts, moment.Now) is { } refusal
            ? refusal
            : Decide(
                new OpenVariation(IdOf(travel.Stream), travel.Path.Agreement, body.Title),
                facts.Agreement(travel.Path.Agreement)?.Convenor ?? default,
                caller, travel, facts, moment),
        Show)
    {
        Makes = true,
    };

    private static Ruling Decide(AgreementCommand command, OdsCode convenor, Caller caller, Travel travel, Facts facts, Moment moment)
    {
        if (caller.Person is not { } person
            || facts.Organisation(convenor)?.Allows(person, Authority.Editor, London.DayOf(moment.Now)) != true)
            return new Refusal.NotEntitled($"Drafting takes the authority 'editor' at {convenor}, which convenes it.");
        var actor = new Actor(person, convenor, "editor");
        return new(
            actor,
            command.Decide(
                (Agreement)facts.State(travel.Stream)!, new(actor, moment.Now, facts) { Authentication = caller.Authentication }));
    }

    private static Refusal? MayNotVary(AgreementId parent, Caller caller, Facts facts, DateTimeOffset now)
    {
        if (facts.Agreement(parent) is not { } agreement)
            return new Refusal.NotFound("There is no such agreement, or it is not for you to see.");
        var today = London.DayOf(now);
        if (Sight.Of(agreement, caller, facts, today).Level is SightLevel.None or SightLevel.Confirmation)
            return new Refusal.NotFound("There is no such agreement, or it is not for you to see.");
        return facts.Organisation(agreement.Convenor)?.Allows(caller.Person!.Value, Authority.Editor, today) == true
            ? null
            : new Refusal.NotEntitled("This takes the authority 'editor' at the convenor.");
    }

    private static StreamId NewStream(DateTimeOffset now) => StreamId.Of(AgreementId.New(now));

    private static AgreementId IdOf(StreamId stream) => new(Guid.Parse(stream.Key));

    private static Reply Show(Arrived arrived)
    {
        var agreement = (Agreement)arrived.State;
        return new(AgreementView.Of(agreement, arrived.Names), agreement.Version, $"/api/v1/agreements/{agreement.Id}");
    }
}
