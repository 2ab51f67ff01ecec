using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Organisations.Import;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Organisations.OrganisationScenario;

namespace PcnAgreements.Domain.Tests.Organisations.Import;

public sealed class Importing_a_mapping
{
    private readonly Register register = new();

    private static string Row(
        string practice, string pcn = "U89141", string date = "01Jan2022", string icb = "QHM", string name = "NORTH SURGERY") =>
        $"GP_PRAC_PAT_LIST,{date},{practice},{name},{pcn},{(pcn == "U" ? "Unallocated" : "STOCKTON PCN")},{icb},North East";

    private ImportReport Import(params string[] rows) => register.Import(Rows(rows));

    private static ImportRows Rows(params string[] rows) => Register.Read(
        "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PCN_CODE,PCN_NAME,STP_CODE,STP_NAME", rows)
            .ShouldBeOfType<ImportReading.Taken>().Rows;

    [Fact]
    public void makes_practices_networks_boards_and_their_memberships_from_the_extract_date()
    {
        Import(Row("A81001"), Row("a81002", name: "SOUTH SURGERY")).ShouldSatisfyAllConditions(
            r => r.Kind.ShouldBe(ImportKind.Mapping),
            r => r.Rows.ShouldBe(2),
            r => r.Organisations.ShouldBe(new(4, 0, 0)),
            r => r.Memberships.ShouldBe(new(4, 0, 0)),
            r => r.Flags.ShouldBeEmpty());
        register["A81002"].ShouldSatisfyAllConditions(
            o => o.Name.ShouldBe("SOUTH SURGERY"),
            o => o.Kind.ShouldBe(OrganisationKind.Practice),
            o => o.Memberships[MembershipKind.Pcn].ShouldBe([In("U89141", Day(2022))]),
            o => o.Memberships[MembershipKind.Icb].ShouldBe([In("QHM", Day(2022))]));
        register["U89141"].Kind.ShouldBe(OrganisationKind.Pcn);
        register["QHM"].ShouldSatisfyAllConditions(o => o.Name.ShouldBe("North East"), o => o.Kind.ShouldBe(OrganisationKind.Icb));
    }

    [Fact]
    public void a_second_time_changes_nothing()
    {
        Import(Row("A81001"), Row("A81002", "U"));
        var again = Import(Row("A81001"), Row("A81002", "U"));
        (again.Organisations, again.Memberships).ShouldBe((new ImportCounts(0, 0, 4), new ImportCounts(0, 0, 3)));
        register.Changed.ShouldBeEmpty();
    }

    [Fact]
    public void flags_a_practice_in_no_network_and_one_in_two()
    {
        var report = Import(Row("A81001"), Row("A81002", "U"), Row("A81001", "U11111"), Row("A81001"));
        report.Flags.ShouldBe(
        [
            new(3, "A81002 is in no PCN (U)."), new(4, "A81001 is in two PCNs: U89141 and U11111."), new(5, "A81001 is listed twice."),
        ]);
        register["A81001"].BelongsTo(MembershipKind.Pcn, Day(2022)).ShouldBe([Code("U89141"), Code("U11111")], ignoreOrder: true);
        register["A81002"].Memberships.Keys.ShouldBe([MembershipKind.Icb]);
    }

    [Fact]
    public void flags_an_organisation_that_has_two_names()
    {
        Import(Row("A81001"), Row("A81001", name: "ANOTHER SURGERY")).Flags
            .ShouldBe([new(3, "A81001 is called NORTH SURGERY in a line above."), new(3, "A81001 is listed twice.")], ignoreOrder: true);
        register["A81001"].Name.ShouldBe("NORTH SURGERY");
    }

    [Fact]
    public void of_a_later_day_ends_a_membership_the_day_before_and_begins_the_new()
    {
        Import(Row("A81001"), Row("A81002"), Row("A81003"));
        var later = Import(
            Row("A81001", "U11111", "01Jul2022"), Row("A81002", "U", "01Jul2022"),
            Row("A81003", "U89141", "01Jul2022", "QOX", "SOUTH SURGERY"));
        later.Organisations.ShouldBe(new(2, 1, 4));
        later.Memberships.ShouldBe(new(0, 3, 3));
        register["A81001"].Memberships[MembershipKind.Pcn]
            .ShouldBe([In("U89141", Day(2022), Day(2022, 6, 30)), In("U11111", Day(2022, 7))]);
        register["A81002"].Memberships[MembershipKind.Pcn].ShouldBe([In("U89141", Day(2022), Day(2022, 6, 30))]);
        register["A81003"].Memberships[MembershipKind.Pcn].ShouldBe([In("U89141", Day(2022))]);
        register["A81003"].Memberships[MembershipKind.Icb].ShouldBe([In("QHM", Day(2022), Day(2022, 6, 30)), In("QOX", Day(2022, 7))]);
    }

    [Fact]
    public void of_an_earlier_day_leaves_what_is_known_of_later_days()
    {
        Import(Row("A81001"), Row("A81002"));
        Import(Row("A81001", "U11111", "01Jan2020"), Row("A81002", "U89141", "01Jan2020")).Memberships.ShouldBe(new(1, 3, 0));
        register["A81001"].Memberships[MembershipKind.Pcn].ShouldBe([In("U11111", Day(2020), Day(2021, 12, 31)), In("U89141", Day(2022))]);
        register["A81002"].Memberships[MembershipKind.Pcn].ShouldBe([In("U89141", Day(2020))]);
        Import(Row("A81001"), Row("A81002")).Memberships.ShouldBe(new(0, 0, 4));
    }

    [Fact]
    public void of_the_day_a_membership_began_corrects_it()
    {
        Import(Row("A81001"));
        Import(Row("A81001", "U11111")).Memberships.ShouldBe(new(0, 1, 1));
        register["A81001"].Memberships[MembershipKind.Pcn].ShouldBe([In("U11111", Day(2022))]);
    }

    [Fact]
    public void leaves_legal_form_people_and_committees_alone()
    {
        register.Add(Code("A81001"),
            new OrganisationRegistered(Code("A81001"), "OLD NAME", OrganisationKind.Practice, LegalForm.Partnership),
            new MembershipsRecorded(MembershipKind.Lmc, [In("LMC-DEMO")]));
        Import(Row("A81001")).Organisations.ShouldBe(new(2, 1, 0));
        register["A81001"].ShouldSatisfyAllConditions(
            o => o.Name.ShouldBe("NORTH SURGERY"),
            o => o.LegalForm.ShouldBe(LegalForm.Partnership),
            o => o.BelongsTo(MembershipKind.Lmc, Day(2022)).ShouldBe([Code("LMC-DEMO")]));
    }

    [Fact]
    public void takes_no_row_when_a_code_is_registered_as_something_else()
    {
        register.Add(Code("A81001"), new OrganisationRegistered(Code("A81001"), "TRUST", OrganisationKind.Trust, null));
        var decision = Rows(Row("A81002"), Row("A81001")).Decide(register.Present);
        decision.Refusal.ShouldNotBeNull().Errors["/3/PRACTICE_CODE"].ShouldHaveSingleItem()
            .ShouldBe("Line 3, column PRACTICE_CODE: A81001 is registered as a trust.");
        decision.Changes.ShouldBeEmpty();
    }

    [Fact]
    public void takes_no_row_when_the_file_is_of_two_days_or_a_cell_is_bad() => Register.Read(
        "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PCN_CODE,PCN_NAME,STP_CODE,STP_NAME",
        [
            "01Jan2022,A81001,NORTH,U89141,STOCKTON PCN,QHM,North East", "02Jan2022,A81002,NORTH,U,Unallocated,QHM,North East",
            "01Jan2022,I81003,,U8914,STOCKTON PCN,XHM,North East",
        ])
        .ShouldBeOfType<ImportReading.Refused>().Refusal.Errors.Keys
        .ShouldBe(["/3/EXTRACT_DATE", "/4/PCN_CODE", "/4/PRACTICE_CODE", "/4/PRACTICE_NAME", "/4/STP_CODE"]);

    [Fact]
    public void names_the_organisations_that_must_be_looked_up() =>
        Rows(Row("A81001"), Row("A81002", "U")).Organisations.Select(o => o.ToString())
            .ShouldBe(["A81001", "A81002", "U89141", "QHM"], ignoreOrder: true);

    [Fact]
    public void reads_the_names_that_columns_have_had_since_there_are_boards() => Register
        .Read("EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,ICB_CODE,ICB_NAME,PCN_CODE,PCN_NAME",
            ["01Jul2023,A81001,NORTH,QHM,NHS North East ICB,U89141,STOCKTON PCN"])
        .ShouldBeOfType<ImportReading.Taken>().Rows.ShouldBeOfType<MappingRows>().Rows[0].Icb.Name.ShouldBe("NHS North East ICB");
}
