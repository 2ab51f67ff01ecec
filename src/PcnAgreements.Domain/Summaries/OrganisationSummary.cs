using System.Text.Json;
using PcnAgreements.Domain.Organisations;
using static PcnAgreements.Domain.Summaries.Words;

namespace PcnAgreements.Domain.Summaries;

/// <summary>A sentence for each event of an organisation; the people in it are named by the answer, not here.</summary>
internal static class OrganisationSummary
{
    public static string Of(DomainEvent happened, Organisation before) => happened switch
    {
        OrganisationRegistered e => $"{Quote(e.Name)} was registered as {Kind(e.Kind)}{Form(e.LegalForm)}.",
        OrganisationChanged e => Changed(e, before),
        ListSizeRecorded e when before.ListSizes.TryGetValue(e.AsAt, out var old) =>
            $"Its list size on {Day(e.AsAt)} was corrected from {Number(old)} to {Number(e.Count)}.",
        ListSizeRecorded e => $"Its list size on {Day(e.AsAt)} was recorded: {Number(e.Count)}.",
        MembershipsRecorded { Memberships.IsEmpty: true } e => $"It belongs to no {Body(e.Kind)} any more.",
        MembershipsRecorded e => $"It belongs to these {Body(e.Kind)}s: {string.Join("; ", e.Memberships.Select(Interval))}.",
        PersonAuthorised e => $"A person {(Stands(before, e.Person) ? "now may" : "was given the right to")} act as "
            + $"{And([.. e.Authorities.Select(Word)])}{Period(e.From, e.Until)}.",
        PersonRevoked => "A person's authorities were ended.",
        _ => throw Summary.Unknown(happened),
    };

    private static string Changed(OrganisationChanged e, Organisation before)
    {
        List<string> changes = [];
        if (e.Name != before.Name) changes.Add($"its name from {Quote(before.Name)} to {Quote(e.Name)}");
        if (e.Kind != before.Kind) changes.Add($"what it is from {Kind(before.Kind)} to {Kind(e.Kind)}");
        if (e.LegalForm != before.LegalForm) changes.Add($"its legal form to {(e.LegalForm is { } form ? Word(form) : "unknown")}");
        return changes.Count == 0 ? "It was recorded again as it was." : $"It changed {And(changes)}.";
    }

    private static bool Stands(Organisation organisation, PersonId person) =>
        organisation.People.TryGetValue(person, out var grant) && grant.RevokedAt is null;

    private static string Kind(OrganisationKind kind) => kind switch
    {
        OrganisationKind.Practice => "a practice",
        OrganisationKind.Pcn => "a PCN",
        OrganisationKind.Lmc => "an LMC",
        OrganisationKind.Icb => "an ICB",
        OrganisationKind.Federation => "a federation",
        OrganisationKind.Trust => "a trust",
        _ => "another body",
    };

    private static string Form(LegalForm? form) => form is { } known ? $" ({Word(known)})" : "";

    private static string Interval(Membership membership) => membership.Code + Period(membership.From, membership.Until);

    private static string Body(MembershipKind kind) => kind switch { MembershipKind.Pcn => "PCN", MembershipKind.Lmc => "LMC", _ => "ICB" };

    private static string Word<T>(T value) where T : struct, Enum => value is LegalForm.NhsBody
        ? "NHS body"
        : JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()).Replace('_', ' ');
}
