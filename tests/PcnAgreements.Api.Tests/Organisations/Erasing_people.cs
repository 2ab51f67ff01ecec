using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Organisations;

public sealed class Erasing_people(ApiHost host)
{
    private static readonly object Reason = new { reason = "Asked for under Article 17" };

    [Fact]
    public async Task is_not_hidden_by_what_a_client_keeps()
    {
        var situation = await host.An_agreement_in_review();
        (await situation.Say(0, "c1")).Is(200);
        (await situation.Say(1, "c1")).Is(200);
        string[] places =
        [
            situation.Path, $"{situation.Path}/clauses", $"{situation.Path}/clauses/c1", $"{situation.Path}/history",
            $"{situation.Path}/text"
        ];
        var kept = new Dictionary<string, string>();
        foreach (var place in places)
        {
            kept[place] = (await situation.Editor.Get(place)).Is(200).ETag!;
            (await situation.Editor.Get(place, ("If-None-Match", kept[place]))).Is(304);
        }

        (await host.Operator.Post($"/people/{situation.Network.Manager(2).Email}/erase", Reason)).Is(200);
        foreach (var place in places) (await situation.Editor.Get(place, ("If-None-Match", kept[place]))).Is(304);
        (await host.Operator.Post($"/people/{situation.Network.Manager(0).Email}/erase", Reason)).Is(200);
        foreach (var place in places)
        {
            var now = (await situation.Editor.Get(place, ("If-None-Match", kept[place]))).Is(200);
            now.Text.ShouldNotContain(situation.Network.Manager(0).Email);
            now.ETag.ShouldBe(kept[place]);
        }

        // What is of a later version cannot hold the name.
        await situation.AddClause("More.");
        foreach (var place in places)
        {
            var now = (await situation.Editor.Get(place, ("If-None-Match", kept[place]))).Is(200);
            (await situation.Editor.Get(place, ("If-None-Match", now.ETag!))).Is(304);
        }
    }

    [Fact]
    public async Task reaches_what_another_instance_answers_to_commands()
    {
        var situation = await host.An_agreement_in_review();
        await using var other = await ApiHost.On(host.Database);
        var editor = other.As(situation.Editor.Email);
        var email = $"partner.{Guid.NewGuid():n}@erased.test";
        (await Change("Dr Partner")).Text.ShouldContain(email);
        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken);

        (await host.Operator.Post($"/people/{email}/erase", Reason)).Is(200);
        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken);

        (await editor.Put($"{situation.Path}/parties/{situation.Network.Practices[1]}", new { role = "partner" })).Is(200)
            .Text.ShouldNotContain(email);

        async Task<Reply> Change(string name) => (await editor.Put(
            $"{situation.Path}/parties/{situation.Network.Practices[0]}",
            new { role = "core", signatories = new[] { new { email, name, capacity = "partner" } } })).Is(200);
    }

    [Fact]
    public async Task is_not_hidden_by_what_the_service_keeps()
    {
        var situation = await host.An_agreement_in_review();
        var ods = situation.Network.Practices[0];
        var email = $"partner.{Guid.NewGuid():n}@erased.test";
        var party = new { role = "core", signatories = new[] { new { email, name = "Dr Partner", capacity = "partner" } } };
        (await situation.Editor.Put($"{situation.Path}/parties/{ods}", party)).Is(200);
        for (var again = 0; again < 2; again++) (await situation.Editor.Get(situation.Path)).Is(200).Text.ShouldContain(email);

        (await host.Operator.Post($"/people/{email}/erase", Reason)).Is(200);

        var now = (await situation.Editor.Get(situation.Path)).Is(200).Text;
        now.ShouldNotContain(email);
        now.ShouldNotContain("Dr Partner");
    }

    [Fact]
    public async Task makes_who_they_were_unreadable_everywhere_and_ends_what_they_could_do()
    {
        var situation = await host.An_agreement_in_review();
        var network = situation.Network;
        (await situation.Say(0, "c1")).Is(200);
        var manager = network.Manager(0);
        var key = ("Idempotency-Key", "erase-1");

        var erased = (await host.Operator.Post($"/people/{manager.Email}/erase", Reason, key)).Is(200);
        var id = erased["id"].GetValue<string>();
        erased.Json["email"].ShouldBeNull();
        erased.Json["name"].ShouldBeNull();
        (await host.Operator.Post($"/people/{manager.Email}/erase", Reason, key)).Is(200).Text.ShouldBe(erased.Text);
        (await host.Operator.Post($"/people/{manager.Email}/erase", Reason)).Is(404, "not-found");

        // What they did stands, by nobody in particular; their token opens nothing any more.
        var stance = (await situation.Editor.Get($"{situation.Path}/clauses/c1")).Is(200)["stances"][0]!;
        stance["stance"]!.GetValue<string>().ShouldBe("approve");
        stance.ToJsonString().ShouldNotContain(manager.Email);
        (await manager.Get(situation.Path)).Is(404);
        (await host.Operator.Get($"/organisations/{network.Practices[0]}/people")).Text.ShouldNotContain(id);
        var history = (await host.Operator.Get($"/organisations/{network.Practices[0]}/history")).Is(200);
        history.Text.ShouldContain(id);
        history.Items[^1]!["type"]!.GetValue<string>().ShouldBe("person_revoked");
        foreach (var text in new[] { history.Text, (await situation.Editor.Get($"{situation.Path}/history")).Is(200).Text })
        {
            text.ShouldNotContain(manager.Email);
            text.ShouldNotContain($"Name of {manager.Email}");
        }

        (await host.Database.Ask<long>(
            $"select count(*) from pcn.mt_events e where e.data::text like '%{manager.Email}%' or e.headers::text like '%{manager.Email}%'")).ShouldBe(0);
        (await host.Database.Ask<long>(
            $"select count(*) from pcn.person p where p.id = '{id}' and p.email is null and p.name is null and p.subject is null"))
                .ShouldBe(1);

        // The same address may be entered again: it is somebody new.
        var administrator = network.Administrator(network.Practices[0]);
        var again =
            (await administrator.Put(
                $"/organisations/{network.Practices[0]}/people/{manager.Email}", new { name = "Again", authorities = new[] { "viewer" } }))
                    .Is(201);
        again["id"].GetValue<string>().ShouldNotBe(id);
    }

    [Fact]
    public async Task is_for_operators_alone_and_needs_a_reason()
    {
        var network = await Network.New(host);
        var email = network.Manager(0).Email;
        (await network.Administrator(network.Practices[0]).Post($"/people/{email}/erase", Reason)).Is(403, "not-entitled");
        (await host.Operator.Post($"/people/{email}/erase", new { reason = " " })).Is(422, "invalid");
        (await host.Operator.Post($"/people/{email}/erase", new { })).Is(400, "malformed");
        (await host.Operator.Post("/people/nobody@at.all/erase", Reason)).Is(404, "not-found");
        (await host.Operator.Post("/people/nobody@at.all/erase", new { })).Is(404, "not-found");
        (await host.Operator.Post("/people/nobody/erase", Reason)).Is(404, "not-found");
        (await host.Operator.Get($"/organisations/{network.Practices[0]}/people")).Is(200).Text.ShouldContain(email);
    }
}
