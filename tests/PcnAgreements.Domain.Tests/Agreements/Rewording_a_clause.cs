using PcnAgreements.Domain.Agreements;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Rewording_a_clause
{
    private static RewordClause Reword(
        ClauseKey clause, string body, string? heading = null, EditTags? ifMatch = null, string? note = null) =>
        new(clause, ifMatch ?? Fresh, heading, body, note);

    [Fact]
    public void records_the_words_as_they_are_kept() =>
        Given(InReview).When(Editor, Reword(C1, "One,  \r\nchanged.\n", "A heading "))
            .Then(Reworded(C1, 2, "One,\nchanged.", "A heading"));

    [Fact]
    public void keeps_the_reason_given() =>
        Given(InDrafting).When(Editor, Reword(C1, "Other.", note: "Asked for."))
            .Then(Reworded(C1, 2, "Other.") with { Note = "Asked for." });

    [Fact]
    public void in_the_same_words_changes_nothing() => Given(InReview).When(Editor, Reword(C1, "One.  \r\n")).ThenNothing();

    [Fact]
    public void is_refused_where_there_is_no_clause() =>
        Given(InReview).When(Editor, Reword(ClauseKey.Local(9), "x")).ThenRefused<Refusal.NotFound>();

    [Fact]
    public void is_refused_once_signing_is_open() =>
        Given(AllApproved).And(new SigningOpened(1, "t", "s", null, null)).When(Editor, Reword(C1, "x", ifMatch: Tag(C1, 1)))
            .ThenRefused<Refusal.WrongState>().Detail.ShouldBe(
                "The agreement is signing; changing the text is possible while it is drafting or in_review. "
                + "A recall takes it back to review.");

    [Fact]
    public void is_refused_for_locked_national_words() =>
        Given(FromTemplate).When(Editor, Reword(N1, "x")).ThenRefused<Refusal.WrongState>();

    [Fact]
    public void is_refused_for_a_clause_that_was_struck_out() =>
        Given(InReview).And(new ClauseStruck(C1)).When(Editor, Reword(C1, "x")).ThenRefused<Refusal.WrongState>();

    [Fact]
    public void of_a_replaceable_clause_is_taken() =>
        Given(FromTemplate).When(Editor, Reword(ClauseKey.Parse("n1.1"), "Ours.")).Then(Reworded(ClauseKey.Parse("n1.1"), 2, "Ours."));

    [Fact]
    public void is_refused_to_who_has_not_read_the_words_it_replaces()
    {
        var changed = Given(InReview).And(Reworded(C1, 2, "Other."));
        changed.When(Editor, Reword(C1, "x", ifMatch: Tag(C1, 2))).ThenRefused<Refusal.PreconditionFailed>().Clause.ShouldBe(C1);
        changed.When(Editor, Reword(C1, "x", ifMatch: Tag(C1, 6))).Then(Reworded(C1, 3, "x"));
    }

    [Fact]
    public void is_judged_by_the_clause_alone_whatever_else_has_changed() =>
        Given(InReview).And(Reworded(C2, 2, "Other."), new ClauseMoved(C3, null, null)).And(Approved(North, C1, "One."))
            .When(Editor, Reword(C1, "x", ifMatch: Tag(C1, 2))).Then(Reworded(C1, 2, "x"));

    [Theory, InlineData("/heading", "two\nlines", ""), InlineData("/heading", "a\u0001", ""), InlineData("/body", null, "a\u0007")]
    public void takes_no_words_that_cannot_be_kept(string pointer, string? heading, string body) =>
        Given(InReview).When(Editor, Reword(C1, body, heading)).ThenInvalid(pointer);

    [Fact]
    public void counts_characters_as_people_do()
    {
        var smileys = string.Concat(Enumerable.Repeat("😀", 300));
        Given(InReview).When(Editor, Reword(C1, "", smileys)).Then(Reworded(C1, 2, "", smileys));
        Given(InReview).When(Editor, Reword(C1, "", smileys + "a")).ThenInvalid("/heading");
        Given(InReview).When(Editor, Reword(C1, new string('a', 100_001))).ThenInvalid("/body");
        Given(InReview).When(Editor, Reword(C1, "x", note: new string('a', 10_001))).ThenInvalid("/note");
    }

    [Fact]
    public void keeps_the_whole_text_within_two_megabytes()
    {
        var long20 = Enumerable.Range(4, 20).Select(n => Clause(n, new string('€', 34_000)));
        var full = Given(InDrafting).And(long20);
        full.Agreement.Text.Bytes.ShouldBe(20 * 102_000 + "One.Two.Three, see [[c1]].".Length);
        full.When(Editor, Reword(C1, new string('€', 20_000))).ThenInvalid("/body");
        full.When(Editor, Reword(ClauseKey.Local(4), new string('€', 35_000))).Decided.Refusal.ShouldBeNull();
    }
}
