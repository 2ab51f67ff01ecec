using Shouldly;
using Xunit;

namespace PcnAgreements.Store.Tests;

public sealed class Reading_what_is_due : OnAStore
{
    [Fact]
    public async Task tells_the_time_and_that_nothing_waits()
    {
        var (due, next, now) = await Store.Due.ReadDue(10, Ct);

        due.ShouldBeEmpty();
        next.ShouldBeNull();
        (now - await Database.Ask<DateTime>("select now()")).Duration().ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task gives_the_longest_due_first_and_says_when_the_next_will_be()
    {
        await Wait(
            ("organisation-B", "later", "-1 minute"), ("organisation-A", "first", "-2 days"), ("organisation-A", "last", "-1 minute"),
            ("organisation-C", "tomorrow", "1 day"), ("organisation-C", "some day", "3 days"));

        var (due, next, now) = await Store.Due.ReadDue(10, Ct);

        due.Select(d => (d.Stream.Value, d.Key))
            .ShouldBe([("organisation-A", "first"), ("organisation-A", "last"), ("organisation-B", "later")]);
        due.ShouldAllBe(d => d.At <= now);
        (next!.Value - now).ShouldBeInRange(TimeSpan.FromHours(23), TimeSpan.FromHours(24));
    }

    [Fact]
    public async Task gives_no_more_at_once_than_was_asked_for_and_the_same_again_until_it_is_done()
    {
        await Wait([.. Enumerable.Range(1, 5).Select(n => ("organisation-A", $"work {n}", $"-{n} minutes"))]);

        var (due, next, _) = await Store.Due.ReadDue(2, Ct);

        due.Select(d => d.Key).ShouldBe(["work 5", "work 4"]);
        next.ShouldBeNull();
        (await Store.Due.ReadDue(2, Ct)).Due.ShouldBe(due);
        await Database.Run("delete from pcn.due where key = 'work 5'");
        (await Store.Due.ReadDue(2, Ct)).Due.Select(d => d.Key).ShouldBe(["work 4", "work 3"]);
    }

    // All in one statement, or a minute that ends between two of them puts them out of order.
    private Task Wait(params (string Stream, string Key, string In)[] work) => Database.Run(
        "insert into pcn.due (stream, key, at) select stream, key, date_trunc('minute', now()) + after from (values "
        + string.Join(", ", work.Select(w => $"('{w.Stream}', '{w.Key}', interval '{w.In}')")) + ") as work (stream, key, after)");
}
