using PcnAgreements.Domain;
using Shouldly;
using Xunit;

namespace PcnAgreements.Store.Tests;

/// <summary>
/// What every engine of the log keeps. An engine joins by a subclass that says which it is; each test has a database of its own, and
/// may open as many instances on it as it likes.
/// </summary>
public abstract partial class LogContract : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> opened = [];

    /// <summary>The engine that keeps it.</summary>
    protected abstract IEngine Engine { get; }

    protected TestDatabase Database { get; private set; } = null!;

    protected ILog Log { get; private set; } = null!;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var postgres = await Postgres.Shared();
        Database = await postgres.NewDatabase(
            $"contract_{Engine.Name}", async fresh => await (await Stores.Open(fresh, Engine)).DisposeAsync());
        Log = await OpenAnother();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in opened) await engine.DisposeAsync();
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Another instance on the same database.</summary>
    protected async Task<ILog> OpenAnother()
    {
        var store = await Stores.Open(Database, Engine);
        opened.Add(store);
        return store.Log;
    }

    [Fact]
    public async Task reads_back_what_was_written()
    {
        var editor = new Actor(Samples.Person(1), Samples.Pcn, "editor", Samples.North);
        var sized = Samples.Sized(9_000);

        var written = (await Log.Append(
            Write(Samples.NorthStream, 0, new NewEvent(Samples.Registered, Actor.System, null), new(sized, editor, "request-1")), Ct))
            .ShouldBeOfType<AppendOutcome.Written>();
        var read = await Log.ReadStream(Samples.NorthStream, 0, Ct);

        read.ShouldBe(written.Events);
        read.Select(e => e.Version).ShouldBe([1L, 2L]);
        read[0].ShouldSatisfyAllConditions(
            e => e.Event.ShouldBe(Samples.Registered), e => e.Actor.ShouldBe(Actor.System), e => e.RequestId.ShouldBeNull(),
            e => e.At.ShouldBe(written.At));
        read[1].ShouldSatisfyAllConditions(
            e => e.Event.ShouldBe(sized), e => e.Actor.ShouldBe(editor), e => e.RequestId.ShouldBe("request-1"));
        (await Log.ReadStream(Samples.NorthStream, 1, Ct)).ShouldBe([read[1]]);
        (await Log.ReadStream(Samples.SouthStream, 0, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task tells_where_streams_end_and_the_time_at_once()
    {
        var written = await Written(Write(Samples.NorthStream, 0, Samples.Registered, Samples.Sized(1)));

        var versions = await Log.ReadVersions([Samples.SouthStream, Samples.NorthStream, Samples.NorthStream], Ct);

        versions.Ends[Samples.NorthStream].ShouldBe(new(2, written.At));
        versions.Ends[Samples.SouthStream].ShouldBe(default);
        versions.Now.Offset.ShouldBe(TimeSpan.Zero);
        (versions.Now - DateTimeOffset.UtcNow).Duration().ShouldBeLessThan(TimeSpan.FromMinutes(1));
        (await Log.ReadVersions([], Ct)).Ends.ShouldBeEmpty();
    }

    [Fact]
    public async Task refuses_a_version_that_does_not_hold_and_says_which_does()
    {
        await Written(Write(Samples.NorthStream, 0, Samples.Registered));

        (await Log.Append(Write(Samples.NorthStream, 0, Samples.Registered), Ct)).ShouldBe(new AppendOutcome.Moved(Samples.NorthStream, 1));
        (await Log.Append(Write(Samples.NorthStream, 7, Samples.Sized(1)), Ct)).ShouldBe(new AppendOutcome.Moved(Samples.NorthStream, 1));
        (await Log.Append(Write(Samples.SouthStream, 1, Samples.Sized(1)), Ct)).ShouldBe(new AppendOutcome.Moved(Samples.SouthStream, 0));
        (await Log.ReadAll(0, 10, Ct)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task writes_several_streams_or_none()
    {
        await Written(Write(Samples.NorthStream, 0, Samples.Registered));
        var both = new Append([Stream(Samples.SouthStream, 0, Samples.Registered), Stream(Samples.NorthStream, 0, Samples.Sized(1))]);

        (await Log.Append(both, Ct)).ShouldBe(new AppendOutcome.Moved(Samples.NorthStream, 1));
        (await Log.ReadStream(Samples.SouthStream, 0, Ct)).ShouldBeEmpty();

        var right = await Written(
            new Append([Stream(Samples.SouthStream, 0, Samples.Registered), Stream(Samples.NorthStream, 1, Samples.Sized(1))]));
        right.Events.Select(e => (e.Stream, e.Version)).ShouldBe([(Samples.SouthStream, 1L), (Samples.NorthStream, 2L)]);
        right.Events.Select(e => e.At).Distinct().ShouldBe([right.At]);
    }

    [Fact]
    public async Task writes_only_while_what_it_rests_on_holds()
    {
        await Written(Write(Samples.NorthStream, 0, Samples.Registered));
        var resting = Write(Samples.SouthStream, 0, Samples.Registered) with { Requires = [new(Samples.NorthStream, 1)] };
        var onNothing = Write(Samples.SouthStream, 0, Samples.Registered) with { Requires = [new(Samples.StreamOf(7), 0)] };
        await Written(Write(Samples.NorthStream, 1, Samples.Sized(1)));

        (await Log.Append(resting, Ct)).ShouldBe(new AppendOutcome.Moved(Samples.NorthStream, 2));
        (await Log.Append(onNothing, Ct)).ShouldBeOfType<AppendOutcome.Written>();
    }

    [Fact]
    public async Task writes_nothing_upon_another_event_of_the_same_version()
    {
        var at = (await Written(Write(Samples.NorthStream, 0, Samples.Registered))).At;
        var (upon, resting) = (Stream(Samples.NorthStream, 1, Samples.Sized(1)), Write(Samples.SouthStream, 0, Samples.Registered));

        foreach (var lost in new[] { at.AddMicroseconds(-1), at.AddMicroseconds(1) })
        {
            (await Log.Append(new([upon with { ExpectedAt = lost }]), Ct)).ShouldBe(new AppendOutcome.Moved(Samples.NorthStream, 1));
            (await Log.Append(resting with { Requires = [new(Samples.NorthStream, 1, lost)] }, Ct))
                .ShouldBe(new AppendOutcome.Moved(Samples.NorthStream, 1));
        }

        await Written(resting with { Requires = [new(Samples.NorthStream, 1, at)] });
        await Written(new([upon with { ExpectedAt = at }]));
    }

    [Fact]
    public async Task judges_the_last_moment_by_the_databases_clock()
    {
        var now = (await Log.ReadVersions([], Ct)).Now;

        var late = (await Log.Append(Write(Samples.NorthStream, 0, Samples.Registered) with { NotAfter = now.AddMilliseconds(-1) }, Ct))
            .ShouldBeOfType<AppendOutcome.TooLate>();
        late.Now.ShouldBeGreaterThanOrEqualTo(now);
        (await Log.Append(Write(Samples.NorthStream, 0, Samples.Registered) with { NotAfter = now.AddHours(1) }, Ct))
            .ShouldBeOfType<AppendOutcome.Written>().At.ShouldBeLessThan(now.AddHours(1));
    }

    protected static Append Write(StreamId stream, long expected, params NewEvent[] events) => new([new(stream, expected, events)]);

    protected static Append Write(StreamId stream, long expected, params DomainEvent[] events) => new([Stream(stream, expected, events)]);

    protected static StreamAppend Stream(StreamId stream, long expected, params DomainEvent[] events) =>
        new(stream, expected, [.. events.Select(e => new NewEvent(e, Actor.System, null))]);

    protected async Task<AppendOutcome.Written> Written(Append append) =>
        (await Log.Append(append, Ct)).ShouldBeOfType<AppendOutcome.Written>();
}
