using System.Collections.Immutable;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Rules;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Tests.Agreements;

/// <summary>
/// The network every test's history is about: three practices of unequal size, one PCN that convenes, one partner without a vote.
/// </summary>
public static class Network
{
    public static readonly AgreementId Id = new(Guid.Parse("0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b"));
    public static readonly OdsCode Pcn = OdsCode.Parse("U99901");
    public static readonly OdsCode North = OdsCode.Parse("Y99901");
    public static readonly OdsCode South = OdsCode.Parse("Y99902");
    public static readonly OdsCode East = OdsCode.Parse("Y99903");
    public static readonly OdsCode Federation = OdsCode.Parse("FED01");
    public static readonly ClauseKey C1 = ClauseKey.Local(1);
    public static readonly ClauseKey C2 = ClauseKey.Local(2);
    public static readonly ClauseKey C3 = ClauseKey.Local(3);

    public static readonly PersonId PersonAtPcn = Person(1);

    public static PersonId Person(int n) => new(new Guid(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]));

    public static Actor Editor => new(PersonAtPcn, Pcn, "editor");

    public static Actor Approver(OdsCode ods) => new(Person(ods.GetHashCode() & 0xffff), ods, "approver");

    public static Actor Voter(OdsCode ods) => new(Person(ods.GetHashCode() & 0xffff), ods, "voter");

    public static Actor Signatory(OdsCode ods, int person = 0) =>
        new(Person(person == 0 ? ods.GetHashCode() & 0xffff : person), ods, "signatory");

    public static Actor EditorFor(OdsCode ods) => Editor with { OnBehalfOf = ods };

    public static readonly AgreementRules Rules = new(DecisionRule.UnanimousOfEntitled, DecisionRule.UnanimousOfEntitled);

    public static PartyTerms Practice(OdsCode ods, string name) => new(ods, name, LegalForm.SoleTrader, PartyRole.Core, true, []);

    public static readonly ImmutableArray<PartyTerms> Parties =
    [
        Practice(North, "NORTH SURGERY"), Practice(South, "SOUTH SURGERY"), Practice(East, "EAST SURGERY"),
        new(Federation, "FEDERATION", LegalForm.Company, PartyRole.Partner, false, []),
    ];

    public static readonly AgreementDrafted Drafted = new(
        Id, "Vaccination site", AgreementKind.Collaboration, Pcn, "DEMO PCN", Parties, Rules, LmcAccess.Full, null, null, [], 1);

    /// <summary>The edit tags of a reader who is up to date whatever has happened.</summary>
    public static readonly EditTags Fresh = new(true, []);

    /// <summary>The edit tags of a reader who has seen a clause as it stood after so many events.</summary>
    public static EditTags Tag(ClauseKey clause, long version) =>
        new(false, [$"\"{clause}-e{new Edit(new(version, 1), Scenario.Moment)}\""]);

    /// <summary>A locked clause that came from a template.</summary>
    public static readonly ClauseKey N1 = ClauseKey.Parse("n1");

    /// <summary>Drafting began from a template: locked n1, below it n1.1 that may be replaced, and n2 locked below the blank n3.</summary>
    public static IEnumerable<DomainEvent> FromTemplate =>
    [
        Drafted with
        {
            Template = Domain.TemplateId.Parse("network-1"),
            Clauses =
            [
                new(N1, null, "Parties", "National.", Locked: true), new(ClauseKey.Parse("n1.1"), N1, null, "Disputes.", Replaceable: true),
                new(ClauseKey.Parse("n3"), null, "To be filled", "", Blank: true),
                new(ClauseKey.Parse("n2"), ClauseKey.Parse("n3"), null, "Fixed.", Locked: true),
            ],
        },
    ];

    public static ClauseAdded Below(int parent, int n, string body, int? after = null) => Clause(n, body, after) with
    {
        Parent = ClauseKey.Local(parent)
    };

    public static ClauseReworded Reworded(ClauseKey clause, int revision, string body, string? heading = null) =>
        new(clause, revision, heading, body, Wording.Of(heading, body).Hash);

    public static ClauseAdded Clause(int n, string body, int? after = null) => new(
        ClauseKey.Local(n), null, after is { } key ? ClauseKey.Local(key) : null, false, true, false, null, body,
        Wording.Of(null, body).Hash);

    public static readonly Circulated Circulated = new(
        Scenario.Moment.AddDays(5), null,
        [new(North, "NORTH SURGERY", 1, null), new(South, "SOUTH SURGERY", 1, null), new(East, "EAST SURGERY", 1, null)]);

    public static IEnumerable<DomainEvent> InDrafting =>
        [Drafted, Clause(1, "One."), Clause(2, "Two.", 1), Clause(3, "Three, see [[c1]].", 2)];

    public static IEnumerable<DomainEvent> InReview => [.. InDrafting, Circulated];

    public static readonly OnBehalf Telephone = new("telephone", "Call of 3 December, noted by the manager");

    public static ClauseApproved Approved(OdsCode ods, ClauseKey clause, string body, int revision = 1) =>
        new(clause, revision, Wording.Of(null, body).Hash, ods);

    public static IEnumerable<DomainEvent> AllApproved =>
    [
        .. InReview,
        .. from p in new[] { North, South, East }
           from c in new[] { (C1, "One."), (C2, "Two."), (C3, "Three, see [[c1]].") }
           select Approved(p, c.Item1, c.Item2),
    ];

    public static Organisation Organisation(
        OdsCode ods, string name, LegalForm form = LegalForm.SoleTrader, params (PersonId, Authority[])[] people) => new()
    {
        Ods = ods, Name = name, Version = 1, LegalForm = form, Kind = ods == Pcn ? OrganisationKind.Pcn : OrganisationKind.Practice,
        People = people.ToImmutableDictionary(p => p.Item1, p => new Grant([.. p.Item2], null, null, null, Actor.System, Scenario.Moment)),
    };
}
