using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Epochs;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;

namespace PcnAgreements.Domain.Tests.Agreements;

/// <summary>Somebody may hold a tag, a key or a revision number of what was lost: it names nothing else, ever.</summary>
public sealed class Going_on_after_a_restore
{
    private const int Lost = 17, LastLost = 3 + Lost + 100;
    private static readonly IEnumerable<DomainEvent> PutBack =
    [
        Drafted, Clause(1, "One."), Clause(2, "Two."), Reworded(C1, 2, "One, again."), Reworded(C1, 3, "One, once more."),
        Network.Circulated,
        new RecordPutBack(2, Lost, LastLost),
    ];

    [Fact]
    public void gives_no_tag_again()
    {
        var agreement = Given([.. PutBack, Reworded(C1, LastLost + 1, "Another.")]).Agreement;

        $"{agreement.Present}".ShouldBe("8.2");
        EditTag.Of(agreement.Text[C1]).ShouldStartWith("\"c1-e8.2-");
        EditTag.Of(agreement.Text[ClauseKey.Local(2)]).ShouldStartWith("\"c2-e3-", Case.Sensitive, "nobody has touched it since");
    }

    [Fact]
    public void gives_no_tag_of_words_again_where_nobody_knew_that_any_were_lost()
    {
        var kept = Given(Drafted, Clause(1, "One."));
        var lost = kept.Agreement.Evolve(new(3, Scenario.Moment, Actor.System, Reworded(C1, 2, "Lost.")));
        var other = kept.Agreement.Evolve(new(3, Scenario.Moment.AddMicroseconds(1), Actor.System, Reworded(C1, 2, "Other.")));

        EditTag.Of(other.Text[C1]).ShouldNotBe(EditTag.Of(lost.Text[C1]));
    }

    [Fact]
    public void passes_over_as_many_as_may_be_lost() =>
        Given([.. PutBack.SkipLast(1)]).Agreement.MayHaveGiven(Lost).ShouldBe(LastLost);

    [Fact]
    public void passes_over_them_too_where_the_event_was_recorded_before_it_said_how_many() =>
        Given([.. PutBack.SkipLast(1), EventJson.Read("record_put_back", $$"""{"epoch":2,"lost":{{Lost}}}""")]).Agreement
            .LastLost.ShouldBe(LastLost);

    [Fact]
    public void gives_no_key_and_no_number_of_a_revision_again()
    {
        var agreement = Given([.. PutBack]).Agreement;

        (agreement.NextBallot, agreement.NextComment, agreement.NextAmendment, agreement.NextClause).ShouldBe(
            (new(LastLost + 1), new(LastLost + 1), new(LastLost + 1), LastLost + 1));
        agreement.NextRevision(agreement.Text[C1]).ShouldBe(LastLost + 1);
        Given([.. PutBack]).When(Editor, new RewordClause(C1, Fresh, null, "Another.")).Then(Reworded(C1, LastLost + 1, "Another."));
    }

    [Fact]
    public void goes_on_by_one_from_there()
    {
        var agreement = Given(
            [.. PutBack, Reworded(C1, LastLost + 1, "Another."), new CommentMade(new(LastLost + 1), C1, North, "Why?", false)]).Agreement;

        agreement.NextRevision(agreement.Text[C1]).ShouldBe(LastLost + 2);
        agreement.NextComment.ShouldBe(new(LastLost + 2));
        agreement.Find(new CommentKey(LastLost + 1))!.Body.ShouldBe("Why?");
        agreement.Find(new CommentKey(1)).ShouldBeNull();
    }

    [Theory, InlineData("42", 42, 1), InlineData("42.2", 42, 2), InlineData("0", 0, 1)]
    public void writes_a_version_with_its_epoch(string text, long version, int epoch)
    {
        EpochVersion.TryParse(text).ShouldBe(new EpochVersion(version, epoch));
        new EpochVersion(version, epoch).ToString().ShouldBe(text);
    }

    [Theory, InlineData(""), InlineData("42."), InlineData(".2"), InlineData("42.1"), InlineData("42.2.2"), InlineData("-1"),
     InlineData(" 1")]
    public void takes_no_other_form(string text) => EpochVersion.TryParse(text).ShouldBeNull();
}
