using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Organisations;

public sealed class Authorising_people(ApiHost host)
{
    [Fact]
    public async Task is_for_the_administrators_there_and_for_an_operator_only_as_far_as_administrators_go()
    {
        var network = await Network.New(host);
        var (ours, theirs) = (network.Practices[0], network.Practices[1]);
        var person = new { name = "Dr New", authorities = new[] { "signatory" }, evidence = "Letter of 1 March" };
        var path = $"/organisations/{ours}/people/New@{ours}.test";

        (await network.Administrator(theirs).Put(path, person)).Is(403, "not-entitled");
        (await network.Partner(0).Put(path, person)).Is(403, "not-entitled");
        (await host.Operator.Put(path, person)).Is(403, "not-entitled");
        (await host.Operator.Put(path, person with { authorities = ["administrator", "signatory", "voter"] })).Is(403, "not-entitled");

        var administrator = network.Administrator(ours);
        var made = (await administrator.Put(path, person)).Is(201);
        made["email"].GetValue<string>().ShouldBe($"new@{ours}.test".ToLowerInvariant());
        made["givenBy"]["email"]!.GetValue<string>().ShouldBe(administrator.Email);
        made.Location.ShouldBe($"/api/v1/organisations/{ours}/people/{made["email"]}");
        (await administrator.Put(path, person)).Is(200).ETag.ShouldBe(made.ETag);

        (await administrator.Put(path, person with { name = "Dr New-Name" })).Is(200)["name"].GetValue<string>().ShouldBe("Dr New-Name");
        (await administrator.Delete(path)).Is(204);
        (await administrator.Delete(path)).Is(204);
        (await administrator.Put(path, person)).Is(201);
        (await administrator.Delete($"/organisations/{ours}/people/nobody@at.all")).Is(404, "not-found");
        (await administrator.Put($"/organisations/{ours}/people/no-address", person)).Is(400, "malformed")["detail"].GetValue<string>()
            .ShouldBe("'no-address' in the path is no e-mail address.");
        (await administrator.Put(path, person with { authorities = [] })).Is(422, "invalid");
        (await administrator.Put(path, person with { authorities = ["king"] })).Is(400, "malformed");
        (await administrator.Put("/organisations/J81001/people/a@b.test", person)).Is(404, "not-found");
    }

    [Fact]
    public async Task lets_an_operator_make_the_first_administrator_who_goes_on_from_there()
    {
        var ods = "J81003";
        (await host.Operator.Put($"/organisations/{ods}", new { name = "NEW SURGERY", kind = "practice" })).Is(201);
        (await host.Operator.Put(
            $"/organisations/{ods}/people/first@{ods}.test", new { name = "First", authorities = new[] { "administrator" } })).Is(201);
        (await host.As($"first@{ods}.test".ToLowerInvariant())
            .Put($"/organisations/{ods}/people/b@{ods}.test", new { name = "B", authorities = new[] { "voter" } })).Is(201);
    }

    [Fact]
    public async Task shows_people_and_history_to_their_own_to_auditors_of_the_area_and_to_operators()
    {
        var (network, other) = (await Network.New(host), await Network.New(host));
        var ods = network.Practices[0];
        foreach (var talk in new[] { network.Manager(0), network.Auditor, host.Operator })
        {
            (await talk.Get($"/organisations/{ods}/people")).Is(200).Items.Count.ShouldBe(3);
            (await talk.Get($"/organisations/{ods}/history")).Is(200).Items.Count.ShouldBe(8);
        }

        foreach (var talk in new[] { other.Auditor, network.Commissioner, network.Stranger, network.Manager(1) })
        {
            (await talk.Get($"/organisations/{ods}/people")).Is(403, "not-entitled");
            (await talk.Get($"/organisations/{ods}/history")).Is(403, "not-entitled");
        }

        (await host.Operator.Get("/organisations/J81002/people")).Is(404, "not-found");
    }

    [Fact]
    public async Task keeps_what_was_so_before()
    {
        var network = await Network.New(host);
        var ods = network.Practices[0];
        var administrator = network.Administrator(ods);
        (await administrator.Delete($"/organisations/{ods}/people/{Network.At("manager", ods)}")).Is(204);
        (await administrator.Get($"/organisations/{ods}/people")).Items.Count.ShouldBe(2);
        (await administrator.Get($"/organisations/{ods}/people?asOf=8")).Items.Count.ShouldBe(3);
        (await administrator.Get($"/organisations/{ods}/people?asOf=99")).Is(422, "invalid");
        (await administrator.Get($"/organisations/{ods}/people?asOf=2001-01-01T00:00:00Z")).Is(404, "not-found");
        (await administrator.Get($"/organisations/{ods}/people?asOf=yesterday")).Is(400, "malformed");

        var first = await administrator.Get($"/organisations/{ods}/history?limit=4");
        var rest = (await administrator.Get($"/organisations/{ods}/history?limit=500&cursor={first["next"]}")).Items;
        rest.Count.ShouldBe(5);
        var last = rest[^1]!;
        last["version"]!.GetValue<long>().ShouldBe(9);
        last["type"]!.GetValue<string>().ShouldBe("person_revoked");
        last["authority"]!.GetValue<string>().ShouldBe("administrator");
        last["actor"]!["email"]!.GetValue<string>().ShouldBe(administrator.Email);
        last["data"]!["person"]!["email"]!.GetValue<string>().ShouldBe(Network.At("manager", ods));
    }
}
