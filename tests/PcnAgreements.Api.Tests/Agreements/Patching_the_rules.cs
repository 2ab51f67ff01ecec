using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Agreements;

/// <summary>A patch of the rules is a merge patch (RFC 7396) all the way down, of the rules as they are shown.</summary>
public sealed class Patching_the_rules(ApiHost host)
{
    private const string TwoThirds =
        """{"clause": {"majority": {"ratio": "2/3", "test": "at_least"}, "of": "entitled", "quorum": {"practices": "1/2"}}}""";

    [Fact]
    public async Task leaves_what_it_does_not_name_at_every_depth()
    {
        var (situation, rules) = await Ruled();
        await Patched(situation, """{"adoptBallot": true}""", r => r["adoptBallot"] = true);
        await Patched(situation, """{"clause": {"of": "cast"}}""", r => r["clause"]!["of"] = "cast");
        await Patched(situation, """{"clause": {"majority": {"ratio": "3/4"}}}""", r => r["clause"]!["majority"]!["ratio"] = "3/4");
        await Patched(situation, """{"clause": {"quorum": {"weight": "1/3"}}}""", r => r["clause"]!["quorum"]!["weight"] = "1/3");
        await Patched(situation, "{}", _ => { });

        async Task Patched(Situation s, string patch, Action<JsonNode> change)
        {
            change(rules);
            (await Patch(s, patch)).Is(200)["rules"].ToJsonString().ShouldBe(rules.ToJsonString());
        }
    }

    [Fact]
    public async Task takes_away_what_it_says_is_null_so_that_its_default_holds()
    {
        var (situation, rules) = await Ruled();
        (await Patch(situation, """{"adopt": {"majority": "unanimous"}}""")).Is(200)["rules"]["adopt"]!["majority"]!.ToJsonString()
            .ShouldBe("\"unanimous\"");
        (await Patch(situation, """{"adopt": null}""")).Is(200)["rules"].ToJsonString().ShouldBe(rules.ToJsonString());
        var without = (await Patch(situation, """{"clause": {"of": null, "quorum": null}}""")).Is(200)["rules"]["clause"]!;
        (without["of"]!.ToJsonString(), without["quorum"]).ShouldBe(("\"for_and_against\"", null));
        (await Patch(situation, """{"clause": null, "adopt": null}""")).Is(200)["rules"]["clause"]!["of"]!.ToJsonString()
            .ShouldBe("\"entitled\"");
        (await Patch(situation, TwoThirds)).Is(200);
        var bare = (await host.A_draft(network: situation.Network)).Read();
        (await Patch(situation, "null")).Is(200)["rules"].ToJsonString().ShouldBe((await bare)["rules"]!.ToJsonString());
    }

    [Fact]
    public async Task goes_from_one_form_of_a_part_to_another()
    {
        var (situation, _) = await Ruled();
        var one = $"{situation.Network.Practices[0]}";
        await Becomes("""{"majority": "unanimous"}""", "majority", "\"unanimous\"");
        await Becomes(
            """{"majority": {"ratio": "1/2", "test": "more_than"}}""", "majority", """{"ratio":"1/2","test":"more_than"}""");
        await Becomes("""{"weight": {"per": 1000}}""", "weight", """{"per":1000}""");
        await Becomes(Given(one, 3).Replace("{\"given", "{\"per\": null, \"given", StringComparison.Ordinal), "weight", Shown(one, 3));
        await Becomes(Given(one.ToLowerInvariant(), 4), "weight", Shown(one, 4));
        await Becomes("""{"weight": "list_size"}""", "weight", "\"list_size\"");
        await Becomes("""{"weight": {"per": 500, "given": null}}""", "weight", """{"per":500}""");
        await Becomes("""{"weight": null}""", "weight", "\"per_practice\"");

        static string Given(string ods, int weight) => $"{{\"weight\": {Shown(ods, weight)}}}";

        static string Shown(string ods, int weight) => $"{{\"given\":{{\"{ods}\":{weight}}}}}";

        async Task Becomes(string clause, string member, string value) =>
            (await Patch(situation, $$"""{"clause": {{clause}}}""")).Is(200)["rules"]["clause"]![member]!.ToJsonString().ShouldBe(value);
    }

    [Theory]
    [InlineData("""{"clauses": null}""", "clauses")]
    [InlineData("""{"clause": {"off": null}}""", "off")]
    [InlineData("""{"clause": {"majority": {"more": 1}}}""", "more")]
    [InlineData("""{"clause": {"of": "cast", "of": "cast"}}""", "twice")]
    [InlineData("""{"clause": {"of": "most"}}""", "/rules/clause/of")]
    [InlineData("""{"clause": {"majority": {"ratio": "0.5"}}}""", "/rules/clause/majority/ratio")]
    [InlineData("""{"clause": {"majority": null}}""", "/rules/clause needs a majority")]
    [InlineData("""{"clause": {"majority": {"test": null}}}""", "/rules/clause/majority needs a test")]
    [InlineData("""{"clause": 5}""", "/rules/clause must be an object")]
    [InlineData("""{"adoptBallot": "yes"}""", "/rules/adoptBallot")]
    [InlineData("""{"clause": {"weight": {"given": {"?": 1}}}}""", "/rules/clause/weight/given")]
    [InlineData("""{"clause": {"of": "\ud800"}}""", "Unicode")]
    [InlineData("[]", "/rules must be an object")]
    [InlineData("5", "/rules must be an object")]
    public async Task is_refused_where_what_comes_of_it_would_not_be_taken(string patch, string told)
    {
        var (situation, _) = await Ruled();
        (await Patch(situation, patch)).Is(400, "malformed")["detail"].GetValue<string>().ShouldContain(told);
    }

    [Fact]
    public async Task is_refused_where_what_comes_of_it_breaks_a_rule()
    {
        var (situation, _) = await Ruled();
        (await Patch(situation, """{"clause": {"majority": {"ratio": "3/2"}}}""")).Is(422, "invalid")["errors"]
            ["/rules/clause/majority/ratio"].ShouldNotBeNull();
        (await Patch(situation, """{"clause": {"closes": "when_decided"}}""")).Is(422, "invalid");
    }

    [Fact]
    public async Task is_decided_on_the_rules_as_they_are_then()
    {
        var (situation, _) = await Ruled();
        var patches = new[]
        {
            """{"adoptBallot": true}""", """{"lockedNeedStance": true}""", """{"clause": {"of": "cast"}}""",
            """{"clause": {"changes": false}}""", """{"clause": {"conflicted": "in_quorum_base"}}""", """{"adopt": {"changes": false}}""",
        };
        foreach (var reply in await Task.WhenAll(patches.Select(p => Patch(situation, p)))) reply.Is(200);
        var rules = (await situation.Read())["rules"]!;
        (rules["adoptBallot"]!.GetValue<bool>(), rules["lockedNeedStance"]!.GetValue<bool>()).ShouldBe((true, true));
        (rules["clause"]!["of"]!.GetValue<string>(), rules["clause"]!["conflicted"]!.GetValue<string>())
            .ShouldBe(("cast", "in_quorum_base"));
        (rules["clause"]!["changes"]!.GetValue<bool>(), rules["adopt"]!["changes"]!.GetValue<bool>()).ShouldBe((false, false));
    }

    [Fact]
    public async Task is_a_matter_of_its_form_before_one_of_the_state()
    {
        var situation = await host.An_agreement_in_review();
        (await Patch(situation, """{"clause": {"majority": {"test": "at_least"}}}""")).Is(400, "malformed");
        (await Patch(situation, """{"clause": {"of": "cast"}}""")).Is(409, "wrong-state");
    }

    private static Task<Reply> Patch(Situation situation, string rules) => situation.Editor.Patch(
        situation.Path, $$"""{"rules": {{rules}}}""", ("Content-Type", "application/merge-patch+json"));

    private async Task<(Situation Situation, JsonNode Rules)> Ruled()
    {
        var situation = await host.A_draft();
        (await Patch(situation, TwoThirds)).Is(200);
        var rules = (await Patch(situation, """{"adopt": null}""")).Is(200)["rules"];
        rules["clause"]!["majority"]!["ratio"]!.GetValue<string>().ShouldBe("2/3");
        return (situation, rules);
    }
}
