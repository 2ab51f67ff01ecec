using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Organisations;

public sealed class Importing_over_HTTP(ApiHost host)
{
    private const string Header = "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PCN_CODE,PCN_NAME,STP_CODE,STP_NAME\n";
    private static readonly (string, string) Csv = ("Content-Type", "text/csv");

    [Fact]
    public async Task records_every_row_and_nothing_a_second_time()
    {
        const string board = "QK8";  // which no other test names: it is counted as added
        var file = Header + Row("K81001", "U81001", board) + Row("K81002", "U81001", board) + Row("K81003", "U", board);
        var report = (await host.Operator.Post("/organisations/import", file, Csv)).Is(200).Json;
        report["kind"]!.GetValue<string>().ShouldBe("mapping");
        report["rows"]!.GetValue<int>().ShouldBe(3);
        report["organisations"]!.ToJsonString().ShouldBe("""{"added":5,"changed":0,"unchanged":0}""");
        report["flags"]!.AsArray().Single()!["line"]!.GetValue<int>().ShouldBe(4);
        (await host.Operator.Get("/organisations?pcn=U81001")).Items.Count.ShouldBe(2);

        var again = (await host.Operator.Post("/organisations/import", file, Csv)).Is(200).Json;
        again["organisations"]!.ToJsonString().ShouldBe("""{"added":0,"changed":0,"unchanged":5}""");
        (await host.Operator.Get("/organisations/K81001/history")).Items.Count.ShouldBe(3);

        var sizes =
            (await host.Operator.Post(
                "/organisations/import", "EXTRACT_DATE,CODE,NUMBER_OF_PATIENTS\r\n01JAN2021,K81001,7000\r\n01JAN2021,K99999,1\r\n", Csv))
                    .Is(200).Json;
        sizes["kind"]!.GetValue<string>().ShouldBe("list_sizes");
        sizes["unmatched"]!.GetValue<int>().ShouldBe(1);
        (await host.Operator.Get("/organisations/K81001"))["listSize"].ToJsonString().ShouldBe("""{"count":7000,"asAt":"2021-01-01"}""");
    }

    [Fact]
    public async Task keeps_its_report_under_the_idempotency_key()
    {
        var key = ("Idempotency-Key", "import-1");
        var first = (await host.Operator.Post("/organisations/import", Header + Row("K82001", "U82001"), Csv, key)).Is(200);
        (await host.Operator.Post("/organisations/import", Header + Row("K82001", "U82001"), Csv, key)).Is(200).Text.ShouldBe(first.Text);
        (await host.Operator.Post("/organisations/import", Header + Row("K82002", "U82001"), Csv, key)).Is(422, "idempotency-mismatch");
        (await host.Operator.Get("/organisations/K82002")).Is(404);
    }

    [Fact]
    public async Task takes_no_row_where_one_is_bad()
    {
        var refused = (await host.Operator.Post("/organisations/import", Header + Row("K83001", "U83001") + Row("nonsense", "U83001"), Csv))
            .Is(422, "invalid");
        refused["errors"]["/3/PRACTICE_CODE"].ShouldNotBeNull();
        (await host.Operator.Get("/organisations/K83001")).Is(404);
        (await host.Operator.Post("/organisations/import", "a,b\n1,2\n", Csv)).Is(400, "malformed");
        (await host.Operator.Post("/organisations/import", "{}")).Is(415, "unsupported-media");
        (await host.Operator.Post("/organisations/import", "", Csv)).Is(400, "malformed");
        (await host.As("somebody@else.test").Post("/organisations/import", Header, Csv)).Is(403, "not-entitled");
    }

    private static string Row(string practice, string pcn, string icb = "QK9") =>
        $"X,01Jan2022,{practice},NAME OF {practice},{pcn},NAME OF {pcn},{icb},NAME OF {icb}\n";
}
