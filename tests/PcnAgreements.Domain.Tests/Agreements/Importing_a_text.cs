using System.Collections.Immutable;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Text;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Importing_a_text
{
    private static ClauseDraft Found(string key, string body, string? parent = null) =>
        new(ClauseKey.Parse(key), parent is null ? null : ClauseKey.Parse(parent), null, body);

    private static ImportText Import(params ImmutableArray<ClauseDraft> clauses) => new(clauses);

    [Fact]
    public void adds_every_clause_in_its_place()
    {
        var imported = Given(Drafted).When(Editor, Import(
            Found("c1", "a"), Found("c2", "b", "c1"), Found("c3", "c", "c1"), Found("c4", "d"),
            Found("c5", "s") with { Schedule = true, Blank = true })).Recorded(Editor);
        imported.Agreement.Text.Printed.Select(c => c.Number).ShouldBe(["1", "1.1", "1.2", "2", "Schedule 1"]);
        imported.Agreement.Text[ClauseKey.Local(5)].Blank.ShouldBeTrue();
    }

    [Fact]
    public void keeps_keys_of_its_own_form_and_gives_the_next_ones_after_them() =>
        Given(Drafted).When(Editor, Import(Found("c7", "a"), Found("c3", "b"))).Recorded(Editor)
            .When(Editor, new AddClause(null, "x", default))
            .Decided.Made.ShouldBe("c8");

    [Fact]
    public void keeps_keys_of_a_templates_form_for_clauses_of_its_own()
    {
        var imported = Given(Drafted).When(Editor, Import(Found("n1", "See [[n1.2]]."), Found("n1.2", "b", "n1"), Found("c5", "c")))
            .Recorded(Editor);
        imported.Agreement.Text.Printed.Select(c => c.Key.ToString()).ShouldBe(["n1", "n1.2", "c5"]);
        imported.Agreement.Text.All.ShouldAllBe(c => !c.Locked && !imported.Agreement.IsNational(c));
        imported.When(Editor, new AddClause(null, "x", default)).Decided.Made.ShouldBe("c6");
    }

    [Fact]
    public void gives_other_clauses_new_keys_that_references_follow() =>
        Given(Drafted with { Template = Domain.TemplateId.Parse("network-1") }).When(Editor, Import(
            Found("n1", "See [[n7]], [[c5]] and [[n9]]."), Found("n7", "b", "n1"), Found("c5", "c"), Found("c100000000", "d"))).Then(
            Clause(6, "See [[c7]], [[c5]] and [[n9]]."), Below(6, 7, "b"), Clause(5, "c", 6), Clause(8, "d", 5));

    [Fact]
    public void never_takes_a_key_that_was_used_before() =>
        Given(InDrafting).And(new ClauseStruck(C1), new ClauseStruck(C2), new ClauseStruck(C3)).When(Editor, Import(Found("c2", "x")))
            .Then(Clause(4, "x"));

    [Fact]
    public void is_refused_where_there_is_a_text_or_nothing_is_drafted_any_more()
    {
        Given(InDrafting).When(Editor, Import(Found("c1", "x"))).ThenRefused<Refusal.WrongState>();
        Given(Drafted, Network.Circulated).When(Editor, Import(Found("c1", "x"))).ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void takes_nothing_that_cannot_be_kept()
    {
        Given(Drafted).When(Editor, Import(Found("c1", "\u0001"))).ThenInvalid("/clauses/0/body");
        Given(Drafted).When(Editor, Import(Found("c1", "x", "c2"))).ThenInvalid("/clauses/0/parent");
    }
}
