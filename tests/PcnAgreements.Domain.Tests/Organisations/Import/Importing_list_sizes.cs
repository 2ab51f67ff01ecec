using PcnAgreements.Domain.Organisations.Import;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Organisations.OrganisationScenario;

namespace PcnAgreements.Domain.Tests.Organisations.Import;

public sealed class Importing_list_sizes
{
    private const string Header = "PUBLICATION,EXTRACT_DATE,TYPE,CODE,SEX,AGE,NUMBER_OF_PATIENTS";

    private readonly Register register = new();

    public Importing_list_sizes() => register.Add(Practice.Ods, Practice);

    private static string Row(string practice, string count, string date = "01JAN2021", string type = "GP", string sex = "ALL") =>
        $"GP_PRAC_PAT_LIST,{date},{type},{practice},{sex},ALL,{count}";

    private ImportReport Import(params string[] rows) =>
        register.Import(Register.Read(Header, rows).ShouldBeOfType<ImportReading.Taken>().Rows);

    [Fact]
    public void records_them_for_practices_that_are_known()
    {
        Import(Row("Y99901", "8123"), Row("Y99902", "9000")).ShouldSatisfyAllConditions(
            r => r.Kind.ShouldBe(ImportKind.ListSizes),
            r => r.Rows.ShouldBe(2),
            r => r.ListSizes.ShouldBe(new(1, 0, 0)),
            r => r.Unmatched.ShouldBe(1),
            r => r.Flags.ShouldBeEmpty());
        register["Y99901"].ListSizes.ShouldBe([new(Day(2021), 8_123)]);
    }

    [Fact]
    public void a_second_time_changes_nothing_and_another_number_corrects_it()
    {
        Import(Row("Y99901", "8123"));
        Import(Row("Y99901", "8123", "01Jan2021")).ListSizes.ShouldBe(new(0, 0, 1));
        register.Changed.ShouldBeEmpty();
        Import(Row("Y99901", "8124")).ListSizes.ShouldBe(new(0, 1, 0));
        Import(Row("Y99901", "8200", "01Apr2021")).ListSizes.ShouldBe(new(1, 0, 0));
        register["Y99901"].ListSizes.Values.ShouldBe([8_124, 8_200]);
    }

    [Fact]
    public void flags_a_practice_that_is_listed_twice() =>
        Import(Row("Y99901", "8123"), Row("Y99901", "8123")).Flags.ShouldBe([new(3, "Y99901 is listed twice.")]);

    [Theory]
    [InlineData("Y99901,8123,32JAN2021", "/2/EXTRACT_DATE")]
    [InlineData("Y99901,8123,2021-01-01", "/2/EXTRACT_DATE")]
    [InlineData("Y99901,8123,01JAN1066", "/2/EXTRACT_DATE")]
    [InlineData("U99901,8123,01JAN2021", "/2/CODE")]
    [InlineData("?,8123,01JAN2021", "/2/CODE")]
    [InlineData("Y99901,-1,01JAN2021", "/2/NUMBER_OF_PATIENTS")]
    [InlineData("Y99901,,01JAN2021", "/2/NUMBER_OF_PATIENTS")]
    [InlineData("Y99901,99999999999999999999,01JAN2021", "/2/NUMBER_OF_PATIENTS")]
    [InlineData("Y99901,999999999,01JAN2021", "/2/NUMBER_OF_PATIENTS")]
    [InlineData("Y99901,8123,01JAN2021,CCG", "/2/TYPE")]
    [InlineData("Y99901,8123,01JAN2021,GP,FEMALE", "/2/SEX")]
    public void takes_no_row_when_one_is_bad(string row, string pointer)
    {
        var cells = row.Split(',');
        var bad = Row(cells[0], cells[1], cells[2], cells.ElementAtOrDefault(3) ?? "GP", cells.ElementAtOrDefault(4) ?? "ALL");
        Register.Read(Header, [bad, Row("Y99901", "1")]).ShouldBeOfType<ImportReading.Refused>().Refusal.Errors.Keys.ShouldBe([pointer]);
    }

    [Fact]
    public void takes_no_row_when_two_contradict_each_other() =>
        Register.Read(Header, [Row("Y99901", "1"), Row("Y99901", "2")]).ShouldBeOfType<ImportReading.Refused>()
            .Refusal.Errors.Keys.ShouldBe(["/3/NUMBER_OF_PATIENTS"]);

    [Fact]
    public void names_the_first_hundred_bad_rows_and_counts_all()
    {
        var refusal = Register.Read(Header, [.. Enumerable.Range(0, 250).Select(_ => Row("nobody", "x"))])
            .ShouldBeOfType<ImportReading.Refused>().Refusal;
        refusal.Errors.Keys.Select(k => int.Parse(k.Split('/')[1])).Distinct().Order().ShouldBe(Enumerable.Range(2, 100));
        refusal.Errors.Count.ShouldBe(200);
        refusal.Detail.ShouldBe("250 of 250 rows cannot be taken (the first 100 are named), so none was.");
    }
}
