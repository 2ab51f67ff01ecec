using PcnAgreements.Faults.Checks;
using PcnAgreements.Faults.Histories;
using Shouldly;
using Xunit;
using static PcnAgreements.Faults.Tests.MadeUpRound;

namespace PcnAgreements.Faults.Tests;

public sealed class Checking_tags_keys_and_views
{
    private readonly MadeUpRound round = new();

    [Fact]
    public void finds_nothing_where_one_tag_has_one_body()
    {
        round.Asked(Wants(1, Deed.Read), Tagged(20, body: 5), Tagged(30, body: 5));
        round.History.Add(1, new(OfAgreement, 2, "c1", round.Agreement.Find(Clause)!.Wording.Hash));

        round.Found().ShouldBeEmpty();
    }

    [Fact]
    public void finds_two_bodies_under_one_tag()
    {
        round.Asked(Wants(1, Deed.Read), Tagged(20, body: 5), Tagged(30, body: 6));

        round.Found().ShouldContain("each ETag names one text");
    }

    [Fact]
    public void finds_two_wordings_under_one_edit_tag()
    {
        round.Asked(Wants(1, Deed.Read), Tagged(20, body: 5, tag: 3));
        round.Asked(Wants(2, Deed.Read) with { Person = Editor }, Tagged(20, body: 6, tag: 3));
        var hash = round.Agreement.Find(Clause)!.Wording.Hash;
        round.History.Add(1, new("elsewhere", 0, "c1", hash));
        round.History.Add(2, new("elsewhere", 0, "c1", new('0', 64)));

        round.Found().ShouldContain("each ETag names one text");
    }

    [Fact]
    public void finds_nothing_where_each_answer_has_its_key()
    {
        round.Approved(operation: 1);
        round.Asked(Wants(1, Deed.Approve), Answered(20, 30, 200, round.Version(OfAgreement)));

        round.Found(answers: 1).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void finds_an_answer_without_its_key_and_a_key_without_its_answer(int answers)
    {
        round.Approved(operation: 1);
        round.Asked(Wants(1, Deed.Approve), Answered(20, 30, 200, round.Version(OfAgreement)));

        round.Found(answers).ShouldContain("key with its events");
    }

    [Fact]
    public void finds_views_that_a_rebuild_does_not_give()
    {
        var (same, other) = (new Findings(), new Findings());
        var written = new Dictionary<string, string> { ["listed"] = "a\nb", ["task"] = "" };
        Projections.Compare(written, new Dictionary<string, string> { ["listed"] = "a\nb", ["task"] = "" }, same);
        Projections.Compare(written, new Dictionary<string, string> { ["listed"] = "a\nc", ["task"] = "" }, other);

        same.Invariants.ShouldBeEmpty();
        other.Invariants.ShouldBe(["projections equal the fold"]);
    }

    private static Attempt Tagged(long at, ulong body, ulong tag = 0) => Answered(at, at + 5, 200, 2) with { Body = body, Tag = tag };
}
