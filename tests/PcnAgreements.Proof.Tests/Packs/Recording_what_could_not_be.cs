using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Rules;

namespace PcnAgreements.Proof.Tests.Packs;

/// <summary>A service that records, and proves, what its own rules do not let happen: everything follows but that one thing.</summary>
public sealed class Recording_what_could_not_be : IDisposable
{
    private static readonly Actor Editor = Somebody(Story.Pcn, "editor");
    private readonly Bench bench = new();

    [Theory]
    [InlineData(nameof(Signed), "approver")]
    [InlineData(nameof(VoteCast), "viewer")]
    [InlineData(nameof(ClauseObjected), "voter")]
    public void is_found_of_an_act_by_another_right(string type, string authority) =>
        Refuses(new(change: r => Once(r, type) ? r with { Actor = r.Actor with { Authority = authority } } : r), "not done by who may");

    [Theory]
    [InlineData(nameof(Signed))]
    [InlineData(nameof(VoteCast))]
    [InlineData(nameof(ClauseApproved))]
    public void is_found_of_an_act_in_the_name_of_another(string type)
    {
        Refuses(new(change: r => Once(r, type) ? r with { Actor = r.Actor with { Organisation = Story.South } } : r), "for Y99901");
        Refuses(new(change: r => Once(r, type) ? r with { Actor = r.Actor with { OnBehalfOf = Story.North } } : r), "for Y99901");
        Refuses(new(change: r => Once(r, type) ? r with { Actor = Actor.System } : r), "for Y99901");
    }

    [Fact]
    public void is_found_of_a_word_taken_by_telephone_that_nobody_entitled_recorded() => Refuses(
        new(change: r => r.Event is ClauseApproved { OnBehalf: not null } ? r with { Actor = r.Actor with { OnBehalfOf = null } } : r),
        "not done by who may do that for Y99902");

    [Fact]
    public void is_found_of_a_signature_by_another_than_whom_the_party_named()
    {
        NamedSignatory[] named = [new(new(Guid.NewGuid()), "partner")];
        Refuses(
            new(e => e is AgreementDrafted drafted
                ? drafted with { Parties = [drafted.Parties[0] with { Signatories = [.. named] }, drafted.Parties[1]] }
                : e),
            "not done by who may do that for Y99901");
    }

    [Fact]
    public void is_found_of_a_second_signature_of_the_same_person() =>
        Refuses(new(more: (_, e) => e is Signed signed && signed.Party == Story.North ? (ByNorth("signatory"), signed) : null),
            "not done by who may do that for Y99901");

    [Fact]
    public void is_found_of_what_is_done_to_a_ballot_that_is_closed()
    {
        AfterClosing(a => (ByNorth("voter"), new VoteWithdrawn(a.Ballots[^1].Key, Story.North)));
        AfterClosing(a => (ByNorth("voter"), new ConflictDeclared(a.Ballots[^1].Key, Story.North, "We own the building")));
        AfterClosing(a => (Editor, new BallotExtended(a.Ballots[^1].Key, a.Ballots[^1].ClosesAt.AddDays(1), "Too soon")));
        AfterClosing(a => (Editor, new BallotCancelled(a.Ballots[^1].Key, "Not as we wished")));
        AfterClosing(a => (Actor.System, new BallotClosed(a.Ballots[^1].Key, ClosedHow.Deadline, a.Ballots[^1].Count())));

        void AfterClosing(Func<Agreement, (Actor, DomainEvent)> what) =>
            Refuses(new(more: (a, e) => e is BallotClosed ? what(a) : null), "not open then");
    }

    [Theory]
    [InlineData(ClosedHow.ByHand)]
    [InlineData(ClosedHow.AllVoted)]
    [InlineData(ClosedHow.Decided)]
    public void is_found_of_a_ballot_closed_before_its_rule_lets_it_be(ClosedHow how) =>
        Refuses(new(e => e is BallotClosed closed ? closed with { How = how } : e), "closed before its rule lets it be");

    [Fact]
    public void is_found_of_a_ballot_closed_at_its_deadline_before_it()
    {
        Refuses(
            new(e => e is BallotOpened opened ? opened with { ClosesAt = opened.ClosesAt.AddDays(1) } : e),
            "closed before its rule lets it be");
        Refuses(new(e => e is BallotOpened opened ? opened with { ClosesAt = opened.ClosesAt.AddDays(-9) } : e), "before it opened");
    }

    [Fact]
    public void is_found_of_a_roll_that_leaves_somebody_out_or_weighs_them_otherwise()
    {
        Refuses(new(e => e is BallotOpened o ? o with { Roll = [o.Roll[0]] } : e), "its roll is not that of the parties");
        Refuses(new(e => e is BallotOpened o ? o with { Roll = [.. o.Roll, o.Roll[0]] } : e), "its roll is not that of the parties");
        Refuses(new(e => e is BallotOpened o ? o with { Roll = [o.Roll[0] with { Weight = 9 }, o.Roll[1]] } : e), "another weight");
        Refuses(new(e => e is Circulated c ? c with { Weights = [c.Weights[0] with { Weight = 9 }, c.Weights[1]] } : e), "another weight");
    }

    [Fact]
    public void is_found_of_an_adoption_by_another_rule_than_the_agreements() => Refuses(
        new(e => e is BallotOpened o ? o with { Rule = o.Rule with { Quorum = new(Ratio.Parse("1/3"), null) } } : e),
        "another rule than the agreement's");

    [Fact]
    public void is_found_of_a_change_of_a_vote_that_the_rule_takes_none_of() => Refuses(
        new(e => e switch
        {
            AgreementDrafted d => d with { Rules = d.Rules with { Adopt = d.Rules.Adopt with { Changes = false } } },
            BallotOpened o => o with { Rule = o.Rule with { Changes = false } },
            _ => e,
        }),
        "lets no vote be changed");

    [Fact]
    public void is_found_of_signing_opened_against_the_agreements_own_rules()
    {
        Refuses(
            new(e => e is ClauseApproved { OnBehalf: { } told } a
                ? new ClauseObjected(a.Clause, a.Revision, a.Hash, a.Party, "Not so", told)
                : e),
            "signing was opened though clause c2 was not settled");
        Refuses(
            new(e => e is BallotClosed closed ? new BallotCancelled(closed.Ballot, "Not needed") : e),
            "signing was opened though no ballot had adopted the text");
        Refuses(new(e => e is BallotClosed ? new TitleChanged("Another") : e), "signing was opened while a ballot was open");
    }

    [Fact]
    public void is_found_of_whatever_changes_what_is_signed_once_it_is_frozen()
    {
        DomainEvent[] changes =
        [
            new TitleChanged("Another"), new EffectiveDateChanged(new(2027, 1, 1)), new PartyRemoved(Story.South),
            new ClauseStruck(ClauseKey.Local(2)), new ClauseMoved(ClauseKey.Local(2), null, null),
        ];
        foreach (var changed in changes)
        {
            Refuses(new(more: (_, e) => e is SigningOpened ? (Editor, changed) : null), "agreement that is signing", changed);
            Refuses(new(more: (_, e) => e is CameIntoForce ? (Editor, changed) : null), "agreement that is in_force", changed);
        }
    }

    [Fact]
    public void is_found_of_what_brings_an_agreement_back_or_into_force_on_another_day()
    {
        Refuses(new(more: (_, e) => e is CameIntoForce ? (Editor, new Recalled("Once more", Status.InReview)) : null), "in_force");
        Refuses(new(more: (_, e) => e is CameIntoForce ? (Editor, new Ended(EndKind.Withdrawn, "No")) : null), "in_force");
        Refuses(new(e => e is CameIntoForce ? new CameIntoForce(new(2020, 1, 1)) : e), "takes effect on another day");
    }

    [Fact]
    public void is_found_of_an_event_that_is_earlier_than_the_one_before_it()
    {
        foreach (var type in new[] { nameof(CommentMade), nameof(ClauseObjected), nameof(Signed) })
        {
            Refuses(new(change: r => Once(r, type) ? r with { At = r.At.AddDays(-1) } : r), "it is earlier than the event before it");
            Refuses(new(change: r => Once(r, type) ? r with { At = r.At.AddDays(1) } : r), "it is earlier than the event before it", type);
        }
    }

    public void Dispose() => bench.Dispose();

    private static Actor Somebody(OdsCode ods, string authority) => Story.Somebody(1, ods, authority);

    private static Actor ByNorth(string authority) => new(new(new Guid(2, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1])), Story.North, authority);

    // Of what both do, what North does.
    private static bool Once(Recorded recorded, string type) => recorded.Event.GetType().Name == type && recorded.Event switch
    {
        ClauseApproved e => e.Party == Story.North,
        VoteCast e => e.Party == Story.North,
        Signed e => e.Party == Story.North,
        _ => true,
    };

    private void Refuses(Story lying, string problem, object? of = null)
    {
        var (status, said) = bench.Verify(bench.Zip(lying.Pack()));
        status.ShouldBe(1, $"{of}\n{said}");
        said.ShouldContain(problem, Case.Sensitive, $"{of}");
    }
}
