using PcnAgreements.Domain;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Organisations;

public sealed class Registering_organisations(ApiHost host)
{
    [Fact]
    public async Task answers_201_with_its_place_and_200_with_what_is_so_when_said_again()
    {
        var op = host.Operator;
        var body = new
        {
            name = "HIGH STREET SURGERY", kind = "practice", legalForm = "partnership", listSize = new
            {
                count = 12_345, asAt = "2021-01-01"
            },
            pcns = new[] { new { code = "U77701", from = "2019-07-01" } },
        };
        var made = await op.Put("/organisations/h81001", body);
        made.Status.ShouldBe(201);
        made.Location.ShouldBe("/api/v1/organisations/H81001");
        made.ETag.ShouldBe("\"v3\"");
        made.Json["ods"]!.GetValue<string>().ShouldBe("H81001");
        made.Json["listSize"]!.ToJsonString().ShouldBe("""{"count":12345,"asAt":"2021-01-01"}""");
        made.Json["pcns"]!.ToJsonString().ShouldBe("""[{"code":"U77701","from":"2019-07-01"}]""");

        var again = await op.Put("/organisations/H81001", body);
        again.Status.ShouldBe(200);
        again.ETag.ShouldBe("\"v3\"");
        (await op.Get("/organisations/H81001")).Json.ToJsonString().ShouldBe(again.Json.ToJsonString());

        var bigger = await op.Put(
            "/organisations/H81001", new
            {
                name = "HIGH STREET SURGERY", kind = "practice", listSize = new { count = 13_000, asAt = "2022-01-01" }
            });
        bigger.Json["listSizes"]!.AsArray().Count.ShouldBe(2);
        bigger.Json["legalForm"]!.GetValue<string>().ShouldBe("partnership");
        bigger.Json["pcns"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task is_for_operators_alone()
    {
        var body = new { name = "X", kind = "practice" };
        (await host.Nobody().Put("/organisations/H81002", body)).Is(401, "unauthenticated");
        (await (host.As("somebody@else.test")).Put("/organisations/H81002", body)).Is(403, "not-entitled");
        (await (host.Operator).Get("/organisations/H81002")).Is(404, "not-found");
    }

    [Theory]
    [InlineData("/organisations/H81003", """{"name":"","kind":"practice"}""", 422)]
    [InlineData("/organisations/H81003", """{"name":"X","kind":"pcn"}""", 422)]
    [InlineData("/organisations/H81003", """{"name":"X","kind":"practice","listSize":{"count":-1,"asAt":"2021-01-01"}}""", 422)]
    [InlineData("/organisations/H81003", """{"name":"X","kind":"practice","listSize":{"count":1.5,"asAt":"2021-01-01"}}""", 400)]
    [InlineData("/organisations/H81003", """{"name":"X","kind":"practice","listSize":{"count":1,"asAt":"2021-02-30"}}""", 400)]
    [InlineData("/organisations/H81003", """{"name":"X","kind":"practice","pcns":[null]}""", 400)]
    [InlineData("/organisations/H81003", """{"name":"X","kind":"practice","pcns":null}""", 400)]
    [InlineData("/organisations/H81003", """{"name":"X","kind":"surgery"}""", 400)]
    [InlineData("/organisations/H81003", """{"name":"X","kind":"practice","code":"H81003"}""", 400)]
    [InlineData("/organisations/H81003", """{"name":"X"}""", 400)]
    [InlineData("/organisations/not-a-code", """{"name":"X","kind":"practice"}""", 400)]
    public async Task says_what_is_wrong(string path, string body, int status)
    {
        var answer = await (host.Operator).Put(path, body);
        answer.Status.ShouldBe(status, answer.Text);
        (await (host.Operator).Get("/organisations/H81003")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task lists_them_by_kind_words_and_the_bodies_they_belong_to_page_by_page()
    {
        var network = await Network.New(host);
        var somebody = host.As("somebody@else.test");
        var first = await somebody.Get($"/organisations?pcn={network.Pcn.ToString().ToLowerInvariant()}&limit=2");
        Codes(first).ShouldBe(Of(network.Practices.Take(2)));
        var second = await somebody.Get($"/organisations?pcn={network.Pcn}&limit=2&cursor={first.Json["next"]}");
        Codes(second).ShouldBe(Of(network.Practices.Skip(2)));
        second.Json["next"].ShouldBeNull();

        Codes(await somebody.Get($"/organisations?kind=practice&lmc={network.Lmc}&icb={network.Icb}&pcn={network.Pcn}"))
            .ShouldBe(Of(network.Practices));
        Codes(await somebody.Get($"/organisations?q=network%20{network.Pcn.ToString().ToLowerInvariant()}")).ShouldBe(Of([network.Pcn]));
        Codes(await somebody.Get("/organisations?q=%25")).ShouldBeEmpty();
        Codes(await somebody.Get("/organisations?pcn=U99999&whatever=1")).ShouldBeEmpty();
        foreach (var bad in (string[])["kind=surgery", "pcn=A81001", "lmc=%00", "q=%00", "limit=0", "limit=501", "limit=x", "cursor=!",
            "kind=pcn&kind=lmc"])
            (await somebody.Get($"/organisations?{bad}")).Is(400, "malformed");
    }

    private static IEnumerable<string> Of(IEnumerable<OdsCode> codes) => codes.Select(c => c.ToString());

    private static IEnumerable<string> Codes(Reply answer) => answer.Json["items"]!.AsArray().Select(i => i!["ods"]!.GetValue<string>());
}
