using System.Collections.Immutable;
using PcnAgreements.Api.Access;
using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Http;
using PcnAgreements.Api.Routes;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.People;
using PcnAgreements.Store.People;
using PcnAgreements.Store.Tree;
using PcnAgreements.Store.Views;

namespace PcnAgreements.Api.Organisations;

/// <summary>A person to be erased, found by the address that is about to go.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Person">Who.</param>
/// <param name="Organisations">Where they hold authorities.</param>
/// <param name="Hash">What stands for them in the proof log.</param>
internal sealed record Erasure(string Reason, PersonId Person, ImmutableArray<OdsCode> Organisations, string? Hash)
{
    /// <summary>
    /// The way it travels: the names go, and the authorities end, in the transaction that records it; one that was given since they were
    /// looked up ends right after, before anybody is answered.
    /// </summary>
    public static Journey<Erasure> Journey { get; } = new(
        (caller, _, facts, now) => Judge(caller, facts, now).Refusal, (body, _, _) => StreamId.Of(body.Person), Rule,
        arrived => new(new ErasedView(((Person)arrived.State).Id, null, null, ((Person)arrived.State).ErasedAt)))
    {
        Form = BodyForm<Erasure>.Json with { Content = Find, Shown = typeof(ReasonBody) },
        Afterwards = services => services.GetRequiredService<LeftAuthorities>().End(CancellationToken.None),
    };

    private static async ValueTask<(Erasure? Content, Problem? Problem)> Find(HttpContext http, Body body)
    {
        var services = http.RequestServices;
        if (await services.GetRequiredService<PeopleOnRecord>()
            .FindByEmail(Http.Path.Of(http)!.Email, http.RequestAborted) is not { } person)
            return (null, Problem.NotFound("Nobody on record has this address."));
        var (wanted, malformed) = BodyForm<ReasonBody>.OfJson(http, body);
        if (malformed is not null) return (null, malformed);
        var organisations = await services.GetRequiredService<OrganisationList>().Authorising(person.Id, http.RequestAborted);
        var committed = await services.GetRequiredService<Commitments>().Find([person.Id], http.RequestAborted);
        return (new(wanted!.Reason, person.Id, [.. organisations], committed.GetValueOrDefault(person.Id)?.Value), null);
    }

    private static Ruling Rule(Erasure body, Caller caller, Travel travel, Facts facts, Moment moment)
    {
        var (actor, refusal) = Judge(caller, facts, moment.Now);
        if (refusal is not null) return refusal;
        var decision = new ErasePerson(body.Reason, body.Organisations, body.Hash)
            .Decide((Person)facts.State(travel.Stream)!, new(actor!, moment.Now, facts));
        return new(actor!, decision) { People = [new(body.Person, null, null)] };
    }

    private static (Actor? Actor, Refusal? Refusal) Judge(Caller caller, Facts facts, DateTimeOffset now) =>
        RegisterAccess.Judge(typeof(ErasePerson), caller, null, facts, London.DayOf(now));
}

/// <summary>A person of whom nothing is left but the record of what an unnamed person did.</summary>
internal sealed record ErasedView(PersonId Id, string? Email, string? Name, DateTimeOffset? ErasedAt);
