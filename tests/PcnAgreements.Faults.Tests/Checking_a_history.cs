using PcnAgreements.Domain;
using PcnAgreements.Faults.Checks;
using PcnAgreements.Faults.Histories;
using Shouldly;
using Xunit;
using Record = PcnAgreements.Faults.Histories.Record;

namespace PcnAgreements.Faults.Tests;

public sealed class Checking_a_history
{
    private const string Stream = "agreement-1";
    private readonly History history = new();
    private readonly List<Logged> events = [];

    [Fact]
    public void finds_nothing_in_one_that_is_right()
    {
        Asked(1, Acked(10, 20, version: 1));
        Asked(2, Unknown(15, 25), Acked(30, 40, version: 2), Acked(50, 60, version: 2));
        Asked(3, Refused(10, 20));
        Recorded(1, 1);
        Recorded(2, 2);

        Found().ShouldBeEmpty();
    }

    [Fact]
    public void finds_what_was_acknowledged_and_is_not_there()
    {
        Asked(1, Acked(10, 20, version: 1));

        Found().ShouldContain("acknowledged once");
    }

    [Fact]
    public void finds_what_two_requests_recorded()
    {
        Asked(1, Unknown(10, 20), Acked(30, 40, version: 2));
        Recorded(1, 1, "first");
        Recorded(1, 2, "second");

        Found().ShouldContain("acknowledged once");
    }

    [Fact]
    public void finds_an_effect_of_what_was_refused()
    {
        Asked(1, Refused(10, 20));
        Recorded(1, 1);

        Found().ShouldContain("refused without effect");
    }

    [Fact]
    public void finds_another_answer_to_the_same_request()
    {
        Asked(1, Acked(10, 20, version: 1), Acked(30, 40, version: 2));
        Recorded(1, 1);

        Found().ShouldContain("same answer");
    }

    [Fact]
    public void finds_what_was_never_answered()
    {
        Asked(1, Unknown(10, 20), Unknown(30, 40));

        Found().ShouldContain("answered in the end");
    }

    [Fact]
    public void finds_a_later_request_that_stands_before_an_earlier_answer()
    {
        Asked(1, Acked(10, 20, version: 2));
        Asked(2, Acked(30, 40, version: 1));
        Recorded(2, 1);
        Recorded(1, 2);

        Found().ShouldContain("real-time order of the log");
        Found().ShouldContain("real-time order");
    }

    [Fact]
    public void finds_a_gap_in_the_versions()
    {
        Asked(1, Acked(10, 20, version: 2));
        Recorded(1, 2);

        Found().ShouldContain("versions without a gap");
    }

    [Fact]
    public void forgives_a_restore_what_it_lost_and_finds_what_it_should_have_kept()
    {
        Asked(1, Acked(10, 20, version: 1));
        Asked(2, Acked(30, 40, version: 2));
        Asked(3, Acked(50, 60, version: 3));
        for (var n = 1; n <= 3; n++) Recorded(n, n);
        var loss = new Loss(70, Of(events), Of(events[..2]));

        FoundSince(loss, events[..2]).ShouldBeEmpty();
        FoundSince(loss, events[..1]).ShouldContain("acknowledged once");
    }

    [Fact]
    public void takes_what_comes_again_after_a_restore_that_lost_it_for_new_and_once()
    {
        Asked(1, Acked(10, 20, version: 1));
        Asked(2, Acked(30, 40, version: 2), Acked(80, 90, version: 3), Acked(100, 110, version: 3));
        Recorded(1, 1);
        Recorded(2, 2);
        var loss = new Loss(70, Of(events), Of(events[..1]));
        Logged[] since = [events[0], events[0] with { Position = 2, Version = 2, Data = "{}", Request = "r3" }, events[1] with
        {
            Position = 3, Version = 3, Request = "r3"
        }];

        FoundSince(loss, since).ShouldBeEmpty();
        FoundSince(loss, [.. since, since[2] with { Position = 4, Version = 4, Request = "r4" }]).ShouldContain("acknowledged once");
    }

    private static Record Of(IReadOnlyList<Logged> events) =>
        Record.Of(events, answers: events.Select(e => e.Request).Distinct().Count());

    private IEnumerable<string> FoundSince(Loss loss, IReadOnlyList<Logged> recorded)
    {
        var (findings, record) = (new Findings(), Of(recorded));
        var (since, excused) = loss.Since(history);
        ExactlyOnce.Check(Told.All(since, record), record, findings, excused.Contains);
        return findings.Invariants;
    }

    private IEnumerable<string> Found()
    {
        var findings = new Findings();
        var record = Of(events);
        var told = Told.All(history, record);
        ExactlyOnce.Check(told, record, findings);
        Ordered.Check(told, record, findings);
        return findings.Invariants;
    }

    private void Asked(int id, params Attempt[] attempts)
    {
        history.Begin(new(id, Deed.Comment, "somebody", HttpMethod.Post, "/somewhere", Stream));
        foreach (var attempt in attempts)
            history.Add(attempt with { Operation = id, LogIndex = attempt.IsAcknowledged ? attempt.Version - 1 : null });
    }

    private void Recorded(int id, long version, string? request = null) => events.Add(new(
        events.Count + 1, Stream, version, DateTimeOffset.UnixEpoch, "comment_made", $$"""{"body": "{{Operation.MarkOf(id)}}"}""",
        Actor.System, request ?? $"r{id}"));

    private static Attempt Acked(long invoked, long answered, long version) => new(0, 0, invoked, answered, 200, version, 0, 7, null);

    private static Attempt Refused(long invoked, long answered) => new(0, 0, invoked, answered, 409, 0, 0, 0, null);

    private static Attempt Unknown(long invoked, long answered) => new(0, 0, invoked, answered, 0, 0, 0, 0, null);
}
