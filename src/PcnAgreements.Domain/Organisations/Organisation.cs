using System.Collections.Immutable;

namespace PcnAgreements.Domain.Organisations;

/// <summary>What decisions and readers need to know about an organisation: a fold of its stream.</summary>
public sealed record Organisation
{
    /// <summary>Its code.</summary>
    public OdsCode Ods { get; init; }

    /// <summary>The version of its stream this state was folded to; 0 when it has never been registered.</summary>
    public long Version { get; init; }

    /// <summary>When the last of its events was recorded.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Its name; several practices may share one.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is.</summary>
    public OrganisationKind Kind { get; init; }

    /// <summary>What it is in law; null when nobody said.</summary>
    public LegalForm? LegalForm { get; init; }

    /// <summary>Every list size recorded, by the date it holds for.</summary>
    public ImmutableSortedDictionary<DateOnly, int> ListSizes { get; init; } = ImmutableSortedDictionary<DateOnly, int>.Empty;

    /// <summary>The bodies it belongs to, by kind.</summary>
    public ImmutableDictionary<MembershipKind, ImmutableArray<Membership>> Memberships { get; init; } =
        ImmutableDictionary<MembershipKind, ImmutableArray<Membership>>.Empty;

    /// <summary>Who may act for it, each with the grant that stands or stood last.</summary>
    public ImmutableDictionary<PersonId, Grant> People { get; init; } = ImmutableDictionary<PersonId, Grant>.Empty;

    /// <summary>Whether it has been registered.</summary>
    public bool Exists => Version > 0;

    /// <summary>The organisation after one more event.</summary>
    public Organisation Evolve(Recorded recorded) => (recorded.Event switch
    {
        OrganisationRegistered e => this with { Ods = e.Ods, Name = e.Name, Kind = e.Kind, LegalForm = e.LegalForm },
        OrganisationChanged e => this with { Name = e.Name, Kind = e.Kind, LegalForm = e.LegalForm },
        ListSizeRecorded e => this with { ListSizes = ListSizes.SetItem(e.AsAt, e.Count) },
        MembershipsRecorded e => this with { Memberships = Memberships.SetItem(e.Kind, e.Memberships) },
        PersonAuthorised e => this with { People = People.SetItem(e.Person, Grant.Of(e, recorded)) },
        PersonRevoked e when People.TryGetValue(e.Person, out var grant) =>
            this with { People = People.SetItem(e.Person, grant with { RevokedAt = recorded.At, RevokedBy = recorded.Actor }) },
        _ => this,
    }) with { Version = recorded.Version, ChangedAt = recorded.At };

    /// <summary>The bodies of one kind it belongs to on a day.</summary>
    public IEnumerable<OdsCode> BelongsTo(MembershipKind kind, DateOnly day) =>
        Memberships.GetValueOrDefault(kind, []).Where(m => m.HoldsOn(day)).Select(m => m.Code).Distinct();

    /// <summary>What a person may do for it on a day.</summary>
    public ImmutableArray<Authority> AuthoritiesOf(PersonId person, DateOnly day) =>
        People.TryGetValue(person, out var grant) && grant.HoldsOn(day) ? grant.Authorities : [];

    /// <summary>Whether a person holds an authority on a day.</summary>
    public bool Allows(PersonId person, Authority authority, DateOnly day) => AuthoritiesOf(person, day).Contains(authority);

    /// <summary>Whether anybody holds an authority on a day.</summary>
    public bool HasAny(Authority authority, DateOnly day) =>
        People.Values.Any(g => g.HoldsOn(day) && g.Authorities.Contains(authority));
}

/// <summary>What a person may do for an organisation, who said so, and for what period.</summary>
/// <param name="Authorities">The authorities, in the order given.</param>
/// <param name="From">The first day; null for always.</param>
/// <param name="Until">The last day; null for open.</param>
/// <param name="Evidence">What it rests on, such as a letter of authorisation.</param>
/// <param name="GivenBy">Who gave it.</param>
/// <param name="GivenAt">When it was given.</param>
public sealed record Grant(
    ImmutableArray<Authority> Authorities, DateOnly? From, DateOnly? Until, string? Evidence, Actor GivenBy, DateTimeOffset GivenAt)
{
    /// <summary>When it was revoked; null while it stands.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Who revoked it.</summary>
    public Actor? RevokedBy { get; init; }

    /// <summary>Whether it holds on a day: never once revoked.</summary>
    public bool HoldsOn(DateOnly day) => RevokedAt is null && (From is null || From <= day) && (Until is null || day <= Until);

    internal static Grant Of(PersonAuthorised e, Recorded recorded) =>
        new(e.Authorities, e.From, e.Until, e.Evidence, recorded.Actor, recorded.At);
}
