using System.Collections.Immutable;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Rules;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Voting
{
    internal static readonly BallotKey B1 = new(1);
    internal static readonly DateTimeOffset ClosesAt = Moment.AddDays(2);
    internal static readonly DecisionRule Simple = new(Majority.MoreThan(Half));
    internal static readonly DecisionRule Final = Simple with { Closes = Closing.WhenDecided, Changes = false };
    private static readonly VoteCast For = new(B1, North, Choice.For);

    private static Ratio Half => Ratio.TryParse("1/2", out var half) ? half : default;

    internal static readonly ImmutableArray<WeighedVoter> Roll =
        [new(North, "NORTH SURGERY", 1, null), new(South, "SOUTH SURGERY", 1, null), new(East, "EAST SURGERY", 1, null)];

    internal static BallotOpened Opened(BallotSubject? subject = null, DecisionRule? rule = null, int? revision = null) => new(
        B1, 1, null, "Shall we?", subject, rule ?? Simple, Roll, Given(InReview).Agreement.Text.TextHash,
        revision ?? (subject is { Party: null, Adopt: null } ? 1 : null), null, ClosesAt);

    private static Scenario Open(DecisionRule? rule = null) => Given(InReview).And(Opened(rule: rule));

    private static CastVote Vote(OdsCode party, Choice choice = Choice.For) => new(B1, party, choice);

    [Fact]
    public void counts_for_the_party_until_the_deadline() =>
        Open().When(Voter(North), Vote(North) with { Reason = "Yes." })
            .Then(For with { Reason = "Yes." }).Decided.NotAfter.ShouldBe(ClosesAt);

    [Fact]
    public void the_same_way_again_changes_nothing() => Open().And(For).When(Voter(North), Vote(North)).ThenNothing();

    [Fact]
    public void may_be_changed_where_the_rule_says_so()
    {
        Open().And(For).When(Voter(North), Vote(North, Choice.Against)).Then(new VoteChanged(B1, North, Choice.Against));
        Open(Final).And(For).When(Voter(North), Vote(North, Choice.Against)).ThenRefused<Refusal.WrongState>();
        Open(Final).And(For).When(Voter(North), Vote(North)).ThenNothing();
    }

    [Fact]
    public void after_the_deadline_is_refused_even_if_nobody_has_closed_the_ballot_yet() =>
        Open().At(ClosesAt).When(Voter(North), Vote(North)).ThenRefused<Refusal.WrongState>();

    [Fact]
    public void in_a_ballot_that_is_over_is_refused()
    {
        Open().When(Actor.System, new DoDueWork()).ThenNothing();
        Open().At(ClosesAt).When(Actor.System, new DoDueWork()).Recorded(Actor.System).When(Voter(North), Vote(North))
            .ThenRefused<Refusal.WrongState>();
        Open().And(new BallotCancelled(B1, "No.")).When(Voter(North), Vote(North)).ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void is_for_those_on_the_roll_alone()
    {
        Open().When(Voter(Federation), Vote(Federation)).ThenRefused<Refusal.NotEntitled>();
        Open().When(Voter(South), Vote(North)).ThenRefused<Refusal.NotEntitled>();
        Open().When(Voter(North), new CastVote(new(2), North, Choice.For)).ThenRefused<Refusal.NotFound>();
    }

    [Fact]
    public void by_a_party_that_has_left_meanwhile_still_counts() =>
        Open().And(new PartyRemoved(North)).When(Voter(North), Vote(North)).Then(For);

    [Fact]
    public void a_reason_is_no_book() => Open().When(Voter(North), Vote(North) with { Reason = new('x', 10_001) }).ThenInvalid("/reason");

    [Fact]
    public void on_behalf_of_a_practice_is_recorded_by_the_convenor_with_evidence()
    {
        var telephone = Vote(North) with { OnBehalf = Telephone };
        Open().When(EditorFor(North), telephone).Then(For with { OnBehalf = Telephone });
        Open().When(Voter(South) with { OnBehalfOf = North }, telephone).ThenRefused<Refusal.NotEntitled>();
        Open().When(EditorFor(North), telephone with { OnBehalf = new(" ", "x") }).ThenInvalid("/onBehalf/how");
        Open().And(For with { OnBehalf = Telephone }).When(EditorFor(North), telephone).ThenNothing();
    }

    [Fact]
    public void by_the_practice_itself_overrides_what_was_recorded_on_its_behalf_whatever_the_rule()
    {
        var recorded = For with { OnBehalf = Telephone };
        Open(Final).And(recorded).When(Voter(North), Vote(North, Choice.Against)).Then(new VoteChanged(B1, North, Choice.Against));
        Open(Final).And(recorded).When(Voter(North), Vote(North)).Then(new VoteChanged(B1, North, Choice.For));
        Open(Final).And(recorded).When(EditorFor(North), Vote(North, Choice.Against) with { OnBehalf = Telephone })
            .ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void on_its_behalf_never_overrides_the_practice_itself()
    {
        var other = Vote(North, Choice.Against) with { OnBehalf = Telephone };
        Open().And(For).When(EditorFor(North), other).ThenRefused<Refusal.WrongState>();
        Open().And(For with { OnBehalf = Telephone }, new VoteConfirmed(B1, North)).When(EditorFor(North), other)
            .ThenRefused<Refusal.WrongState>();
        Open().And(For).When(EditorFor(North), Vote(North) with { OnBehalf = Telephone }).ThenNothing();
    }

    [Fact]
    public void is_taken_back_where_the_rule_lets_votes_be_changed()
    {
        Open().And(For).When(Voter(North), new WithdrawVote(B1, North))
            .Then(new VoteWithdrawn(B1, North)).Decided.NotAfter.ShouldBe(ClosesAt);
        Open().And(For, new VoteWithdrawn(B1, North)).When(Voter(North), new WithdrawVote(B1, North)).ThenNothing();
        Open().And(For, new VoteWithdrawn(B1, North)).When(Voter(North), Vote(North)).Then(For);
        Open(Final).And(For).When(Voter(North), new WithdrawVote(B1, North)).ThenRefused<Refusal.WrongState>();
        Open(Final).And(For with { OnBehalf = Telephone }).When(Voter(North), new WithdrawVote(B1, North))
            .Then(new VoteWithdrawn(B1, North));
        Open().And(For).At(ClosesAt).When(Voter(North), new WithdrawVote(B1, North)).ThenRefused<Refusal.WrongState>();
        Open().And(For).When(Voter(South), new WithdrawVote(B1, North)).ThenRefused<Refusal.NotEntitled>();
        Open().When(Voter(Federation), new WithdrawVote(B1, Federation)).ThenRefused<Refusal.NotEntitled>();
        Open().When(Voter(North), new WithdrawVote(new(2), North)).ThenRefused<Refusal.NotFound>();
    }

    [Fact]
    public void an_editor_takes_back_only_what_was_recorded_and_not_confirmed()
    {
        Open().And(For with { OnBehalf = Telephone }).When(EditorFor(North), new WithdrawVote(B1, North))
            .Then(new VoteWithdrawn(B1, North));
        Open().And(For).When(EditorFor(North), new WithdrawVote(B1, North)).ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void is_confirmed_by_the_practice_alone_and_once()
    {
        var recorded = Open().And(For with { OnBehalf = Telephone });
        recorded.When(EditorFor(North), new ConfirmVote(B1)).ThenRefused<Refusal.NotEntitled>();
        recorded.When(Voter(North), new ConfirmVote(B1)).Then(new VoteConfirmed(B1, North)).Recorded(Voter(North))
            .When(Voter(North), new ConfirmVote(B1)).ThenNothing();
        Open().And(For).When(Voter(North), new ConfirmVote(B1)).ThenRefused<Refusal.WrongState>();
        Open().When(Voter(North), new ConfirmVote(B1)).ThenRefused<Refusal.WrongState>();
        Open().When(Voter(North), new ConfirmVote(new(2))).ThenRefused<Refusal.NotFound>();
        Open().When(Voter(Federation), new ConfirmVote(B1)).ThenRefused<Refusal.NotEntitled>();
        Open().And(For with { OnBehalf = Telephone }).At(ClosesAt).When(Voter(North), new ConfirmVote(B1))
            .ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void a_conflict_stands_the_practice_down_and_its_vote_with_it()
    {
        var declared = Open(Final).And(For).When(Voter(North), new DeclareConflict(B1, "Owns the site."))
            .Then(new ConflictDeclared(B1, North, "Owns the site."))
            .Recorded(Voter(North));
        declared.Agreement.Find(B1)!.Count().ByPractice[0].Choice.ShouldBe(RollChoice.StoodDown);
        declared.When(Voter(North), new DeclareConflict(B1, "Owns the site.")).ThenNothing();
        declared.When(Voter(North), Vote(North)).ThenRefused<Refusal.WrongState>();
        declared.When(Voter(North), new DeclareConflict(B1, " ")).ThenInvalid("/nature");
        declared.At(ClosesAt).When(Voter(North), new DeclareConflict(B1, "Other.")).ThenRefused<Refusal.WrongState>();
        Open().When(Voter(Federation), new DeclareConflict(B1, "Owns the site.")).ThenRefused<Refusal.NotEntitled>();
        Open().When(Voter(North), new DeclareConflict(new(2), "Owns the site.")).ThenRefused<Refusal.NotFound>();
    }
}
