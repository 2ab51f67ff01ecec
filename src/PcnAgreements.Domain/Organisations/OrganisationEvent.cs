using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace PcnAgreements.Domain.Organisations;

/// <summary>Everything that can happen to an organisation, closed.</summary>
public abstract record OrganisationEvent : DomainEvent;

/// <summary>An operator, or an import, registered an organisation.</summary>
public sealed record OrganisationRegistered(OdsCode Ods, string Name, OrganisationKind Kind, LegalForm? LegalForm) : OrganisationEvent;

/// <summary>Its name, kind or legal form changed; all are given as they stand afterwards.</summary>
public sealed record OrganisationChanged(string Name, OrganisationKind Kind, LegalForm? LegalForm) : OrganisationEvent;

/// <summary>How many patients were registered on a date. Every dated size is kept; the same date again corrects it.</summary>
public sealed record ListSizeRecorded(DateOnly AsAt, int Count) : OrganisationEvent;

/// <summary>Its memberships of one kind (PCNs, LMCs or ICBs), whole, as they stand afterwards.</summary>
public sealed record MembershipsRecorded(MembershipKind Kind, ImmutableArray<Membership> Memberships) : OrganisationEvent;

/// <summary>A person was given authorities, replacing those they held there; both days are inclusive, null for open.</summary>
public sealed record PersonAuthorised(
    PersonId Person, ImmutableArray<Authority> Authorities, DateOnly? From, DateOnly? Until, string? Evidence) : OrganisationEvent;

/// <summary>A person's authorities ended at once.</summary>
public sealed record PersonRevoked(PersonId Person) : OrganisationEvent;

/// <summary>What an organisation is.</summary>
public enum OrganisationKind
{
    /// <summary>A general practice.</summary>
    Practice,

    /// <summary>A primary care network.</summary>
    Pcn,

    /// <summary>A local medical committee.</summary>
    Lmc,

    /// <summary>An integrated care board, the commissioner.</summary>
    Icb,

    /// <summary>A federation of practices.</summary>
    Federation,

    /// <summary>An NHS trust.</summary>
    Trust,

    /// <summary>Any other body.</summary>
    Other,
}

/// <summary>What an organisation is in law. A partnership is no person in law: each partner signs.</summary>
public enum LegalForm
{
    /// <summary>One contractor.</summary>
    SoleTrader,

    /// <summary>Partners, each of whom is bound.</summary>
    Partnership,

    /// <summary>A company.</summary>
    Company,

    /// <summary>A body of the NHS.</summary>
    NhsBody,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>What a person may do for an organisation; the table in the contract says what each allows.</summary>
public enum Authority
{
    /// <summary>Authorises and revokes its people.</summary>
    Administrator,

    /// <summary>Drafts and edits what it convenes; proposes amendments; opens ballots; circulates; opens signing.</summary>
    Editor,

    /// <summary>Approves and objects to clauses for it.</summary>
    Approver,

    /// <summary>Casts its vote.</summary>
    Voter,

    /// <summary>Signs for it.</summary>
    Signatory,

    /// <summary>At an LMC: reads everything in its area and gives notes.</summary>
    Auditor,

    /// <summary>Reads.</summary>
    Viewer,
}

/// <summary>The kinds of body an organisation belongs to, over time.</summary>
public enum MembershipKind
{
    /// <summary>Primary care networks.</summary>
    Pcn,

    /// <summary>Local medical committees whose area it lies in.</summary>
    Lmc,

    /// <summary>Integrated care boards that commission it.</summary>
    Icb,
}

/// <summary>Belonging to a body from one day to another, both inclusive; null for open.</summary>
public sealed record Membership(
    OdsCode Code, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? From,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? Until)
{
    /// <summary>Whether it holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => (From is null || From <= day) && (Until is null || day <= Until);

    /// <summary>Whether it shares a day with another.</summary>
    public bool Overlaps(Membership other) =>
        (From ?? DateOnly.MinValue) <= (other.Until ?? DateOnly.MaxValue)
        && (other.From ?? DateOnly.MinValue) <= (Until ?? DateOnly.MaxValue);
}
