using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Store;

namespace PcnAgreements.Benchmarks;

/// <summary>
/// Approvals, each on a stream of its writer's own, with the two small rows each writes: through the store, and by raw Npgsql.
/// </summary>
internal static class Appends
{
    private static readonly OdsCode Practice = OdsCode.Parse("Y99901");
    private static readonly Actor Approver = new(PersonId.New(), Practice, "approver");
    private static readonly ClauseApproved Approval = new(ClauseKey.Local(7), 3, new string('a', 64), Practice);

    public static async Task<int> Run(string server, int seconds)
    {
        foreach (var writers in (int[])[1, 16, 64])
        {
            var raw = await Raw(server, writers, seconds);
            foreach (var loops in (int[])[1, 2, 3])
            {
                var (rate, p50, p99) = await ThroughStore(server, writers, loops, seconds);
                Console.WriteLine(
                    $"{writers,3} at once: store with {loops} writers {rate,7:0}/s (p50 {p50:0.0} ms, p99 {p99:0.0} ms), "
                    + $"raw {raw,7:0}/s, ratio {rate / raw:0.00}");
            }
        }

        return 0;
    }

    private static async Task<(double Rate, double P50, double P99)> ThroughStore(string server, int writers, int loops, int seconds)
    {
        await using var scratch = await Scratch.Open(server, loops);
        var log = scratch.Store.Log;
        var times = new List<double>[writers];
        var rate = await Measure(writers, seconds, async (writer, version) =>
        {
            var stream = StreamId.Of(new AgreementId(new Guid(writer, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0])));
            var started = Stopwatch.GetTimestamp();
            var outcome = await log.Append(new([new(stream, version, [new(Approval, Approver, "00-4bf92f3577b34da6a3ce929d0e0e4736")])])
            {
                Rows = [History(stream, version + 1), Agreement(stream, version)],
            }, CancellationToken.None);
            if (outcome is not AppendOutcome.Written) throw new InvalidOperationException($"{outcome}");
            (times[writer] ??= []).Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        });
        var all = times.SelectMany(t => t).Order().ToList();
        return (rate, all[all.Count / 2], all[all.Count * 99 / 100]);
    }

    private static async Task<double> Raw(string server, int writers, int seconds)
    {
        await using var scratch = await Scratch.Open(server);
        await using var source = NpgsqlDataSource.Create(scratch.ConnectionString);
        var commands = await Task.WhenAll(Enumerable.Range(0, writers).Select(async _ =>
        {
            var command = new NpgsqlCommand("""
                with stream as (
                    insert into pcn.mt_streams (id, type, version, timestamp, created, tenant_id, is_archived)
                    values ($1, 'agreement', $2, clock_timestamp(), clock_timestamp(), '*DEFAULT*', false)
                    on conflict (id) do update set version = excluded.version, timestamp = excluded.timestamp returning id
                ), history as (
                    insert into pcn.history (stream, version, type, organisation, person, clause, party, internal)
                    values ($1, $2, 'clause_approved', 'Y99901', $3, 'c7', 'Y99901', false)
                ), agreement as (
                    insert into pcn.agreement select * from jsonb_populate_record(null::pcn.agreement, $4)
                    on conflict (id) do update set settled = excluded.settled, silent = excluded.silent
                )
                insert into pcn.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type,
                    correlation_id, causation_id, headers, user_name, is_archived)
                select nextval('pcn.mt_events_sequence'), $5, stream.id, $2, $6, 'clause_approved', clock_timestamp(), '*DEFAULT*', 'x',
                    'y', 'z', $7, 'u', false
                from stream
                """, await source.OpenConnectionAsync());
            command.Parameters.Add(new() { DataTypeName = "text", Value = "" });
            command.Parameters.Add(new() { DataTypeName = "bigint", Value = 0L });
            command.Parameters.Add(new() { DataTypeName = "uuid", Value = Guid.Empty });
            command.Parameters.Add(new() { DataTypeName = "jsonb", Value = "" });
            command.Parameters.Add(new() { DataTypeName = "uuid", Value = Guid.Empty });
            command.Parameters.Add(new() { DataTypeName = "jsonb", Value = EventJson.Write(Approval) });
            command.Parameters.Add(new() { DataTypeName = "jsonb", Value = JsonSerializer.Serialize(Approver, EventJson.Options) });
            await command.PrepareAsync();
            return command;
        }));
        return await Measure(writers, seconds, async (writer, version) =>
        {
            var stream = StreamId.Of(new AgreementId(new Guid(writer, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0])));
            var values = commands[writer].Parameters;
            (values[0].Value, values[1].Value, values[2].Value) = (stream.Value, version + 1, Approver.Person!.Value.Value);
            (values[3].Value, values[4].Value) = (Agreement(stream, version).Row, Guid.CreateVersion7());
            await commands[writer].ExecuteNonQueryAsync();
        });
    }

    private static ViewRow History(StreamId stream, long version) => new(
        "history", JsonSerializer.Serialize(new { stream = stream.Value, version }), JsonSerializer.Serialize(new
        {
            stream = stream.Value, version, type = "clause_approved", organisation = "Y99901", on_behalf_of = (string?)null,
            party = "Y99901",
            person = Approver.Person!.Value.Value, clause = "c7", ballot = (string?)null, @internal = false,
        }));

    private static ViewRow Agreement(StreamId stream, long version) => new(
        "agreement", JsonSerializer.Serialize(new { id = stream.Key }), JsonSerializer.Serialize(new
        {
            id = stream.Key, title = "Network agreement", kind = "network", status = "in_review", convenor = "U99901",
            parties = new[] { "Y99901", "Y99902", "Y99903", "Y99904", "Y99905" }, lmc_access = "full", circulated = true,
            review_by = "2027-01-01T00:00:00Z", overdue = false, clauses = 104, settled = version % 104, objections = 0, ballots_open = 0,
            silent = new[] { "Y99902" },
        }));

    private static async Task<double> Measure(int writers, int seconds, Func<int, long, Task> append)
    {
        var count = 0L;
        var versions = new long[writers];
        var measured = 0.0;
        foreach (var phase in (double[])[1, seconds])
        {
            var started = Stopwatch.StartNew();
            Interlocked.Exchange(ref count, 0);
            await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
            {
                while (started.Elapsed.TotalSeconds < phase)
                {
                    await append(writer, versions[writer]++);
                    Interlocked.Increment(ref count);
                }
            })));
            measured = count / started.Elapsed.TotalSeconds;
        }

        return measured;
    }
}
