using Shouldly;
using Xunit;

namespace PcnAgreements.Store.Tests;

public abstract partial class LogContract
{
    [Fact]
    public async Task keeps_an_answer_under_its_key_as_it_was_given()
    {
        var answer = Samples.Answer("k1", Samples.NorthStream);
        await Written(Write(Samples.NorthStream, 0, Samples.Registered) with { Answers = [answer] });
        await Written(new Append([]) { Answers = [new(new("k2"), "other", 204, null, 0, null)] });

        (await Log.FindAnswer(new("k1"), Ct)).ShouldBe(answer);
        (await Log.FindAnswer(new("k2"), Ct)).ShouldBe(new(new("k2"), "other", 204, null, 0, null));
        (await Log.FindAnswer(new("k3"), Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task writes_nothing_under_a_key_that_is_taken()
    {
        await Written(Write(Samples.NorthStream, 0, Samples.Registered) with { Answers = [Samples.Answer("k1")] });

        (await Log.Append(Write(Samples.NorthStream, 1, Samples.Sized(1)) with { Answers = [Samples.Answer("k1")] }, Ct))
            .ShouldBe(new AppendOutcome.KeyTaken(new("k1")));
        (await Log.ReadStream(Samples.NorthStream, 1, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task says_that_the_key_is_taken_before_it_says_that_the_stream_has_moved()
    {
        var append = Write(Samples.NorthStream, 0, Samples.Registered) with { Answers = [Samples.Answer("k1")] };
        await Written(append);

        (await Log.Append(append, Ct)).ShouldBe(new AppendOutcome.KeyTaken(new("k1")));
    }

    [Fact]
    public async Task writes_once_what_comes_thirty_times_in_parallel_under_one_key()
    {
        ILog[] logs = [Log, await OpenAnother()];
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 30).Select(n => Task.Run(() =>
            logs[n % 2].Append(Write(Samples.StreamOf(n), 0, Samples.Registered) with { Answers = [Samples.Answer("k1")] }, Ct))));

        outcomes.OfType<AppendOutcome.Written>().Count().ShouldBe(1);
        outcomes.OfType<AppendOutcome.KeyTaken>().Count().ShouldBe(29);
        (await Log.ReadAll(0, 100, Ct)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task leaves_a_refused_appends_key_free()
    {
        (await Log.Append(Write(Samples.NorthStream, 4, Samples.Sized(1)) with { Answers = [Samples.Answer("k1")] }, Ct))
            .ShouldBeOfType<AppendOutcome.Moved>();

        (await Log.FindAnswer(new("k1"), Ct)).ShouldBeNull();
        await Written(Write(Samples.NorthStream, 0, Samples.Registered) with { Answers = [Samples.Answer("k1")] });
    }

    [Fact]
    public async Task gives_events_indices_from_0_without_a_gap_and_keeps_them_with_the_answer()
    {
        var first = await Written(Write(Samples.NorthStream, 0, Samples.Registered, Samples.Sized(1)));
        (await Log.Append(Write(Samples.NorthStream, 0, Samples.Registered), Ct)).ShouldBeOfType<AppendOutcome.Moved>();
        var other = await OpenAnother();
        var second = (await other.Append(Write(Samples.SouthStream, 0, Samples.Registered, Samples.Sized(2), Samples.Sized(3)) with
        {
            Answers = [Samples.Answer("k1") with { LastEvent = 2 }, Samples.Answer("k2")],
        }, Ct)).ShouldBeOfType<AppendOutcome.Written>();
        var many = await Task.WhenAll(Enumerable.Range(10, 30).Select(n => Log.Append(
            Write(
                Samples.StreamOf(n), 0, Samples.Registered,
                Samples.Sized(n)) with { Answers = [Samples.Answer($"k{n}") with { LastEvent = 2 }] }, Ct)));

        (first.FirstIndex, second.FirstIndex).ShouldBe((0L, 2L));
        many.OfType<AppendOutcome.Written>().Select(w => w.FirstIndex).Order().ShouldBe(Enumerable.Range(0, 30).Select(n => 5L + (2 * n)));
        many.OfType<AppendOutcome.Written>().OrderBy(w => w.FirstIndex).ShouldBe(
            many.OfType<AppendOutcome.Written>().OrderBy(w => w.Events[0].Position), "indices rise with positions");
        (await Log.FindAnswer(new("k1"), Ct))!.LogIndex.ShouldBe(3);
        (await Log.FindAnswer(new("k2"), Ct))!.LogIndex.ShouldBeNull();
        foreach (var n in Enumerable.Range(10, 30))
            (await Log.FindAnswer(new($"k{n}"), Ct))!.LogIndex.ShouldBe(((AppendOutcome.Written)many[n - 10]).FirstIndex + 1);
    }
}
