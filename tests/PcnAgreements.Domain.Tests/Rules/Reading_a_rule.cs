using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PcnAgreements.Domain.Rules;
using Shouldly;
using Xunit;

namespace PcnAgreements.Domain.Tests.Rules;

public sealed class Reading_a_rule
{
    [Fact]
    public void Takes_everything_but_the_majority_as_the_contract_has_it_when_left_out()
    {
        var rule = Read("""{"majority":"unanimous"}""");
        rule.Majority.ShouldBe(Majority.Unanimous);
        rule.Weight.ShouldBe(Weighting.OnePerPractice);
        rule.Of.ShouldBe(MajorityBase.ForAndAgainst);
        rule.Quorum.ShouldBeNull();
        rule.CastingVote.ShouldBeNull();
        rule.Proxies.ShouldBe(new Proxies(false, null));
        rule.Closes.ShouldBe(Closing.AtDeadline);
        rule.Changes.ShouldBeTrue();
        rule.AbstentionsInQuorum.ShouldBeTrue();
        rule.Conflicted.ShouldBe(ConflictedIn.Out);
    }

    [Fact]
    public void Takes_every_part() => Read("""
        {"weight":{"given":{"Y99901":3,"y99902":0}},"majority":{"ratio":"2/4","test":"more_than"},"of":"entitled",
         "quorum":{"practices":"2/3","weight":"1/2"},"castingVote":"y99901","proxies":{"allowed":true,"perHolder":1},
         "closes":"when_decided","changes":false,"abstentionsInQuorum":false,"conflicted":"in_quorum_base"}
        """).ShouldBe(Full);

    [Fact]
    public void Is_undone_by_writing_it_whole()
    {
        JsonSerializer.Serialize(Read("""{"majority":"unanimous"}""")).ShouldBe("""
            {"weight":"per_practice","majority":"unanimous","of":"for_and_against","quorum":null,"castingVote":null,
            "proxies":{"allowed":false,"perHolder":null},
            "closes":"at_deadline","changes":true,"abstentionsInQuorum":true,"conflicted":"out"}
            """.ReplaceLineEndings(""));
        JsonSerializer.Serialize(Full).ShouldBe("""
            {"weight":{"given":{"Y99901":3,"Y99902":0}},"majority":{"ratio":"2/4","test":"more_than"},"of":"entitled",
            "quorum":{"practices":"2/3","weight":"1/2"},"castingVote":"Y99901","proxies":{"allowed":true,"perHolder":1},
            "closes":"when_decided","changes":false,"abstentionsInQuorum":false,"conflicted":"in_quorum_base"}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public void Gives_back_every_rule_that_was_written() => Prop.ForAll(RuleGenerators.Rules.ToArbitrary(), rule =>
    {
        var read = Read(JsonSerializer.Serialize(rule));
        return read == rule && read.GetHashCode() == rule.GetHashCode() && rule.Problems().Count == 0;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("\"per_practice\"")]
    [InlineData("\"list_size\"")]
    [InlineData("""{"listSize":{"asAt":"2021-01-01"}}""")]
    [InlineData("""{"per":1000}""")]
    [InlineData("""{"given":{"A81001":1,"LMC-DEMO":1000000000000}}""")]
    public void Takes_every_kind_of_weight(string weight)
    {
        var rule = Read($$"""{"weight":{{weight}},"majority":"unanimous"}""");
        JsonSerializer.Serialize(rule).ShouldStartWith($$"""{"weight":{{weight}},""");
        rule.Problems().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"quorum":null}""")]
    [InlineData("""{"quorum":{}}""")]
    [InlineData("""{"quorum":{"practices":null,"weight":null}}""")]
    public void Takes_a_quorum_that_asks_for_nothing_as_none(string quorum) =>
        Read($$"""{"majority":"unanimous",{{quorum[1..]}}""").Quorum.ShouldBeNull();

    [Theory]
    [InlineData("""[]""")]
    [InlineData("\"unanimous\"")]
    [InlineData("""{}""")]
    [InlineData("""{"majority":null}""")]
    [InlineData("""{"majority":"most"}""")]
    [InlineData("""{"majority":{"ratio":"1/2"}}""")]
    [InlineData("""{"majority":{"test":"at_least"}}""")]
    [InlineData("""{"majority":{"ratio":0.5,"test":"at_least"}}""")]
    [InlineData("""{"majority":{"ratio":"0.5","test":"at_least"}}""")]
    [InlineData("""{"majority":{"ratio":"1234567890/2","test":"at_least"}}""")]
    [InlineData("""{"majority":{"ratio":"1/2","test":"AtLeast"}}""")]
    [InlineData("""{"majority":{"ratio":"1/2","test":0}}""")]
    [InlineData("""{"majority":{"ratio":"1/2","test":"at_least","of":"cast"}}""")]
    [InlineData("""{"majority":"unanimous","majority":"unanimous"}""")]
    [InlineData("""{"majority":"unanimous","Changes":false}""")]
    [InlineData("""{"majority":"unanimous","changes":"false"}""")]
    [InlineData("""{"majority":"unanimous","changes":null}""")]
    [InlineData("""{"majority":"unanimous","of":"Cast"}""")]
    [InlineData("""{"majority":"unanimous","of":["cast"]}""")]
    [InlineData("""{"majority":"unanimous","closes":"never"}""")]
    [InlineData("""{"majority":"unanimous","conflicted":true}""")]
    [InlineData("""{"majority":"unanimous","quorum":"1/2"}""")]
    [InlineData("""{"majority":"unanimous","quorum":{"heads":"1/2"}}""")]
    [InlineData("""{"majority":"unanimous","castingVote":"the chair"}""")]
    [InlineData("""{"majority":"unanimous","castingVote":1}""")]
    [InlineData("""{"majority":"unanimous","castingVote":"\ud800"}""")]
    [InlineData("""{"majority":"unanimous","\ud800":1}""")]
    [InlineData("""{"majority":"unanimous","proxies":true}""")]
    [InlineData("""{"majority":"unanimous","proxies":{"perHolder":1}}""")]
    [InlineData("""{"majority":"unanimous","proxies":{"allowed":true,"perHolder":1.5}}""")]
    [InlineData("""{"majority":"unanimous","weight":null}""")]
    [InlineData("""{"majority":"unanimous","weight":"by_mood"}""")]
    [InlineData("""{"majority":"unanimous","weight":{}}""")]
    [InlineData("""{"majority":"unanimous","weight":{"per":1000,"given":{"Y99901":1}}}""")]
    [InlineData("""{"majority":"unanimous","weight":{"per":"1000"}}""")]
    [InlineData("""{"majority":"unanimous","weight":{"per":1000.0}}""")]
    [InlineData("""{"majority":"unanimous","weight":{"per":1e3}}""")]
    [InlineData("""{"majority":"unanimous","weight":{"listSize":"2021-01-01"}}""")]
    [InlineData("""{"majority":"unanimous","weight":{"listSize":{}}}""")]
    [InlineData("""{"majority":"unanimous","weight":{"listSize":{"asAt":"2021-02-30"}}}""")]
    [InlineData("""{"majority":"unanimous","weight":{"listSize":{"asAt":"2021-1-1"}}}""")]
    [InlineData("""{"majority":"unanimous","weight":{"given":[3]}}""")]
    [InlineData("""{"majority":"unanimous","weight":{"given":{"Y99901":0.5}}}""")]
    [InlineData("""{"majority":"unanimous","weight":{"given":{"Y99901":"3"}}}""")]
    [InlineData("""{"majority":"unanimous","weight":{"given":{"?":3}}}""")]
    [InlineData("""{"majority":"unanimous","weight":{"given":{"Y99901":3,"y99901":3}}}""")]
    public void Refuses_any_other_form(string json)
    {
        var refusal = Should.Throw<JsonException>(() => Read(json));
        refusal.Message.ShouldNotContain("PcnAgreements");
        refusal.Message.ShouldNotContain("System.");
    }

    [Fact]
    public void Says_where_the_form_is_wrong()
    {
        Should.Throw<JsonException>(() => Read("""{"majority":{"ratio":"half","test":"at_least"}}""")).Message
            .ShouldStartWith("/majority/ratio must be a ratio");
        Should.Throw<JsonException>(() => Read("""{"majority":"unanimous","closes":"never"}""")).Message
            .ShouldBe("/closes must be one of at_deadline, when_all_voted, when_decided.");
        Should.Throw<JsonException>(() => Read("""{"majority":"unanimous","colour":"red"}""")).Message
            .ShouldBe("A rule has no member 'colour'.");
    }

    private static DecisionRule Full { get; } = new(Majority.MoreThan(Ratio.Parse("2/4")))
    {
        Weight = new Weighting.Given(System.Collections.Immutable.ImmutableSortedDictionary<OdsCode, long>.Empty
            .Add(RuleGenerators.Practice(0), 3).Add(RuleGenerators.Practice(1), 0)),
        Of = MajorityBase.Entitled,
        Quorum = new(Ratio.Parse("2/3"), Ratio.Parse("1/2")),
        CastingVote = RuleGenerators.Practice(0),
        Proxies = new(true, 1),
        Closes = Closing.WhenDecided,
        Changes = false,
        AbstentionsInQuorum = false,
        Conflicted = ConflictedIn.InQuorumBase,
    };

    private static DecisionRule Read(string json) => JsonSerializer.Deserialize<DecisionRule>(json)!;
}
