using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using PcnAgreements.Proof.Entries;

namespace PcnAgreements.Proof.Tests.Entries;

public sealed class Writing_an_entry
{
    private static readonly Entry Full = new(
        "agreements.example/log", 7, "agreement-1", 3,
        new(2026, 11, 22, 9, 30, 0, 123, 456, TimeSpan.Zero), "clause_approved", "Y99901", "Y99902",
        "editor", new('b', 64), "a \"quoted\" — request\u0001", new('c', 64), new('d', 64));

    [Fact]
    public void gives_the_canonical_form_that_the_domain_s_own_writer_gives()
    {
        var bytes = Full.ToBytes();
        bytes.ShouldBe(Domain.Text.CanonicalJson.Write(JsonNode.Parse(bytes)));
        CanonicalJson.IsCanonical(bytes).ShouldBeTrue();
    }

    [Fact]
    public void can_be_read_back() => Prop.ForAll(Any, entry => Entry.TryParse(entry.ToBytes(), out var read) && read == entry)
        .QuickCheckThrowOnFailure();

    [Fact]
    public void leaves_nothing_that_reads_the_same_with_another_byte()
    {
        var bytes = Full.ToBytes();
        for (var at = 0; at < bytes.Length; at++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                byte[] changed = [.. bytes];
                changed[at] ^= (byte)(1 << bit);
                if (Entry.TryParse(changed, out var read)) read.ShouldNotBe(Full);
            }
        }
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":1}")]
    [InlineData("{\"a\":1.5}")]
    [InlineData("{\"a\":9007199254740992}")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("{\"a\":}")]
    [InlineData("")]
    public void has_no_form_for_data_that_others_could_read_otherwise(string json) =>
        CanonicalJson.TryWrite(Encoding.UTF8.GetBytes(json), out _).ShouldBeFalse();

    [Theory]
    [InlineData("{ \"b\" : [1, -0, 2e0 ] }", null)]
    [InlineData("{ \"b\" : [1, -7, null, true], \"\\u0061\" : \"\\u00e9\\/\\u000A\" }", "{\"a\":\"é/\\n\",\"b\":[1,-7,null,true]}")]
    [InlineData("{\"\\ud83d\\ude00\":1,\"\\ufb33\":2}", "{\"😀\":1,\"\ufb33\":2}")]
    public void has_one_form_for_data_however_they_are_laid_out(string json, string? canonical)
    {
        CanonicalJson.TryWrite(Encoding.UTF8.GetBytes(json), out var bytes).ShouldBe(canonical is not null);
        if (canonical is not null) Encoding.UTF8.GetString(bytes!).ShouldBe(canonical);
    }

    [Fact]
    public void is_about_the_text_that_its_data_name()
    {
        Entry.HashesOf("{\"clauseHash\":\"x\",\"hash\":\"clause\",\"textHash\":\"text\"}"u8.ToArray()).Text.ShouldBe("text");
        Entry.HashesOf("{\"clauseHash\":\"x\",\"hash\":\"clause\"}"u8.ToArray()).Text.ShouldBe("clause");
        Entry.HashesOf("{\"result\":{\"hash\":\"inner\"}}"u8.ToArray()).Text.ShouldBeNull();
    }

    [Fact]
    public void commits_to_a_person_without_naming_them()
    {
        var salt = Commitment.NewSalt();
        var commitment = Commitment.Of(salt, "id", "a@b.test");
        commitment.ShouldBe(Commitment.Of(salt, "id", "a@b.test"));
        commitment.ShouldNotBe(Commitment.Of(salt, "id", "b@b.test"));
        commitment.ShouldNotBe(Commitment.Of(salt, "ie", "a@b.test"));
        commitment.ShouldNotBe(Commitment.Of(Commitment.NewSalt(), "id", "a@b.test"));
        Should.Throw<ArgumentException>(() => Commitment.Of([1, 2, 3], "id", "a@b.test"));
    }

    private static Arbitrary<Entry> Any => (
        from text in Gen.Elements("plain", "", "\"", "\\", "é", "😀", "\n\t\u0001", "a\u007fb", "</script>", "\u2028")
        from other in Gen.Elements<string?>(null, "Y99901", "ß\\\"")
        from hash in Gen.Elements<string?>(null, new string('0', 64), new string('f', 64))
        from position in Gen.Choose(0, int.MaxValue)
        from version in Gen.Choose(1, int.MaxValue)
        select Full with
        {
            Request = text, Organisation = other, OnBehalfOf = other, Stream = text, Person = hash, Text = hash, Position = position,
            Version = version, At = Full.At.AddSeconds(position),
        }).ToArbitrary();
}
