using System.Collections.Immutable;
using PcnAgreements.Api.Http;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Organisations;

namespace PcnAgreements.Api.Views;

/// <summary>What a person may do for an organisation, who said so, and on what it rests.</summary>
internal sealed record HeldView(
    PersonId Id, string? Email, string? Name, ImmutableArray<Authority> Authorities, DateOnly? From, DateOnly? Until, string? Evidence,
    PersonView GivenBy, DateTimeOffset GivenAt)
{
    /// <summary>What the person has whom the path names; null when that is nobody any more.</summary>
    public static HeldView? Of(Organisation organisation, Arrived arrived)
    {
        var names = arrived.Names;
        PersonId? wanted = arrived.Key is { } made ? new PersonId(Guid.Parse(made)) : null;
        var person = organisation.People.Keys.Where(p => wanted is null ? names.Of(p).Email == arrived.Path.Email : p == wanted)
            .Take(1).ToList();
        return person.Count == 0 ? null : Of(person[0], organisation.People[person[0]], names);
    }

    public static HeldView Of(PersonId id, Grant grant, Names names)
    {
        var person = names.Of(id);
        return new(
            id, person.Email, person.Name, grant.Authorities, grant.From, grant.Until, grant.Evidence, names.Of(grant.GivenBy.Person),
            grant.GivenAt);
    }
}
