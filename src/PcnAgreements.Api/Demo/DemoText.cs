using System.Globalization;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Organisations;

namespace PcnAgreements.Api.Demo;

/// <summary>
/// What the demo network has written into the blanks of the sample template's schedules. One is left to be filled (<c>n103.4</c>), so
/// that there is
/// something that signing waits for.
/// </summary>
internal static class DemoText
{
    /// <summary>The blank that nobody has filled yet.</summary>
    public static readonly ClauseKey LeftBlank = ClauseKey.Parse("n103.4");

    /// <summary>The clause on which the practices do not agree.</summary>
    public static readonly ClauseKey Liability = ClauseKey.Parse("n104.7");

    /// <summary>What the smallest practice would accept instead.</summary>
    public const string LiabilityByList = "£1 for each patient on the Member's List Size, and at least £5,000.";

    /// <summary>The clause that is reworded after some have approved it, and its new words.</summary>
    public static readonly ClauseKey Area = ClauseKey.Parse("n101.3.1");

    private const string AreaBefore =
        "The wards of Harbour, St Anne's, Millbrook and Quayside in the borough of Demoford, as they were on 1 April 2024.";

    /// <summary>See <see cref="Area"/>.</summary>
    public const string AreaAfter = AreaBefore + " The branch of EASTFIELD HEALTH CENTRE at Lower Eastfield lies outside it.";

    /// <summary>What each blank says, by its key.</summary>
    /// <param name="now">When the demo begins; the text's dates follow from it.</param>
    public static IEnumerable<(ClauseKey Clause, string Body)> Filled(DateTimeOffset now)
    {
        var start = FirstOfMonth(now, 3);
        (string Clause, string Body)[] filled =
        [
            ("n101.1.1", Practices()),
            ("n101.2.1", "There are none."),
            (Area.ToString(), AreaBefore),
            ("n101.4.3", $"Dr Miriam Stone of ST ANNE'S MEDICAL CENTRE, three sessions a week until {Day(start.AddYears(3).AddDays(-1))}."),
            ("n101.5.1", $"ST ANNE'S MEDICAL CENTRE (Y99902), from {Day(start)}."),
            ("n101.8", $"{Day(start)}."),
            ("n101.9", "Demo Local Medical Committee (LMC-DEMO)."),
            ("n102.2", "1. Supplementing clause [[n10.3]]: cover for the branch at Lower Eastfield is planned a quarter ahead.\n"
                + "2. Supplementing clause [[n8.2]]: a meeting may also be called by any two practices together."),
            ("n104.1.2", "The practice managers of Y99901 and Y99902 and the Clinical Director, any two of them together."),
            ("n104.6", "Two hundredths of the Network Funds that pass through its account in the Financial Year, and at most £6,000."),
            (Liability.ToString(), "£20,000 for each Core Network Practice, whatever its List Size."),
            ("n105.1.1", Roles),
            ("n107.3", Arrangements),
        ];
        return filled.Select(f => (ClauseKey.Parse(f.Clause), f.Body));
    }

    private const string Roles =
        """
        | Role | Whole-time equivalent | Employing Member | Where | Funding | Term |
        | --- | --- | --- | --- | --- | --- |
        | Senior clinical pharmacist | 1.0 | Y99902 | all practices | payments for roles | permanent |
        | Pharmacy technician | 0.6 | Y99902 | Y99901, Y99903, Y99906 | payments for roles | permanent |
        | First-contact physiotherapist | 1.6 | Y99905 | Y99901, Y99905 | payments for roles | permanent |
        | Social prescriber | 2.0 | Y99901 | all practices | payments for roles | two years |
        """;

    private const string Arrangements =
        """
        | Organisation | Kind | Since |
        | --- | --- | --- |
        | Demoford Hospice | Liaison | 2021 |
        | Demoford Community Trust | Joint working | 2022 |
        """;

    private static string Practices()
    {
        var rows = DemoOrganisations.Practices.Select(p => string.Join(" | ",
            p.Name, Form(p.LegalForm), p.Code, string.Join(", ", p.Partners), p.ManagerEmail, $"{p.Partners[0]}; {p.Manager}"));
        return "| Name | Legal form | ODS code | Contract holders | Notices | Representative; alternate |\n"
            + "| --- | --- | --- | --- | --- | --- |\n" + string.Join('\n', rows.Select(r => $"| {r} |"));
    }

    private static string Form(LegalForm form) => form switch
    {
        LegalForm.Partnership => "partnership",
        LegalForm.SoleTrader => "sole contractor",
        _ => "company limited by shares",
    };

    private static DateOnly FirstOfMonth(DateTimeOffset now, int monthsAhead)
    {
        var day = London.DayOf(now).AddMonths(monthsAhead);
        return new(day.Year, day.Month, 1);
    }

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
