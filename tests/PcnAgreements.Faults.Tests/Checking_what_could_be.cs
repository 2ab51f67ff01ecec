using PcnAgreements.Domain.Agreements;
using PcnAgreements.Faults.Histories;
using Shouldly;
using Xunit;
using static PcnAgreements.Faults.Tests.MadeUpRound;

namespace PcnAgreements.Faults.Tests;

/// <summary>That each event could be, on what stood before it, and that readers were shown what the events come to.</summary>
public sealed class Checking_what_could_be
{
    private readonly MadeUpRound round = new();

    [Fact]
    public void finds_nothing_in_what_could_be()
    {
        round.Approved();
        round.Reworded(2, "Other words.");
        round.Approved(revision: 2);
        round.SigningOpened();
        round.Signed();

        round.Found().ShouldBeEmpty();
    }

    [Fact]
    public void finds_a_stance_on_words_that_were_replaced()
    {
        round.Reworded(2, "Other words.");
        round.Approved(revision: 1);

        round.Found().ShouldContain("each event could be");
    }

    [Fact]
    public void finds_a_clause_that_was_added_under_a_key_that_is_taken()
    {
        var words = Domain.Text.Wording.Of(null, "Again.");
        round.Happened(OfAgreement, new ClauseAdded(Clause, null, null, false, true, false, words.Heading, words.Body, words.Hash));
        round.Approved();

        round.Found().ShouldContain("each event could be");
    }

    [Fact]
    public void finds_a_signature_before_signing()
    {
        round.Signed();

        round.Found().ShouldContain("each event could be");
    }

    [Fact]
    public void finds_what_somebody_did_whose_authority_was_revoked()
    {
        round.Revoked();
        round.Approved();

        round.Found().ShouldContain("by authority held at that moment");
    }

    [Fact]
    public void finds_a_deadline_that_passes_before_its_time()
    {
        round.Happened(OfAgreement, new DeadlinePassed(Deadline.ReviewBy, round.Agreement.ReviewBy!.Value));

        round.Found().ShouldContain("each event could be");
    }

    [Fact]
    public void finds_a_stance_that_its_sender_meant_for_another_revision()
    {
        round.Approved(operation: 1);
        round.Asked(Wants(1, Deed.Approve) with { Revision = 2 }, Answered(20, 30, 200, round.Version(OfAgreement)));

        round.Found().ShouldContain("nobody approves words they have not seen");
    }

    [Fact]
    public void finds_another_text_shown_than_the_events_give()
    {
        var version = round.Version(OfAgreement);
        round.History.Add(1, new(OfAgreement, version, null, round.Agreement.Text.TextHash));
        round.Found().ShouldBeEmpty();

        round.History.Add(2, new(OfAgreement, version, null, new('0', 64)));
        round.Found().ShouldContain("each ETag names one text");
    }

    [Fact]
    public void finds_what_was_read_and_is_lost()
    {
        round.History.Add(1, new(OfAgreement, round.Version(OfAgreement) + 1, null, round.Agreement.Text.TextHash));

        round.Found().ShouldContain("nothing read is lost");
    }
}
