using System.Text.Json;
using PcnAgreements.Domain.Rules;
using Shouldly;
using Xunit;

namespace PcnAgreements.Domain.Tests.Rules;

public sealed class Checking_a_rule
{
    [Theory]
    [InlineData("""{"majority":{"ratio":"0/2","test":"at_least"}}""", "/majority/ratio")]
    [InlineData("""{"majority":{"ratio":"3/2","test":"at_least"}}""", "/majority/ratio")]
    [InlineData("""{"majority":{"ratio":"1/0","test":"more_than"}}""", "/majority/ratio")]
    [InlineData("""{"majority":{"ratio":"4/4","test":"more_than"}}""", "/majority/ratio")]
    [InlineData("""{"majority":"unanimous","quorum":{"practices":"0/1"}}""", "/quorum/practices")]
    [InlineData("""{"majority":"unanimous","quorum":{"practices":"1/2","weight":"2/1"}}""", "/quorum/weight")]
    [InlineData("""{"majority":"unanimous","proxies":{"allowed":true,"perHolder":0}}""", "/proxies/perHolder")]
    [InlineData("""{"majority":"unanimous","proxies":{"allowed":true,"perHolder":99999999999999999999}}""", "/proxies/perHolder")]
    [InlineData("""{"majority":"unanimous","closes":"when_decided"}""", "/closes")]
    [InlineData("""{"majority":"unanimous","weight":{"per":0}}""", "/weight/per")]
    [InlineData("""{"majority":"unanimous","weight":{"per":-99999999999999999999}}""", "/weight/per")]
    [InlineData("""{"majority":"unanimous","weight":{"given":{"Y99901":-1,"Y99902":1}}}""", "/weight/given/Y99901")]
    [InlineData("""{"majority":"unanimous","weight":{"given":{"Y99901":1000000000001}}}""", "/weight/given/Y99901")]
    [InlineData("""{"majority":"unanimous","weight":{"given":{"Y99901":99999999999999999999}}}""", "/weight/given/Y99901")]
    [InlineData("""{"majority":"unanimous","weight":{"given":{"Y99901":0}}}""", "/weight/given")]
    [InlineData("""{"majority":"unanimous","weight":{"given":{}}}""", "/weight/given")]
    public void Says_where_it_breaks_one(string json, string at) =>
        JsonSerializer.Deserialize<DecisionRule>(json)!.Problems().Keys.ShouldBe([at]);

    [Theory]
    [InlineData("""{"majority":{"ratio":"1/1","test":"at_least"}}""")]
    [InlineData("""{"majority":{"ratio":"999999998/999999999","test":"more_than"},"quorum":{"practices":"1/1","weight":"1/999999999"}}""")]
    [InlineData("""{"majority":"unanimous","closes":"when_decided","changes":false}""")]
    [InlineData("""{"majority":"unanimous","closes":"when_all_voted"}""")]
    [InlineData("""{"majority":"unanimous","weight":{"given":{"Y99901":0,"Y99902":1000000000000}}}""")]
    public void Finds_nothing_at_the_edge_of_what_is_allowed(string json) =>
        JsonSerializer.Deserialize<DecisionRule>(json)!.Problems().ShouldBeEmpty();

    [Fact]
    public void Says_everything_that_is_wrong_at_once() => JsonSerializer.Deserialize<DecisionRule>(
        """{"majority":{"ratio":"0/2","test":"at_least"},"quorum":{"practices":"0/1","weight":"2/1"},"closes":"when_decided"}""")!
        .Problems().Keys.ShouldBe(["/majority/ratio", "/quorum/practices", "/quorum/weight", "/closes"], ignoreOrder: true);
}
