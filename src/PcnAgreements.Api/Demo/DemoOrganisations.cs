using System.Collections.Immutable;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Organisations;

namespace PcnAgreements.Api.Demo;

/// <summary>
/// Who is in the demo network: six practices of unequal list size, the network that convenes them, their committee and their board.
/// </summary>
internal static class DemoOrganisations
{
    public const string Operator = "operator@demo.test";

    public static readonly OdsCode Pcn = OdsCode.Parse("U99901");
    public static readonly OdsCode Lmc = OdsCode.Parse("LMC-DEMO");
    public static readonly OdsCode Icb = OdsCode.Parse("QZZ");

    private static readonly DateOnly Founded = new(2019, 7, 1);

    /// <summary>
    /// A practice with those who run it. An even number of practices can tie; the largest can block three quarters by weight.
    /// </summary>
    internal sealed record DemoPractice(
        string Code, string Name, LegalForm LegalForm, int ListSize, string Manager, ImmutableArray<string> Partners)
    {
        public OdsCode Ods => OdsCode.Parse(Code);

        public string ManagerEmail => $"manager@{Code.ToLowerInvariant()}.test";

        /// <summary>The address of whoever signs: the first as <c>partner@</c>, the others numbered from two.</summary>
        public string PartnerEmail(int index) => $"partner{(index == 0 ? "" : index + 1)}@{Code.ToLowerInvariant()}.test";

        public string Capacity => LegalForm switch
        {
            LegalForm.Partnership => "partner",
            LegalForm.SoleTrader => "sole contractor",
            _ => "director",
        };
    }

    public static readonly ImmutableArray<DemoPractice> Practices =
    [
        new("Y99901", "HARBOUR STREET SURGERY", LegalForm.Partnership, 18_640, "Tomasz Bielak",
            ["Dr Eleanor Marsh", "Dr Sunil Rao", "Dr Hannah Pike"]),
        new("Y99902", "ST ANNE'S MEDICAL CENTRE", LegalForm.Partnership, 12_310, "Grace Adeyemi", ["Dr Miriam Stone", "Dr Owen Farrell"]),
        new("Y99903", "MILLBROOK PRACTICE", LegalForm.Partnership, 9_875, "Callum Reid", ["Dr Farah Aziz", "Dr Peter Lund"]),
        new("Y99904", "THE OLD BAKERY SURGERY", LegalForm.SoleTrader, 4_120, "Janet Moss", ["Dr Victor Hale"]),
        new("Y99905", "EASTFIELD HEALTH CENTRE", LegalForm.Company, 7_540, "Leila Haddad", ["Dr Simon Wray"]),
        new("Y99906", "QUAYSIDE SURGERY", LegalForm.Partnership, 5_960, "Robert Finch", ["Dr Aoife Byrne", "Dr Daniel Obi"]),
    ];

    /// <summary>Everything that is registered, and everybody who is authorised, in order.</summary>
    public static IEnumerable<DemoCall> Calls(DateTimeOffset now)
    {
        foreach (var (ods, command) in Bodies) yield return Call(ods, command);
        foreach (var practice in Practices)
        {
            // Two years' sizes, as a register that has been kept for a while has them.
            var (year, before) = (London.DayOf(now).Year, practice.ListSize - (practice.ListSize / 40));
            yield return Call(practice.Ods, Registration(practice) with { ListSize = new(before, new(year - 1, 1, 1)) });
            yield return Call(practice.Ods, Registration(practice) with { ListSize = new(practice.ListSize, new(year, 1, 1)) });
        }

        foreach (var (ods, email, name, authorities, evidence) in People) yield return Authorise(ods, email, name, authorities, evidence);
    }

    private static IEnumerable<(OdsCode Ods, RegisterOrganisation Command)> Bodies =>
    [
        (Lmc, new("DEMO LMC", OrganisationKind.Lmc)),
        (Icb, new("DEMO ICB", OrganisationKind.Icb) { LegalForm = LegalForm.NhsBody }),
        (Pcn, new("DEMO PCN", OrganisationKind.Pcn) { Lmcs = Lasting(Lmc), Icbs = Lasting(Icb) }),
    ];

    private static RegisterOrganisation Registration(DemoPractice practice) => new(practice.Name, OrganisationKind.Practice)
    {
        LegalForm = practice.LegalForm, Pcns = Lasting(Pcn), Lmcs = Lasting(Lmc), Icbs = Lasting(Icb),
    };

    private static ImmutableArray<Membership> Lasting(OdsCode body) => [new(body, Founded, null)];

    private static IEnumerable<(OdsCode Ods, string Email, string Name, ImmutableArray<Authority> Authorities, string? Evidence)> People =>
    [
        (Pcn, "admin@u99901.test", "Nadia Wells", [Authority.Administrator], null),
        (Pcn, "editor@u99901.test", "Erin Cole", [Authority.Editor, Authority.Viewer], "Minutes of the network body"),
        (Lmc, "admin@lmc-demo.test", "Martin Sykes", [Authority.Administrator], null),
        (Lmc, "auditor@lmc-demo.test", "Dr Ruth Ellery", [Authority.Auditor], "Appointed by the committee"),
        (Icb, "admin@qzz.test", "Colin Webb", [Authority.Administrator], null),
        (Icb, "viewer@qzz.test", "Zara Nolan", [Authority.Viewer], null),
        .. Practices.SelectMany(PeopleOf),
    ];

    private static IEnumerable<(OdsCode, string, string, ImmutableArray<Authority>, string?)> PeopleOf(DemoPractice p) =>
    [
        (p.Ods, $"admin@{p.Code.ToLowerInvariant()}.test", $"Reception, {p.Name}", [Authority.Administrator], null),
        (p.Ods, p.ManagerEmail, p.Manager, [Authority.Approver, Authority.Voter], "Letter of the contract holders"),
        .. p.Partners.Select((name, i) => (p.Ods, p.PartnerEmail(i), name, Signing, (string?)null)),
    ];

    private static ImmutableArray<Authority> Signing => [Authority.Signatory, Authority.Viewer];

    private static DemoCall Call(OdsCode ods, OrganisationCommand command) => new(
        StreamId.Of(ods), Operator, null, "operator", (state, context, _) => command.Decide((Organisation)state, context))
    {
        People = new Dictionary<string, string?> { [Operator] = "Demo operator" },
    };

    private static DemoCall Authorise(OdsCode ods, string email, string name, ImmutableArray<Authority> authorities, string? evidence) =>
        new(StreamId.Of(ods), Operator, null, "operator", (state, context, people) =>
            new AuthorisePerson(people[email], name, authorities, Evidence: evidence).Decide((Organisation)state, context))
        {
            People = new Dictionary<string, string?> { [Operator] = null, [email] = name },
        };
}
