using System.Text;
using PcnAgreements.Api.Organisations;
using PcnAgreements.Domain.Organisations.Import;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Organisations;

public sealed class Reading_a_file_of_organisations
{
    private const string Mapping =
        """"
        PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,STP_CODE,STP_NAME
        GP_PRAC_PAT_LIST,01Jan2022,A81001,"SMITH, JONES & ""PARTNERS""",TS18 1HU,U89141,STOCKTON PCN,QHM,"Cumbria, and North East"
        GP_PRAC_PAT_LIST,01Jan2022,A81002,QUEENS PARK,TS18 2AW,U,Unallocated,QHM,"Cumbria, and North East"

        """";

    private const string Sizes =
        """
        PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS
        GP_PRAC_PAT_LIST,01JAN2021,GP,00L,E38000130,A84002,NE65 7UW,ALL,ALL,5903

        """;

    [Fact]
    public void takes_quoted_cells_apart()
    {
        var rows = Read(Mapping).ShouldBeOfType<ImportReading.Taken>().Rows.ShouldBeOfType<MappingRows>().Rows;
        rows.Select(r => r.Practice.Name).ShouldBe(["SMITH, JONES & \"PARTNERS\"", "QUEENS PARK"]);
        rows.Select(r => r.Line).ShouldBe([2, 3]);
        rows[1].Pcn.ShouldBeNull();
    }

    [Theory, InlineData("\n"), InlineData("\r\n")]
    public void takes_either_line_end_with_or_without_a_byte_order_mark(string lineEnd)
    {
        var text = Sizes.Replace("\n", lineEnd, StringComparison.Ordinal);
        foreach (var file in new[] { text, "\uFEFF" + text, text.TrimEnd('\r', '\n') })
        {
            Read(file).ShouldBeOfType<ImportReading.Taken>().Rows.ShouldBeOfType<ListSizeRows>().Rows
                .ShouldHaveSingleItem().ShouldSatisfyAllConditions(
                    r => r.Count.ShouldBe(5_903), r => r.AsAt.ShouldBe(new(2021, 1, 1)), r => r.Line.ShouldBe(2));
        }
    }

    [Fact]
    public void asks_for_the_line_ends_of_a_file_that_has_lost_them() =>
        Read((Sizes + Row("A84003,NE65 7UW,ALL,ALL,1")).ReplaceLineEndings(",")).ShouldBeOfType<ImportReading.Malformed>()
            .Detail.ShouldBe("Line 1 names the column ALL twice. It is the only line: were the line ends lost on the way, "
                + "as with curl's -d instead of --data-binary?");

    [Fact]
    public void names_a_bad_row_by_the_line_it_begins_on()
    {
        var text = Sizes + "\n" + Row("A84003,\"NE65\n7UW\",ALL,ALL,1") + "\n" + Row("A84004,NE65 7UW,ALL,ALL,x")
            + Row("A8\"4005,NE65 7UW,ALL,ALL,1") + Row("A84006,NE65 7UW,ALL,ALL") + "\n" + Row("A84007,NE65 7UW,ALL,ALL,1.5");
        var refusal = Read(text).ShouldBeOfType<ImportReading.Refused>().Refusal;
        refusal.Errors.Keys.ShouldBe(["/11/NUMBER_OF_PATIENTS", "/7/NUMBER_OF_PATIENTS", "/8", "/9"]);
        refusal.Errors["/8"].ShouldHaveSingleItem().ShouldBe("Line 8 has a quotation mark out of place.");
        refusal.Errors["/9"].ShouldHaveSingleItem().ShouldBe("Line 9 has 9 columns where the header has 10.");
        refusal.Errors["/7/NUMBER_OF_PATIENTS"].ShouldHaveSingleItem()
            .ShouldBe("Line 7, column NUMBER_OF_PATIENTS: 'x' is not a whole number from 0.");
        refusal.Detail.ShouldBe("4 of 6 rows cannot be taken (each is named), so none was.");
    }

    [Fact]
    public void refuses_a_quotation_that_never_ends() =>
        Read(Sizes + Row("A84004,\"NE65 7UW,ALL,ALL,1") + Row("A84005,NE65 7UW,ALL,ALL,1"))
            .ShouldBeOfType<ImportReading.Refused>().Refusal.Errors.Keys.ShouldBe(["/3"]);

    [Theory]
    [InlineData("")]
    [InlineData("CODE,NAME\nA81001,DENSHAM\n")]
    [InlineData("PRACTICE_CODE,PCN_CODE\nA81001,U12345\n")]
    [InlineData("CODE,EXTRACT_DATE,NUMBER_OF_PATIENTS,CODE\nA81001,01JAN2021,1,A81001\n")]
    public void is_malformed_when_line_1_is_no_header_that_is_known(string text) => Read(text).ShouldBeOfType<ImportReading.Malformed>();

    [Fact]
    public void is_malformed_when_it_is_not_text() => ImportCsv.Read(new MemoryStream([0x50, 0x4b, 0x03, 0x04, 0xff, 0xfe, 0xc3, 0x28]))
        .ShouldBeOfType<ImportReading.Malformed>();

    private static string Row(string rest) => $"GP_PRAC_PAT_LIST,01JAN2021,GP,00L,E38000130,{rest}\n";

    private static ImportReading Read(string text) => ImportCsv.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
