using System.Collections.Immutable;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Organisations;

/// <summary>
/// An operator registers an organisation, or says again what is known of it. What is left out stays as it is; memberships of a kind that
/// are given
/// replace all of that kind; a list size is added to those of other dates.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is; its code must have that kind's form.</param>
public sealed record RegisterOrganisation(string Name, OrganisationKind Kind) : OrganisationCommand
{
    /// <summary>The largest list size taken: more than live in England is a mistake.</summary>
    public const long LargestList = 100_000_000;

    /// <summary>The most memberships of one kind.</summary>
    public const int MostMemberships = 200;

    /// <summary>What it is in law; null: nobody knows.</summary>
    public Given<LegalForm?> LegalForm { get; init; }

    /// <summary>How many patients were registered on a date; null when left out.</summary>
    public Size? ListSize { get; init; }

    /// <summary>The networks it belongs to over time.</summary>
    public Given<ImmutableArray<Membership>> Pcns { get; init; }

    /// <summary>The local medical committees whose areas it lies in over time.</summary>
    public Given<ImmutableArray<Membership>> Lmcs { get; init; }

    /// <summary>The boards that commission it over time.</summary>
    public Given<ImmutableArray<Membership>> Icbs { get; init; }

    /// <summary>How many patients were registered on a date.</summary>
    public sealed record Size(long Count, DateOnly AsAt);

    /// <inheritdoc/>
    public override Decision Decide(Organisation organisation, Context context) =>
        Check(organisation.Ods) is { } invalid ? invalid : Decision.Of(Changes(organisation));

    private Refusal.Invalid? Check(OdsCode ods)
    {
        var problems = new Problems()
            .Add("/name", TextRules.LineProblem(Name))
            .Add("/kind", CodeForm.Problem(Kind, ods))
            .When(ListSize is { Count: < 0 }, "/listSize/count", "must not be negative")
            .When(ListSize is { Count: > LargestList }, "/listSize/count", "is more than there are people");
        foreach (var (kind, given) in Memberships) Check(problems, ods, kind, given.Or([]));
        return problems.Refusal;
    }

    private static void Check(Problems problems, OdsCode ods, MembershipKind kind, ImmutableArray<Membership> memberships)
    {
        var list = kind switch { MembershipKind.Pcn => "/pcns", MembershipKind.Lmc => "/lmcs", _ => "/icbs" };
        problems.When(memberships.Length > MostMemberships, list, $"must hold at most {MostMemberships} memberships");
        for (var i = 0; i < memberships.Length; i++)
        {
            var membership = memberships[i];
            problems
                .Add($"{list}/{i}/code", CodeForm.Problem(kind, membership.Code))
                .When(membership.Code == ods, $"{list}/{i}/code", "an organisation does not belong to itself")
                .When(membership.Until < membership.From, $"{list}/{i}/until", "must not come before from")
                .When(
                    memberships.Take(i).Any(m => m.Code == membership.Code && m.Overlaps(membership)), $"{list}/{i}",
                    $"overlaps another membership of {membership.Code} in this list");
        }
    }

    private IEnumerable<DomainEvent> Changes(Organisation organisation)
    {
        var legalForm = LegalForm.Or(organisation.LegalForm);
        if (!organisation.Exists)
            yield return new OrganisationRegistered(organisation.Ods, Name, Kind, legalForm);
        else if ((Name, Kind, legalForm) != (organisation.Name, organisation.Kind, organisation.LegalForm))
            yield return new OrganisationChanged(Name, Kind, legalForm);

        if (ListSize is { } size && !(organisation.ListSizes.TryGetValue(size.AsAt, out var known) && known == size.Count))
            yield return new ListSizeRecorded(size.AsAt, (int)size.Count);

        foreach (var (kind, given) in Memberships)
        {
            var present = organisation.Memberships.GetValueOrDefault(kind, []);
            var wanted = MembershipOrder.Sort(given.Or(present));
            if (!wanted.SequenceEqual(present)) yield return new MembershipsRecorded(kind, wanted);
        }
    }

    private IEnumerable<(MembershipKind Kind, Given<ImmutableArray<Membership>> Given)> Memberships =>
        [(MembershipKind.Pcn, Pcns), (MembershipKind.Lmc, Lmcs), (MembershipKind.Icb, Icbs)];
}
