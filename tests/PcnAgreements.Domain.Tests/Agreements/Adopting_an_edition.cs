using System.Collections.Immutable;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Templates;
using PcnAgreements.Domain.Text;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;

namespace PcnAgreements.Domain.Tests.Agreements;

/// <summary>The first edition of a small template, and others that differ from it in one thing each.</summary>
internal static class Editions
{
    public static readonly TemplateId FirstId = TemplateId.Parse("network-1");
    public static readonly TemplateId SecondId = TemplateId.Parse("network-2");

    public static ClauseKey N(string key) => ClauseKey.Parse("n" + key);

    public static ClauseDraft Free(string key, string body, string? parent = null) =>
        new(N(key), parent is null ? null : N(parent), null, body);

    public static ClauseDraft Locked(string key, string body, string? parent = null) => Free(key, body, parent) with { Locked = true };

    /// <summary>Locked 1 with 1.1 and 1.2, free 2 with 2.1, replaceable 3, the blank schedule 4.</summary>
    public static readonly ImmutableArray<ClauseDraft> Clauses =
    [
        Locked("1", "One"), Locked("1.1", "One one", "1"), Locked("1.2", "One two", "1"), Free("2", "Two"), Free("2.1", "Two one", "2"),
        Free("3", "Three") with { Replaceable = true }, Free("4", "") with { Schedule = true, Blank = true },
    ];

    public static Template First => new() { Id = FirstId, Version = 1, Edition = "1", InUse = true, Clauses = Clauses };

    public static Template Second(params ImmutableArray<ClauseDraft> clauses) => First with
    {
        Id = SecondId, Edition = "2", InUse = false, Clauses = clauses
    };

    /// <summary>The first edition with a clause as given in the place of the one with its key.</summary>
    public static Template Second(Func<ClauseDraft, ClauseDraft?> change) => Second([.. Clauses.Select(change).OfType<ClauseDraft>()]);

    public static Template Reworded(string key, string body) => Second(c => c.Key == N(key) ? c with { Body = body } : c);

    public static Template Without(params string[] keys) => Second(c => keys.Select(N).Contains(c.Key) ? null : c);

    public static AgreementDrafted Begun => Drafted with { Template = FirstId, Clauses = Clauses };

    public static IEnumerable<DomainEvent> InReview => [Begun, Network.Circulated];

    public static Scenario Adopt(this Scenario scenario, Template now, params (string Key, EditionResolution Resolution)[] resolutions) =>
        scenario
        .Knowing(First).Knowing(now)
        .When(Editor, new AdoptEdition(now.Id, resolutions.ToImmutableDictionary(r => ClauseKey.Parse(r.Key), r => r.Resolution)));

    public static Agreement Adopted(
        this Scenario scenario, Template now, params (string Key, EditionResolution Resolution)[] resolutions) =>
        scenario.Adopt(now, resolutions).Recorded(Editor).Agreement;

    public static IEnumerable<string> Lines(this Agreement agreement) =>
        agreement.Text.Printed.Select(c => $"{c.Number} {c.Key} {c.Wording.Body}");

    public static readonly EditionResolution Theirs = new EditionResolution.Theirs();
    public static readonly EditionResolution Ours = new EditionResolution.Ours();
}

public sealed class Comparing_editions
{
    private static Dictionary<string, EditionState> States(Template now, params DomainEvent[] events) =>
        EditionComparison.Of(Given(Editions.Begun).And(events).Agreement, Editions.First, now)
            .ToDictionary(r => r.Clause.ToString(), r => r.State);

    [Fact]
    public void says_clause_by_clause_who_changed_what()
    {
        var now = Editions.Second(
            Editions.Locked("1", "One"), Editions.Locked("1.1", "One one, new", "1"), Editions.Locked("1.3", "One three", "1"),
            Editions.Free("2", "Two"),
            Editions.Free("2.1", "Two one, theirs", "2"), Editions.Free("3", "Three, alike"), Editions.Clauses[^1]);
        States(now, Network.Reworded(Editions.N("2.1"), 2, "Two one, ours"), Network.Reworded(Editions.N("2"), 2, "Two, ours"),
            Network.Reworded(Editions.N("3"), 2, "Three, alike"), Clause(1, "Local")).ShouldBe(new Dictionary<string, EditionState>
        {
            ["c1"] = EditionState.Local, ["n1"] = EditionState.Unchanged, ["n1.1"] = EditionState.ChangedNationally,
            ["n1.2"] = EditionState.Removed,
            ["n1.3"] = EditionState.Added, ["n2"] = EditionState.ChangedHere, ["n2.1"] = EditionState.Conflict,
            ["n3"] = EditionState.ChangedAlike,
            ["n4"] = EditionState.Unchanged,
        }, ignoreOrder: true);
    }

    [Fact]
    public void keeps_what_only_one_text_has_beside_its_neighbours() => EditionComparison
        .Of(
            Given(Editions.Begun).And(Clause(1, "Local") with { Parent = Editions.N("2"), After = Editions.N("2.1") }).Agreement,
            Editions.First, Editions.Without("1.1"))
        .Select(r => r.Clause.ToString()).ShouldBe(["n1", "n1.1", "n1.2", "n2", "n2.1", "c1", "n3", "n4"]);

    [Fact]
    public void takes_a_clause_struck_out_here_as_changed_here_and_what_went_with_it_as_it_was()
    {
        var states = States(Editions.First with { Id = Editions.SecondId }, new ClauseStruck(Editions.N("2")));
        (states["n2"], states["n2.1"]).ShouldBe((EditionState.ChangedHere, EditionState.Unchanged));
        States(Editions.Reworded("2", "Two, new"), new ClauseStruck(Editions.N("2")))["n2"].ShouldBe(EditionState.Conflict);
        States(Editions.Without("2", "2.1"), new ClauseStruck(Editions.N("2")))["n2"].ShouldBe(EditionState.ChangedAlike);
    }

    [Fact]
    public void takes_what_is_removed_with_something_of_ours_below_it_as_a_conflict() =>
        States(Editions.Without("2", "2.1"), Clause(1, "Local") with { Parent = Editions.N("2") })["n2"].ShouldBe(EditionState.Conflict);

    [Fact]
    public void takes_what_becomes_locked_and_was_changed_here_as_a_conflict() =>
        States(
            Editions.Second(c => c.Key == Editions.N("3") ? Editions.Locked("3", "Three") : c),
            Network.Reworded(Editions.N("3"), 2, "Ours"))["n3"]
            .ShouldBe(EditionState.Conflict);
}

public sealed class Adopting_an_edition
{
    private static readonly EditionResolution.Words Both = new("Both", "Of both.");

    [Fact]
    public void takes_only_the_words_that_changed_and_only_their_stances_lapse()
    {
        var approved = Given(Editions.InReview)
            .And(from p in new[] { North, South, East } from c in Editions.Clauses select new ClauseApproved(c.Key, 1, "h", p));
        var adopted = approved.Adopted(Editions.Reworded("2.1", "Two one, new"));
        adopted.Lines()
            .ShouldBe(
                ["1 n1 One", "1.1 n1.1 One one", "1.2 n1.2 One two", "2 n2 Two", "2.1 n2.1 Two one, new", "3 n3 Three", "Schedule 1 n4 "]);
        adopted.SettledBy(Editions.N("2.1")).ShouldBeNull();
        adopted.SettledBy(Editions.N("2")).ShouldBe(SettledBy.Stances);
        adopted.SettledBy(Editions.N("3")).ShouldBe(SettledBy.Stances);
        adopted.Template.ShouldBe(Editions.SecondId);
    }

    [Fact]
    public void is_recorded_step_by_step_and_takes_the_edition_into_use() =>
        Given(Editions.InReview).Adopt(Editions.Reworded("2.1", "Two one, new"))
            .Then(
                new EditionAdopted(
                    Editions.SecondId, "2", [new(EditionOp.Reword, Editions.N("2.1"), Editions.Free("2.1", "Two one, new", "2"))]))
            .ThenElsewhere(StreamId.Of(Editions.SecondId), new TemplateTakenIntoUse(Id));

    [Fact]
    public void in_signing_goes_back_to_review()
    {
        var adopted = Given(Editions.InReview).And(new SigningOpened(1, "t", "s", null, null)).Adopted(Editions.Reworded("2", "Two, new"));
        (adopted.Status, adopted.Round, adopted.Rounds.Count).ShouldBe((Status.InReview, null, 1));
        Given(Editions.Begun).Adopted(Editions.Reworded("2", "Two, new")).Status.ShouldBe(Status.Drafting);
    }

    [Fact]
    public void follows_the_new_order_and_keeps_what_was_added_here_beside_its_neighbours()
    {
        var now = Editions.Second(
            Editions.Free("3", "Three"), Editions.Locked("1", "One"), Editions.Locked("1.2", "One two", "1"),
            Editions.Locked("1.3", "One three", "1"),
            Editions.Locked("1.1", "One one", "1"), Editions.Free("2", "Two"), Editions.Free("2.1", "Two one", "1.1"),
            Editions.Clauses[^1]);
        Given(Editions.InReview)
            .And(
                Clause(1, "Behind one one") with { Parent = N1, After = Editions.N("1.1") }, Clause(2, "Behind two") with
                {
                    After = Editions.N("2")
                })
            .Adopted(now).Lines().ShouldBe(
            [
                "1 n3 Three", "2 n1 One", "2.1 n1.2 One two", "2.2 n1.3 One three", "2.3 n1.1 One one", "2.3(a) n2.1 Two one",
                "2.4 c1 Behind one one",
                "3 n2 Two", "4 c2 Behind two", "Schedule 1 n4 ",
            ]);
    }

    [Fact]
    public void moves_nothing_that_need_not_move()
    {
        var now = Editions.Second(
            [Editions.Clauses[0], Editions.Locked("1.0", "One nought", "1"),
            .. Editions.Clauses.Skip(1).Where(c => c.Key != Editions.N("1.2"))]);
        Given(Editions.InReview).And(Clause(1, "Local") with { Parent = N1, After = Editions.N("1.1") }).Adopt(now)
            .Then(new EditionAdopted(Editions.SecondId, "2",
        [
            new(EditionOp.Add, Editions.N("1.0"), Editions.Locked("1.0", "One nought", "1"), N1), new(EditionOp.Strike, Editions.N("1.2")),
        ]));
    }

    [Fact]
    public void leaves_where_it_is_what_was_moved_here_while_the_editions_agree() =>
        Given(Editions.InReview).And(new ClauseMoved(Editions.N("3"), Editions.N("2"), null))
            .Adopted(Editions.Reworded("3", "Three, new")).Lines()
            .ShouldBe(
                ["1 n1 One", "1.1 n1.1 One one", "1.2 n1.2 One two", "2 n2 Two", "2.1 n3 Three, new", "2.2 n2.1 Two one",
                "Schedule 1 n4 "]);

    [Fact]
    public void keeps_what_was_filled_in_and_changed_only_here()
    {
        var filled = Given(Editions.InReview)
            .And(
                Network.Reworded(Editions.N("4"), 2, "Filled."), Network.Reworded(Editions.N("3"), 2, "Ours."),
                new ClauseStruck(Editions.N("2")));
        filled.Adopted(Editions.Reworded("1.1", "One one, new")).Lines()
            .ShouldBe(["1 n1 One", "1.1 n1.1 One one, new", "1.2 n1.2 One two", "2 n3 Ours.", "Schedule 1 n4 Filled."]);
    }

    [Fact]
    public void asks_what_is_to_hold_of_each_conflict()
    {
        var ours = Given(Editions.InReview).And(Network.Reworded(Editions.N("3"), 2, "Ours."));
        var now = Editions.Reworded("3", "Theirs.");
        ours.Adopt(now).ThenRefused<Refusal.Invalid>().Errors.Keys.ShouldBe(["/resolutions/n3"]);
        Given(Editions.InReview).And(Network.Reworded(Editions.N("3"), 2, "Ours."))
            .Adopted(now, ("n3", Editions.Ours)).Text[Editions.N("3")].Wording.Body.ShouldBe("Ours.");
        Given(Editions.InReview).And(Network.Reworded(Editions.N("3"), 2, "Ours."))
            .Adopted(now, ("n3", Both)).Text[Editions.N("3")].Wording.ShouldBe(Wording.Of("Both", "Of both."));
        ours.Adopted(now, ("n3", Editions.Theirs)).Text[Editions.N("3")].Wording.Body.ShouldBe("Theirs.");
    }

    [Fact]
    public void lets_the_agreement_keep_what_may_be_kept_where_there_is_no_conflict()
    {
        var now = Editions.Reworded("2", "Two, new");
        Given(Editions.InReview).Adopted(now, ("n2", Editions.Ours)).Text[Editions.N("2")].Revision.ShouldBe(1);
        Given(Editions.InReview).And(Network.Reworded(Editions.N("3"), 2, "Ours."))
            .Adopted(now, ("n3", Editions.Theirs)).Text[Editions.N("3")].Wording.Body.ShouldBe("Three");
    }

    [Theory, InlineData("n1.1"), InlineData("c1"), InlineData("n9"), InlineData("n1.2"), InlineData("n1.3")]
    public void leaves_no_choice_where_there_is_none(string key)
    {
        var now = Editions.Second(
            Editions.Locked("1", "One"), Editions.Locked("1.1", "One one, new", "1"), Editions.Locked("1.3", "One three", "1"),
            Editions.Free("2", "Two"));
        Given(Editions.InReview).And(Clause(1, "Local")).Adopt(now, (key, Editions.Ours)).ThenInvalid("/resolutions/" + key);
    }

    [Fact]
    public void takes_no_words_that_cannot_be_kept() =>
        Given(Editions.InReview).Adopt(Editions.Reworded("2", "x"), ("n2", new EditionResolution.Words("a\nb", "\u0001")))
            .ThenRefused<Refusal.Invalid>().Errors.Keys.ShouldBe(["/resolutions/n2/body", "/resolutions/n2/heading"]);

    [Fact]
    public void takes_what_is_no_longer_there_out_with_what_is_below_when_that_is_said()
    {
        var ours = Given(Editions.InReview).And(Clause(1, "Local") with { Parent = Editions.N("2") });
        ours.Adopt(Editions.Without("2", "2.1")).ThenInvalid("/resolutions/n2");
        ours.Adopt(Editions.Without("2", "2.1"), ("n2", Editions.Theirs)).Recorded(Editor).Agreement.Find(C1)!.Struck.ShouldBeTrue();
        Given(Editions.InReview).And(Clause(1, "Local") with { Parent = Editions.N("2") })
            .Adopted(Editions.Without("2", "2.1"), ("n2", Editions.Ours)).Lines()
            .ShouldBe(["1 n1 One", "1.1 n1.1 One one", "1.2 n1.2 One two", "2 n2 Two", "2.1 c1 Local", "3 n3 Three", "Schedule 1 n4 "]);
    }

    [Fact]
    public void brings_back_what_the_edition_insists_on()
    {
        var struck = Given(Editions.InReview).And(new ClauseStruck(Editions.N("2")));
        struck.Adopt(Editions.Reworded("2", "Two, new")).ThenInvalid("/resolutions/n2");
        struck.Adopted(Editions.Reworded("2", "Two, new"), ("n2", Editions.Theirs)).Lines()
            .ShouldBe(
                ["1 n1 One", "1.1 n1.1 One one", "1.2 n1.2 One two", "2 n2 Two, new", "2.1 n2.1 Two one", "3 n3 Three", "Schedule 1 n4 "]);
        Given(Editions.InReview).And(new ClauseStruck(Editions.N("2"))).Adopted(Editions.Reworded("2", "Two, new"), ("n2", Editions.Ours))
            .Find(Editions.N("2"))!
            .Struck.ShouldBeTrue();
    }

    [Fact]
    public void changes_what_may_be_done_to_a_clause_and_lapses_nothing()
    {
        var now = Editions.Second(c => c.Key == Editions.N("3") ? Editions.Locked("3", "Three") : c);
        var adopted = Given(Editions.InReview).And(new ClauseApproved(Editions.N("3"), 1, "h", North)).Adopted(now);
        adopted.Text[Editions.N("3")].ShouldBe(new()
        {
            Key = Editions.N("3"), Wording = Wording.Of(null, "Three"), Locked = true, Edit = new(new(1, 1), Scenario.Moment),
        });
        adopted.IsCurrent(Editions.N("3"), adopted.StanceOf(Editions.N("3"), North)!).ShouldBeTrue();
    }

    [Fact]
    public void a_second_time_changes_nothing()
    {
        var now = Editions.Reworded("2", "Two, new");
        Given(Editions.InReview).Adopt(now).Recorded(Editor).Adopt(now).ThenNothing();
    }

    [Fact]
    public void is_refused_in_force_and_without_a_template_and_to_one_that_is_not_there_or_for_something_else()
    {
        var now = Editions.Reworded("2", "Two, new");
        Given(Editions.InReview).And(new SigningOpened(1, "t", "s", null, null), new CameIntoForce(new(2020, 12, 4))).Adopt(now)
            .ThenRefused<Refusal.WrongState>();
        Given(InReview).Adopt(now).ThenRefused<Refusal.WrongState>();
        Given(Editions.InReview).Knowing(Editions.First)
            .When(Editor, new AdoptEdition(Editions.SecondId, ImmutableDictionary<ClauseKey, EditionResolution>.Empty))
                .ThenInvalid("/template");
        Given(Editions.InReview).Adopt(now with { Kind = AgreementKind.Other }).ThenInvalid("/template");
    }
}
