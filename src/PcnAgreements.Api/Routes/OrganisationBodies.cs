using System.Collections.Immutable;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Organisations;

namespace PcnAgreements.Api.Routes;

// What requests on organisations and their people hold.

/// <summary>An organisation as it is to stand; what is left out stays as it is.</summary>
internal sealed record OrganisationBody(
    string Name, OrganisationKind Kind, Given<LegalForm?> LegalForm = default, ListSizeBody? ListSize = null,
    Given<ImmutableArray<MembershipBody>> Pcns = default, Given<ImmutableArray<MembershipBody>> Lmcs = default,
    Given<ImmutableArray<MembershipBody>> Icbs = default)
{
    public RegisterOrganisation Command() => new(Name, Kind)
    {
        LegalForm = LegalForm, ListSize = ListSize is { } size ? new(size.Count, size.AsAt) : null,
        Pcns = Of(Pcns), Lmcs = Of(Lmcs), Icbs = Of(Icbs),
    };

    private static Given<ImmutableArray<Membership>> Of(Given<ImmutableArray<MembershipBody>> given) =>
        given.Is ? new([.. given.Or([]).Select(m => new Membership(m.Code, m.From, m.Until))]) : default;
}

/// <summary>How many patients were registered on a date.</summary>
internal sealed record ListSizeBody(long Count, DateOnly AsAt);

/// <summary>Belonging to a body; days are inclusive, left out for open.</summary>
internal sealed record MembershipBody(OdsCode Code, DateOnly? From = null, DateOnly? Until = null);

/// <summary>What a person may do for an organisation.</summary>
internal sealed record PersonBody(
    string Name, ImmutableArray<Authority> Authorities, DateOnly? From = null, DateOnly? Until = null, string? Evidence = null)
{
    public AuthorisePerson Command(PersonId person) => new(person, Name, Authorities, From, Until, Evidence);
}
