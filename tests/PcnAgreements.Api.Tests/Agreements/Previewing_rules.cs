using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Agreements;

public sealed class Previewing_rules(ApiHost host)
{
    [Fact]
    public async Task tells_who_could_decide_alone()
    {
        var situation = await host.A_draft();
        var (one, two, three) = (situation.Network.Practices[0], situation.Network.Practices[1], situation.Network.Practices[2]);
        var before = (await situation.Read())["version"]!.GetValue<long>();
        var rule = new { weight = "list_size", majority = new { ratio = "3/4", test = "at_least" }, quorum = new { practices = "2/3" } };
        var seen = (await situation.Editor.Post($"{situation.Path}/rules/preview", new { rule })).Is(200);
        (seen["entitled"].GetValue<int>(), seen["weight"].GetValue<long>()).ShouldBe((3, 24_000));
        seen["practices"].ToJsonString()
            .ShouldBe($$"""[{"ods":"{{one}}","weight":5000},{"ods":"{{two}}","weight":9000},{"ods":"{{three}}","weight":10000}]""");
        seen["quorum"].ToJsonString().ShouldBe("""{"practices":2,"weight":null}""");
        seen["canTie"].GetValue<bool>().ShouldBeFalse();
        seen["carryAlone"].AsArray().ShouldBeEmpty();
        seen["blockAlone"].AsArray().Select(b => b!.GetValue<string>()).ShouldBe([$"{two}", $"{three}"]);
        (await situation.Read())["version"]!.GetValue<long>().ShouldBe(before);
    }

    [Fact]
    public async Task is_refused_for_a_rule_that_does_not_fit()
    {
        var situation = await host.A_draft();
        Task<Reply> Post(object body) => situation.Editor.Post($"{situation.Path}/rules/preview", body);
        (await Post(new { rule = new { weight = new { listSize = new { asAt = "2001-01-01" } }, majority = "unanimous" } }))
            .Is(422, "invalid")["errors"]["/rule/weight"].ShouldNotBeNull();
        (await Post(new { rule = new { majority = new { ratio = "3/2", test = "at_least" } } }))
            .Is(422, "invalid")["errors"]["/rule/majority/ratio"].ShouldNotBeNull();
        (await Post(new { rule = new { majority = "most" } })).Is(400, "malformed");
        (await Post(new { })).Is(400, "malformed");
        (await Post(new { rule = new { majority = "unanimous" }, more = 1 })).Is(400, "malformed");
        (await situation.Editor.Post($"{situation.Path}/rules/preview", "rule", ("Content-Type", "text/plain")))
            .Is(415, "unsupported-media");
    }

    [Fact]
    public async Task is_refused_for_practices_that_are_not_parties()
    {
        var situation = await host.A_draft();
        var (one, stranger) = ($"{situation.Network.Practices[0]}", "Y00000");
        var half = new { ratio = "1/2", test = "more_than" };
        Task<Reply> Post(object rule) => situation.Editor.Post($"{situation.Path}/rules/preview", new { rule });
        (await Post(new { majority = half, castingVote = one })).Is(200);
        (await Post(new { majority = half, castingVote = stranger })).Is(422, "invalid")["errors"]["/rule/castingVote"].ShouldNotBeNull();
        var given = situation.Network.Practices.ToDictionary(p => $"{p}", _ => 2);
        (await Post(new { majority = half, weight = new { given } })).Is(200);
        given[stranger] = 1;
        (await Post(new { majority = half, weight = new { given } })).Is(422, "invalid")["errors"]["/rule/weight"].ShouldNotBeNull();
    }

    [Fact]
    public async Task is_for_everybody_who_may_read_the_agreement()
    {
        var situation = await host.A_draft();
        var body = new { rule = new { majority = "unanimous" } };
        (await situation.Network.Manager(0).Post($"{situation.Path}/rules/preview", body)).Is(404, "not-found");
        await situation.Circulate();
        (await situation.Network.Manager(0).Post($"{situation.Path}/rules/preview", body)).Is(200);
        (await situation.Network.Auditor.Post($"{situation.Path}/rules/preview", body)).Is(200);
        (await situation.Network.Stranger.Post($"{situation.Path}/rules/preview", body)).Is(404, "not-found");
        var shy = await host.An_agreement_in_review(lmcAccess: "status");
        (await shy.Network.Auditor.Post($"{shy.Path}/rules/preview", body)).Is(403, "not-entitled");
    }

    [Fact]
    public async Task honours_a_key_as_every_POST_does()
    {
        var situation = await host.A_draft();
        var (path, key) = ($"{situation.Path}/rules/preview", ("Idempotency-Key", "preview"));
        var (all, half) = (Rule("unanimous"), Rule(new { ratio = "1/2", test = "more_than" }));
        var first = (await situation.Editor.Post(path, all, key)).Is(200);
        (await situation.Editor.Post(path, half, key)).Is(422, "idempotency-mismatch");
        (await situation.Editor.Delete($"{situation.Path}/parties/{situation.Network.Practices[2]}")).Is(204);
        (await situation.Editor.Post(path, all, key)).Is(200).Text.ShouldBe(first.Text);
        (await situation.Editor.Post(path, all)).Is(200)["entitled"].GetValue<int>().ShouldBe(2);
        (await situation.Editor.Post(path, half, ("Idempotency-Key", new string('k', 256)))).Is(400, "malformed");
        (await situation.Editor.Post(path, Rule(new { ratio = "3/2", test = "more_than" }), ("Idempotency-Key", "refused")))
            .Is(422, "invalid");
        (await situation.Editor.Post(path, half, ("Idempotency-Key", "refused"))).Is(200);
        (await situation.Read())["version"]!.GetValue<long>().ShouldBe(4);

        static object Rule(object majority) => new { rule = new { majority } };
    }
}
