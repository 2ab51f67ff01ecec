using PcnAgreements.Api.Http;
using PcnAgreements.Api.Routes;
using PcnAgreements.Domain.Rules;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Breaking;

public sealed class Saying_what_is_wrong_with_a_body
{
    [Theory]
    [InlineData("""{"choice": "maybe"}""", "/choice must be one of for, against, abstain.")]
    [InlineData("""{"choice": 1}""", "/choice must be one of for, against, abstain.")]
    [InlineData("""{"choice": null}""", "/choice must be one of for, against, abstain.")]
    [InlineData("{}", "The body needs the member 'choice'.")]
    [InlineData("""{"choise": "for"}""", "The body takes no member 'choise', only choice, reason, onBehalf.")]
    [InlineData("""{"choice": "for", "choice": "for"}""", "The body has the member 'choice' twice.")]
    [InlineData("""{"choice": "for", "reason": 7}""", "/reason must be a text.")]
    [InlineData("""{"choice": "for", "onBehalf": {"how": "by telephone"}}""", "/onBehalf needs the member 'evidence'.")]
    [InlineData("[]", "The body must be an object.")]
    [InlineData("""{"\ud800": 1}""", "The body holds text that is not valid Unicode.")]
    [InlineData("""{"choice": "\ud800"}""", "/choice holds text that is not valid Unicode.")]
    [InlineData("{\n  \"choice\": for\n}", "The body is not JSON, or nested too deeply, at line 2, byte 14.")]
    public void names_the_place_and_what_is_expected_there(string json, string detail) => Detail<VoteBody>(json).ShouldBe(detail);

    [Theory]
    [InlineData("""{"items": {}}""", "/items must be a list.")]
    [InlineData("""{"items": [null]}""", "/items/0 must not be null.")]
    [InlineData("""{"items": [{"clause": "c1", "revision": 1, "stance": "approve"}, {"clause": 5, "revision": 1, "stance": "approve"}]}""",
        "/items/1/clause must be the key of a clause, such as c1 or n1.2.")]
    [InlineData("""{"items": [{"clause": "c1", "revision": 1.5, "stance": "approve"}]}""", "/items/0/revision must be a whole number.")]
    public void looks_into_lists(string json, string detail) => Detail<StancesBody>(json).ShouldBe(detail);

    [Theory]
    [InlineData(
        """{"motion": "Shall we?", "closesAt": "tomorrow"}""",
        "/closesAt must be a time by RFC 3339 with its offset, such as 2026-01-31T09:00:00Z.")]
    [InlineData(
        """{"motion": "Shall we?", "closesAt": "2026-01-31T09:00:00Z", "rule": {"majority": {"ratio": "0.5", "test": "at_least"}}}""",
        "/rule/majority/ratio must be a ratio of two whole numbers of up to nine digits, such as \"2/3\".")]
    [InlineData("""{"motion": "Shall we?", "closesAt": "2026-01-31T09:00:00Z", "rule": {}}""", "/rule needs a majority.")]
    [InlineData(
        """{"motion": "Shall we?", "closesAt": "2026-01-31T09:00:00Z", "subject": {"party": "?"}}""",
        "/subject/party must be an ODS code.")]
    public void looks_into_rules_and_subjects(string json, string detail) => Detail<BallotBody>(json).ShouldBe(detail);

    [Theory]
    [InlineData("""{"parent": 1}""", "/parent must be the key of a clause, such as c1 or n1.2.")]
    [InlineData("""{"after": "x y"}""", "/after must be the key of a clause, such as c1 or n1.2.")]
    public void looks_into_what_may_be_left_out(string json, string detail) => Detail<PlaceBody>(json).ShouldBe(detail);

    [Fact]
    public void passes_over_a_byte_order_mark() =>
        Json.Read<VoteBody>("\uFEFF{\"choice\": \"for\"}"u8).Body.ShouldNotBeNull().Choice.ShouldBe(Choice.For);

    private static string Detail<TBody>(string json) =>
        Json.Read<TBody>(System.Text.Encoding.UTF8.GetBytes(json)).Problem.ShouldNotBeNull().Detail;
}
