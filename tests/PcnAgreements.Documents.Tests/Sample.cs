using PcnAgreements.Domain;
using PcnAgreements.Domain.Text;
using static PcnAgreements.Documents.Tests.Texts;

namespace PcnAgreements.Documents.Tests;

/// <summary>A text with something of everything.</summary>
internal static class Sample
{
    public static IReadOnlyList<PrintedClause> Clauses { get; } =
    [
        Clause("c1", null, "Background", "(A) The practices are neighbours.\n\n(B) They wish to agree."),
        Clause(
            "c2", "1", "Definitions",
            "In this agreement:\n\n| Term | Meaning |\n| --- | --: |\n| **Practice** | a party |\n| List | [[c8]] |"),
        Clause("c3", "1.1", null, "Words are read *as they stand*, see [[c5]].[^a]\n\n[^a]: As **courts** do.", 2, "c2"),
        Clause("c4", "2", "Meetings", ""),
        Clause(
            "c5", "2.1", "Quorum",
            "Half of the practices:\n\n- present, or\n- by proxy:\n  1. named\n  2. in writing\n\n3. three\n4. four", 2, "c4"),
        Clause("c6", "2.1(a)", null, "שלום עולם 👩‍⚕️ and <b>no markup</b> & more", 3, "c5"),
        Clause("c7", "2.1(a)(i)", null, "- only a list", 4, "c6"),
        Clause("c8", "Schedule 1", "Money", "", schedule: true),
        Clause("n1.2", "Schedule 1, 1", "Payments", "Paid within [insert days].\nTwo lines.", 2, "c8", schedule: true),
        Clause("c10", "Schedule 1, 1.1", null, "Interest", 3, "n1.2", schedule: true),
        Clause("c9", "Schedule 2", "Staff", "", schedule: true, blank: true),
    ];

    public static AgreementText Text { get; } = new()
    {
        Title = "Network Agreement of the Demo Network",
        Version = "42",
        Date = new DateOnly(2026, 11, 22),
        Status = "In review",
        TextHash = TextHash.Of(Clauses),
        Clauses = Clauses,
        Parties =
        [
            new(
                "High Street Surgery", OdsCode.Parse("Y99901"), "core practice",
                [new("A. Partner", "Partner", new DateTimeOffset(2026, 11, 1, 9, 30, 0, TimeSpan.Zero)), new("B. Partner", "Partner")]),
            new("Mill Lane Practice", OdsCode.Parse("Y99902"), "core practice", [new(null, null)]),
        ],
    };
}
