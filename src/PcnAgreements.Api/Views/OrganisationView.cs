using System.Collections.Immutable;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Store.Views;

namespace PcnAgreements.Api.Views;

/// <summary>An organisation as the contract shows it, with its newest list size; one by itself also shows every dated one.</summary>
internal sealed record OrganisationView(
    OdsCode Ods, string Name, OrganisationKind Kind, LegalForm? LegalForm, ListSizeView? ListSize, ImmutableArray<Membership> Pcns,
    ImmutableArray<Membership> Lmcs, ImmutableArray<Membership> Icbs)
{
    /// <summary>Every list size, the oldest first; left out in lists.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ListSizeView>? ListSizes { get; init; }

    public static OrganisationView Of(Organisation o)
    {
        List<ListSizeView> sizes = [.. o.ListSizes.Select(s => new ListSizeView(s.Value, s.Key))];
        return new(
            o.Ods, o.Name, o.Kind, o.LegalForm, sizes.LastOrDefault(), In(MembershipKind.Pcn), In(MembershipKind.Lmc),
            In(MembershipKind.Icb))
        {
            ListSizes = sizes,
        };

        ImmutableArray<Membership> In(MembershipKind kind) => o.Memberships.GetValueOrDefault(kind, []);
    }

    public static OrganisationView Of(OrganisationListed o) => new(
        o.Ods, o.Name, o.Kind, o.LegalForm, o.ListSize is { } count && o.ListSizeAt is { } at ? new(count, at) : null,
        In(o, MembershipKind.Pcn), In(o, MembershipKind.Lmc), In(o, MembershipKind.Icb));

    private static ImmutableArray<Membership> In(OrganisationListed o, MembershipKind kind) =>
    [
        .. o.Memberships.Where(m => m.Kind == kind).Select(m => m.Membership)
    ];
}

/// <summary>How many patients were registered on a date.</summary>
internal sealed record ListSizeView(int Count, DateOnly AsAt);
