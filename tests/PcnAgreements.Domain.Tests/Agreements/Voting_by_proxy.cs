using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Rules;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;
using static PcnAgreements.Domain.Tests.Agreements.Voting;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Voting_by_proxy
{
    private static readonly DecisionRule Proxies = Simple with { Proxies = new(true, 1) };
    private static readonly ProxyGiven SouthForNorth = new(B1, North, South);
    private static readonly VoteCast ByProxy = new(B1, North, Choice.For, Proxy: South);

    private static Scenario Open(DecisionRule? rule = null) => Given(InReview).And(Opened(rule: rule ?? Proxies));

    private static readonly CastVote VoteForNorth = new(B1, North, Choice.For);

    [Fact]
    public void the_holder_votes_for_the_giver() =>
        Open().And(SouthForNorth).When(Voter(South), VoteForNorth).Then(ByProxy);

    [Fact]
    public void nobody_else_does() => Open().And(SouthForNorth).When(Voter(East), VoteForNorth).ThenRefused<Refusal.NotEntitled>();

    [Fact]
    public void a_proxy_is_given_once_and_may_be_given_to_another_before_the_vote()
    {
        Open().When(Voter(North), new GiveProxy(B1, South)).Then(SouthForNorth).Decided.NotAfter.ShouldBe(ClosesAt);
        Open().And(SouthForNorth).When(Voter(North), new GiveProxy(B1, South)).ThenNothing();
        Open().And(SouthForNorth).When(Voter(North), new GiveProxy(B1, East)).Then(new ProxyGiven(B1, North, East));
        Open().And(SouthForNorth, ByProxy).When(Voter(North), new GiveProxy(B1, East)).ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void none_is_given_after_ones_own_vote()
    {
        Open().And(new VoteCast(B1, North, Choice.For)).When(Voter(North), new GiveProxy(B1, South)).ThenRefused<Refusal.WrongState>();
        Open().And(new VoteCast(B1, North, Choice.For, null, Telephone)).When(Voter(North), new GiveProxy(B1, South)).Then(SouthForNorth);
    }

    [Fact]
    public void none_where_the_rule_allows_none() =>
        Open(Simple).When(Voter(North), new GiveProxy(B1, South)).ThenRefused<Refusal.WrongState>();

    [Fact]
    public void one_holder_holds_no_more_than_the_rule_says()
    {
        Open().And(SouthForNorth).When(Voter(East), new GiveProxy(B1, South)).ThenRefused<Refusal.WrongState>();
        Open(Simple with { Proxies = new(true, null) }).And(SouthForNorth).When(Voter(East), new GiveProxy(B1, South))
            .Then(new ProxyGiven(B1, East, South));
    }

    [Fact]
    public void none_is_handed_on()
    {
        Open().And(SouthForNorth).When(Voter(South), new GiveProxy(B1, East)).ThenRefused<Refusal.WrongState>();
        Open().And(SouthForNorth).When(Voter(East), new GiveProxy(B1, North)).ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void the_holder_is_another_party()
    {
        Open().When(Voter(North), new GiveProxy(B1, North)).ThenInvalid("/holder");
        Open().When(Voter(North), new GiveProxy(B1, Pcn)).ThenInvalid("/holder");
        Open().When(Voter(Federation), new GiveProxy(B1, South)).ThenRefused<Refusal.NotEntitled>();
        Open().When(Voter(North), new GiveProxy(new(2), South)).ThenRefused<Refusal.NotFound>();
        Open().At(ClosesAt).When(Voter(North), new GiveProxy(B1, South)).ThenRefused<Refusal.WrongState>();
    }

    [Fact]
    public void who_stood_down_neither_gives_nor_holds_nor_votes_for_another()
    {
        var conflict = new ConflictDeclared(B1, South, "Owns the site.");
        Open().And(conflict).When(Voter(North), new GiveProxy(B1, South)).ThenRefused<Refusal.WrongState>();
        Open().And(conflict).When(Voter(South), new GiveProxy(B1, North)).ThenRefused<Refusal.WrongState>();
        Open().And(SouthForNorth, conflict).When(Voter(South), VoteForNorth).ThenRefused<Refusal.WrongState>();
        Open().And(SouthForNorth, conflict).When(Voter(North), VoteForNorth).Then(new VoteCast(B1, North, Choice.For));
    }

    [Fact]
    public void the_giver_may_still_vote_and_its_holder_cannot_change_that()
    {
        Open().And(SouthForNorth, ByProxy).When(Voter(North), VoteForNorth with { Choice = Choice.Against })
            .Then(new VoteChanged(B1, North, Choice.Against));
        Open().And(SouthForNorth, new VoteCast(B1, North, Choice.Against)).When(Voter(South), VoteForNorth)
            .ThenRefused<Refusal.WrongState>();
        Open().And(SouthForNorth, new VoteCast(B1, North, Choice.Against)).When(Voter(South), new WithdrawVote(B1, North))
            .ThenRefused<Refusal.WrongState>();
        Open().And(SouthForNorth, ByProxy).When(Voter(South), new WithdrawVote(B1, North)).Then(new VoteWithdrawn(B1, North));
    }

    [Fact]
    public void the_giver_who_votes_as_its_holder_did_has_voted_itself()
    {
        Open().And(SouthForNorth, ByProxy).When(Voter(North), VoteForNorth).Then(new VoteChanged(B1, North, Choice.For))
            .Recorded(Voter(North)).When(Voter(South), VoteForNorth with { Choice = Choice.Against }).ThenRefused<Refusal.WrongState>();
        Open().And(SouthForNorth, ByProxy).When(Voter(South), VoteForNorth).ThenNothing();
        Open().And(SouthForNorth, new VoteCast(B1, North, Choice.For)).When(Voter(South), VoteForNorth).ThenNothing();
        Open(Proxies with { Changes = false }).And(SouthForNorth, ByProxy).When(Voter(North), VoteForNorth).ThenNothing();
    }

    [Fact]
    public void the_holders_vote_overrides_what_an_editor_recorded() =>
        Open(Proxies with { Changes = false }).And(new VoteCast(B1, North, Choice.Against, null, Telephone), SouthForNorth)
            .When(Voter(South), VoteForNorth).Then(new VoteChanged(B1, North, Choice.For, Proxy: South));

    [Fact]
    public void the_vote_weighs_what_the_givers_does()
    {
        var weighted = Opened(rule: Proxies) with
        {
            Roll = [new(North, "NORTH SURGERY", 9000, null), new(South, "SOUTH SURGERY", 10, null)]
        };
        Given(InReview).And(weighted, SouthForNorth, ByProxy).Agreement.Find(B1)!.Sums().For.ShouldBe(9000);
    }
}
