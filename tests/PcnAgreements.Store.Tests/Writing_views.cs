using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Store.Views;
using Shouldly;
using Xunit;

namespace PcnAgreements.Store.Tests;

public class Writing_views : OnAStore
{
    private static readonly string[] Tables = ["agreement", "history", "authority", "organisation", "membership", "template", "due"];

    [Fact]
    public async Task one_event_after_the_other_gives_the_rows_that_a_rebuild_gives()
    {
        await Live(Histories.AgreementStream, Histories.WholeLife);
        await Live(Samples.NorthStream, Histories.Practice);
        await Live(StreamId.Of(Histories.Template), Histories.Edition);
        var before = await Rows();

        (await PostgresStore.Rebuild(Options, NullLoggerFactory.Instance, Ct))
            .ShouldBe(Histories.WholeLife.Count() + Histories.Practice.Count() + 2);

        var after = await Rows();
        foreach (var table in Tables) after[table].ShouldBe(before[table], table);
        before["history"].ShouldContain("\"clause\": \"c3\"");
        before["membership"].Split("valid_from").Length.ShouldBe(2);
        before["authority"].Split("\"person\"").Length.ShouldBe(2);
        await Live(Samples.SouthStream, Histories.Practice);
    }

    [Fact]
    public async Task shows_after_each_event_what_its_fold_says()
    {
        var events = Histories.WholeLife.ToList();
        for (var n = 1; n <= events.Count; n++)
        {
            await Live(Histories.AgreementStream, events.Take(n), skip: n - 1);
            var state = (Domain.Agreements.Agreement)Fold(Histories.AgreementStream, events.Take(n));
            var row = JsonDocument.Parse(await Database.Ask<string>("select to_jsonb(a)::text from pcn.agreement a")).RootElement;
            row.GetProperty("settled").GetInt32().ShouldBe(state.Text.All.Count(c => state.SettledBy(c.Key) is not null));
            row.GetProperty("title").GetString().ShouldBe(state.Title);
            row.GetProperty("overdue").GetBoolean().ShouldBe(state.IsOverdue);
            row.GetProperty("parties").GetArrayLength().ShouldBe(state.Parties.Count);
            row.GetProperty("silent").EnumerateArray().Select(s => s.GetString()!)
                .ShouldBe(Domain.Agreements.Overview.Of(state).Unanswered.Select(u => $"{u.Ods}"));
            (await Database.Ask<long>("select count(*) from pcn.due")).ShouldBe(Domain.Agreements.DueWork.Of(state).Count());
        }

        (await Database.Ask<long>("select count(*) from pcn.history")).ShouldBe(events.Count);
    }

    [Fact]
    public async Task of_an_approval_among_a_hundred_clauses_takes_its_event_and_two_small_rows()
    {
        var events = Histories.InReview(100).ToList();
        var before = Fold(Histories.AgreementStream, events);
        var approval = new Recorded(3, Histories.Moment, Actor.System, Histories.Approved(1, 42));

        var rows = Projection.Rows(Histories.AgreementStream, before, Folds.Evolve(before, approval), [approval]);

        // A practice that has still clauses to answer, and a clause that others have still to approve: the agreement's row stays as it was.
        rows.Select(r => r.View).ShouldBe(["history"]);
        rows.Sum(r => Encoding.UTF8.GetByteCount(r.Key + r.Row)).ShouldBeLessThan(500);

        var all = events.Concat(from p in Enumerable.Range(0, 4) select (DomainEvent)Histories.Approved(p, 42)).ToList();
        var last = new Recorded(all.Count + 1, Histories.Moment, Actor.System, Histories.Approved(4, 42));
        var almost = Fold(Histories.AgreementStream, all);
        rows = Projection.Rows(Histories.AgreementStream, almost, Folds.Evolve(almost, last), [last]);
        rows.Select(r => r.View).ShouldBe(["history", "agreement"]);
        rows.Sum(r => Encoding.UTF8.GetByteCount(r.Key + r.Row)).ShouldBeLessThan(1_500);
        await Task.CompletedTask;
    }

    [Fact]
    public void of_states_that_grow_out_of_each_other_gives_what_each_gives_by_itself()
    {
        var events = Recorded(Histories.WholeLife).ToList();
        var rows = new Dictionary<(string View, string Key), string>();
        var state = Folds.Begin(Histories.AgreementStream)!;
        foreach (var e in events)
        {
            // As in a command: another is decided on first and loses the race; then this one, to which the database gives its time.
            var lost = e with { Event = Histories.Approved(3, 3) };
            if (state is Domain.Agreements.Agreement { Status: Domain.Agreements.Status.InReview })
                Projection.Rows(Histories.AgreementStream, state, Folds.Evolve(state, lost), [lost]);
            var decided = Folds.Evolve(state, e);
            foreach (var row in Projection.Rows(Histories.AgreementStream, state, decided, [e]).Where(r => r.View != "history"))
            {
                if (row.Row is { } now) rows[(row.View, row.Key)] = now;
                else rows.Remove((row.View, row.Key));
            }

            state = Folds.Evolve(state, e with { At = e.At.AddSeconds(1) });
            Projection.Same(decided, state);
            rows.ShouldBe(Projection.OfState(Fold(Histories.AgreementStream, Histories.WholeLife.Take((int)e.Version)))
                .ToDictionary(r => (r.View, r.Key), r => r.Row!), ignoreOrder: true,
                    customMessage: $"{e.Version} {e.Event.GetType().Name}");
        }
    }

    [Fact]
    public async Task of_an_append_that_is_refused_leaves_no_row()
    {
        await Live(Samples.NorthStream, Histories.Practice.Take(1));
        var before = await Rows();
        var rows = Rows(Samples.NorthStream, Histories.Practice.Take(2), skip: 1);

        (await Store.Log.Append(new([Stream(Samples.NorthStream, 9, Histories.Practice.Skip(1).Take(1))]) { Rows = rows }, Ct))
            .ShouldBeOfType<AppendOutcome.Moved>();

        (await Rows()).ShouldBe(before);
    }

    [Fact]
    public async Task of_an_import_of_many_organisations_takes_seconds()
    {
        var append = new Append([.. Enumerable.Range(1, 7_800).Select(n => Stream(Samples.StreamOf(n), 0, Practice(n)))])
        {
            Rows = [.. Enumerable.Range(1, 7_800).SelectMany(n => Rows(Samples.StreamOf(n), Practice(n)))],
        };
        var started = System.Diagnostics.Stopwatch.StartNew();

        (await Store.Log.Append(append, Ct)).ShouldBeOfType<AppendOutcome.Written>().Events.Count.ShouldBe(31_200);

        started.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
        TestContext.Current.SendDiagnosticMessage($"7,800 organisations, 31,200 events in {started.Elapsed.TotalSeconds:0.0} s");
        (await Database.Ask<long>("select count(*) from pcn.organisation")).ShouldBe(7_800);

        static IEnumerable<DomainEvent> Practice(int n) =>
        [
            new OrganisationRegistered(
                Samples.Ods(n), $"SURGERY {n}", OrganisationKind.Practice, null),
            Samples.Sized(n),
            new MembershipsRecorded(
                MembershipKind.Pcn, [new(Samples.Pcn, new(2022, 1, 1), null)]),
            new MembershipsRecorded(
                MembershipKind.Icb, [new(OdsCode.Parse("QOP"), new(2022, 1, 1), null)]),
        ];
    }

    private StoreOptions Options => new(Database.AppConnectionString) { OwnerConnectionString = Database.OwnerConnectionString };

    private async Task Live(StreamId stream, IEnumerable<DomainEvent> events, int skip = 0)
    {
        for (var n = skip + 1; n <= events.Count(); n++)
        {
            var append = new Append([Stream(stream, n - 1, events.Skip(n - 1).Take(1))]) { Rows = Rows(stream, events.Take(n), n - 1) };
            (await Store.Log.Append(append, Ct)).ShouldBeOfType<AppendOutcome.Written>();
        }
    }

    private static IReadOnlyList<ViewRow> Rows(StreamId stream, IEnumerable<DomainEvent> events, int skip = 0) => Projection.Rows(
        stream, Fold(stream, events.Take(skip)), Fold(stream, events), [.. Recorded(events).Skip(skip)]);

    private static object Fold(StreamId stream, IEnumerable<DomainEvent> events) =>
        Recorded(events).Aggregate(Folds.Begin(stream)!, Folds.Evolve);

    private static IEnumerable<Recorded> Recorded(IEnumerable<DomainEvent> events) =>
        events.Select((e, n) => new Recorded(n + 1, Histories.Moment, Actor.System, e));

    private static StreamAppend Stream(StreamId stream, long expected, IEnumerable<DomainEvent> events) =>
        new(stream, expected, [.. events.Select(e => new NewEvent(e, Actor.System, null))]);

    private async Task<Dictionary<string, string>> Rows()
    {
        var rows = new Dictionary<string, string>();
        foreach (var table in Tables)
            rows[table] = await Database.Ask<string>(
                $"select coalesce(jsonb_agg(to_jsonb(t) order by to_jsonb(t)), '[]')::text from pcn.{table} t");
        return rows;
    }
}
