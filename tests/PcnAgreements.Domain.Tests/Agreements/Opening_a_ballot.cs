using System.Collections.Immutable;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Rules;
using PcnAgreements.Domain.Text;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;
using static PcnAgreements.Domain.Tests.Agreements.Voting;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Opening_a_ballot
{
    private static readonly AmendmentKey A1 = new(1);
    private static readonly AmendmentProposed Proposed = new(A1, North, AmendmentOp.Reword, C2, 1, null, null, null, "Two, better.", null);

    private static OpenBallot Ballot(BallotSubject? subject = null, DecisionRule? rule = null) => new("Shall we?", subject, rule, ClosesAt);

    [Fact]
    public void fixes_rule_roll_weights_and_the_words_at_issue() =>
        Given(InReview).When(Editor, Ballot(new(C1), Simple))
            .Then(Opened(new(C1)) with { ClauseHash = Wording.Of(null, "One.").Hash }).Decided.Made.ShouldBe("b1");

    [Fact]
    public void of_an_amendment_fixes_the_revision_of_its_clause() =>
        Given(InReview).And(Proposed).When(Editor, Ballot(new(Amendment: A1), Simple))
            .Then(Opened(new(Amendment: A1)) with { ClauseHash = Wording.Of(null, "Two.").Hash });

    [Fact]
    public void with_no_rule_goes_by_the_agreements_own()
    {
        Given(InReview).When(Editor, Ballot()).Then(Opened(rule: Network.Rules.Clause));
        Given(InReview).And(new RulesChanged(Network.Rules with { Adopt = Simple })).When(Editor, Ballot(new(Adopt: true)))
            .Then(Opened(new(Adopt: true), Simple));
    }

    [Fact]
    public void to_adopt_takes_no_rule_of_its_own() => Given(InReview).When(Editor, Ballot(new(Adopt: true), Simple)).ThenInvalid("/rule");

    [Fact]
    public void takes_the_weights_on_record_that_day()
    {
        var rule = Simple with { Weight = Weighting.ByNewestListSize };
        var scenario = Given(InReview);
        foreach (var (ods, size) in new[] { (North, 12_000), (South, 7_000), (East, 3_000) })
            scenario.Knowing(
                Organisation(ods, "x") with { ListSizes = ImmutableSortedDictionary<DateOnly, int>.Empty.Add(new(2020, 10, 1), size) });
        scenario.When(Editor, Ballot(rule: rule)).Then(Opened(rule: rule) with
        {
            Roll =
            [
                new(North, "NORTH SURGERY", 12_000, new(2020, 10, 1)), new(South, "SOUTH SURGERY", 7_000, new(2020, 10, 1)),
                new(East, "EAST SURGERY", 3_000, new(2020, 10, 1)),
            ],
        });
        Given(InReview).When(Editor, Ballot(rule: rule)).ThenInvalid("/rule/weight");
    }

    [Fact]
    public void points_to_no_rule_in_a_request_that_holds_none()
    {
        var rule = Simple with { Weight = Weighting.ByNewestListSize };
        Given(InReview).And(new RulesChanged(new(Simple, rule))).When(Editor, Ballot(new(Adopt: true))).ThenInvalid("");
        Given(InReview).And(new RulesChanged(new(rule, Simple))).When(Editor, Ballot()).ThenInvalid("");
        Given(InReview).And(Opened(rule: rule)).At(ClosesAt).When(Actor.System, new DoDueWork()).Recorded(Actor.System)
            .When(Editor, new ReopenBallot(B1, ClosesAt.AddDays(1))).ThenInvalid("");
    }

    [Fact]
    public void names_everything_that_is_wrong_with_it()
    {
        var wrong = Given(InReview)
            .When(Editor, new OpenBallot(" ", new(C1, A1), Simple with { Closes = Closing.WhenDecided, CastingVote = Pcn }, Moment))
            .ThenRefused<Refusal.Invalid>();
        wrong.Errors.Keys.ShouldBe(["/closesAt", "/motion", "/rule/castingVote", "/rule/closes", "/subject", "/subject/amendment"]);
    }

    [Fact]
    public void is_about_something_that_is_there()
    {
        Given(InReview).When(Editor, Ballot(new())).ThenInvalid("/subject");
        Given(InReview).When(Editor, Ballot(new(ClauseKey.Local(9)))).ThenInvalid("/subject/clause");
        Given(InReview).When(Editor, Ballot(new(Amendment: A1))).ThenInvalid("/subject/amendment");
        Given(InReview).When(Editor, Ballot(new(Party: Pcn))).ThenInvalid("/subject/party");
        Given(InReview).When(Editor, Ballot(new(Adopt: false))).ThenInvalid("/subject/adopt");
    }

    [Fact]
    public void is_refused_where_there_is_nothing_to_decide()
    {
        Given(InDrafting).When(Editor, Ballot()).ThenRefused<Refusal.WrongState>();
        Given(InReview).And(new ClauseStruck(C1)).When(Editor, Ballot(new(C1))).ThenRefused<Refusal.WrongState>();
        Given(InReview).And(Proposed, new AmendmentRejected(A1, "No.")).When(Editor, Ballot(new(Amendment: A1)))
            .ThenRefused<Refusal.WrongState>();
        Given(InReview).And(Proposed, new ClauseStruck(C2)).When(Editor, Ballot(new(Amendment: A1))).ThenRefused<Refusal.WrongState>();
        Given(InReview).And(Voting.Roll.Select(r => new PartyRemoved(r.Ods))).When(Editor, Ballot()).ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void waits_for_the_one_that_is_open_on_the_same()
    {
        Given(InReview).And(Opened(new(C1))).When(Editor, Ballot(new(C1))).ThenRefused<Refusal.WrongState>();
        Given(InReview).And(Opened(new(C1)), new BallotCancelled(B1, "No.")).When(Editor, Ballot(new(C1))).Decided.Made.ShouldBe("b2");
        Given(InReview).And(Opened()).When(Editor, Ballot()).Decided.Made.ShouldBe("b2");
    }

    [Fact]
    public void again_after_it_was_lost_is_the_next_round_with_roll_and_text_fixed_anew()
    {
        var lost = Given(InReview).And(Opened(new(C1))).At(ClosesAt).When(Actor.System, new DoDueWork()).Recorded(Actor.System)
            .And(new PartyRemoved(East), new ClauseReworded(C1, 2, null, "One, changed.", "x"));
        var later = ClosesAt.AddDays(1);
        lost.When(Editor, new ReopenBallot(B1, later)).Then(Opened(new(C1)) with
        {
            Ballot = new(2), Round = 2, Previous = B1, Roll = [.. Voting.Roll.Take(2)], ClosesAt = later, Revision = 2,
            TextHash = lost.Agreement.Text.TextHash, ClauseHash = Wording.Of(null, "One, changed.").Hash,
        }).Recorded(Editor).When(Editor, new ReopenBallot(B1, later)).ThenRefused<Refusal.WrongState>();
        lost.When(Editor, new ReopenBallot(B1, ClosesAt)).ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void again_is_for_what_was_closed_and_not_carried()
    {
        var later = ClosesAt.AddDays(1);
        Given(InReview).When(Editor, new ReopenBallot(B1, later)).ThenRefused<Refusal.NotFound>();
        Given(InReview).And(Opened()).When(Editor, new ReopenBallot(B1, later)).ThenRefused<Refusal.WrongState>();
        Given(InReview).And(Opened(), new BallotCancelled(B1, "No.")).When(Editor, new ReopenBallot(B1, later))
            .ThenRefused<Refusal.WrongState>();
        Given(InReview).And(Opened(), new VoteCast(B1, North, Choice.For)).At(ClosesAt).When(Actor.System, new DoDueWork())
            .Recorded(Actor.System)
            .When(Editor, new ReopenBallot(B1, later)).ThenRefused<Refusal.WrongState>();
        var lost = Given(InReview).And(Opened()).At(ClosesAt).When(Actor.System, new DoDueWork()).Recorded(Actor.System);
        lost.When(Editor, new ReopenBallot(B1, ClosesAt)).ThenInvalid("/closesAt");
        lost.And(new Recalled("x", Status.Drafting)).When(Editor, new ReopenBallot(B1, later)).ThenRefused<Refusal.WrongState>();
        Given(InReview).And(Opened(new(Party: North))).At(ClosesAt).When(Actor.System, new DoDueWork()).Recorded(Actor.System)
            .And(new PartyRemoved(North)).When(Editor, new ReopenBallot(B1, later)).ThenRefused<Refusal.WrongState>();
    }
}
