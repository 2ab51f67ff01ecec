using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PcnAgreements.Domain.Text;
using Shouldly;
using Xunit;

namespace PcnAgreements.Domain.Tests.Text;

/// <summary>RFC 8785, as far as what is hashed here reaches: its own examples, fractions left out.</summary>
public sealed class Writing_canonical_JSON
{
    private static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Write(JsonNode.Parse(json)));

    [Fact]
    public void escapes_as_the_example_of_section_3_2_2_does() => Canonical(
        """{"numbers": [333333333, 4, 2], "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}""")
        .ShouldBe("""{"literals":[null,true,false],"numbers":[333333333,4,2],"string":"€$\u000f\nA'B\"\\\\\"/"}""");

    [Fact]
    public void sorts_names_by_UTF_16_code_units_as_the_example_of_section_3_2_3_does() => Canonical(
        """
        {"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
         "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}
        """)
        .ShouldBe(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
            + "\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");

    [Theory, InlineData("\"\\b\\t\\n\\f\\r\"", "\"\\b\\t\\n\\f\\r\""), InlineData("\"\\u001f\"", "\"\\u001f\""),
        InlineData("\"\\u007f\"", "\"\u007f\""),
     InlineData("-9007199254740991", "-9007199254740991"), InlineData("[]", "[]"), InlineData(" { } ", "{}")]
    public void writes_each_value_in_one_way_only(string json, string canonical) => Canonical(json).ShouldBe(canonical);

    [Theory, InlineData("1.5"), InlineData("9007199254740993"), InlineData("1e3")]
    public void refuses_a_number_that_might_be_rounded(string json) => Should.Throw<ArgumentException>(() => Canonical(json));
}

public sealed class Hashing_a_text
{
    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void of_a_clause_is_over_its_heading_and_body() =>
        Wording.Of("Parties", "One.\n\nTwo.").Hash.ShouldBe(Sha256("""{"body":"One.\n\nTwo.","heading":"Parties"}"""));

    [Theory, InlineData("  Parties"), InlineData("\tParties \n"), InlineData("\u00A0Parties\t")]
    public void of_a_clause_drops_of_its_heading_only_what_stands_at_its_end(string heading) => Wording.Of(heading, "One.").Hash
        .ShouldBe(Sha256(CanonicalHeading(heading.TrimEnd(' ', '\t', '\n'))));

    private static string CanonicalHeading(string heading) =>
        $$"""{"body":"One.","heading":"{{heading.Replace("\t", "\\t", StringComparison.Ordinal)}}"}""";

    [Fact]
    public void of_a_clause_without_a_heading_says_null() =>
        Wording.Of(" ", "One.").Hash.ShouldBe(Sha256("""{"body":"One.","heading":null}"""));

    [Fact]
    public void of_the_whole_is_over_keys_numbers_and_hashes_of_what_stands()
    {
        var tree = ClauseDraft.TreeOf(
            [new(ClauseKey.Local(2), null, null, "x", Numbered: false), new(ClauseKey.Local(1), null, null, "y")]);
        var expected =
            $$"""[{"clause":"c2","hash":"{{Wording.Of(null, "x").Hash}}","number":null},{"clause":"c1","hash":"{{Wording.Of(null, "y").Hash}}","number":"1"}]""";
        tree.TextHash.ShouldBe(Sha256(expected));
    }

    [Theory, InlineData("a\r\nb", "a\nb"), InlineData("a\rb", "a\nb"), InlineData("a \t\nb", "a\nb"), InlineData("a\n\n", "a"),
        InlineData("\n a", "\n a"),
     InlineData("e\u0301", "é"), InlineData("a\u00a0", "a\u00a0")]
    public void is_of_the_words_as_they_are_kept(string written, string kept)
    {
        Wording.Of(null, written).Body.ShouldBe(kept);
        Wording.Of(null, kept).Body.ShouldBe(kept);
    }

    [Theory, InlineData("  Parties\t", "  Parties"),
        InlineData(" \t", null), InlineData("Parties\r\n", "Parties"), InlineData("", null), InlineData(null, null)]
    public void takes_a_heading_as_one_line(string? written, string? kept) => Wording.Of(written, "").Heading.ShouldBe(kept);
}
