using System.Diagnostics;
using System.Text;
using PcnAgreements.Benchmarks.Floors;
using PcnAgreements.Benchmarks.Measures;
using PcnAgreements.Benchmarks.Surroundings;
using PcnAgreements.Domain;

namespace PcnAgreements.Benchmarks;

/// <summary>
/// Reading one agreement of 100 clauses and 2,000 events: just after a start, when it is known, and when the reader has it already.
/// </summary>
internal sealed class Reading(Asked asked, Report report)
{
    public async Task Run(Database database)
    {
        report.Section("2. GET of an agreement of 100 clauses and 2,000 events, by a member of one of its 20 practices");
        await using (await Situation.Make(database)) { }
        var agreement = BulkEvents.FillUpTo(database, database.Ask<long>("select count(*) from pcn.mt_events") + 2_000)[0];
        await Rebuilding.Once(database);

        RunningService? service = null;
        try
        {
            var (cold, raw, token) = (new List<double>(), new List<double>(), "");
            for (var round = 0; round < asked.Extent.Rounds; round++)
            {
                service?.Dispose();
                service = RunningService.Start(asked, database);
                if (token.Length == 0)
                {
                    token = service.TokenFor(Network.EmailOf(0));
                    service.Dispose();
                    service = RunningService.Start(asked, database);
                }

                cold.Add(First(service, Request(agreement, token)));
                raw.Add(RawEvents.Read(database, $"e.stream_id = '{StreamId.Of(agreement)}'").Time.TotalMilliseconds);
            }

            report.Add("cold: the very first request after a start", cold, "reading its 2,000 events by raw Npgsql", raw);
            Warm(database, service!, agreement, token);
        }
        finally
        {
            service?.Dispose();
        }
    }

    private void Warm(Database database, RunningService service, AgreementId agreement, string token)
    {
        var tag = TagOf(service, Request(agreement, token));
        var (whole, known, clauses) =
            (Request(agreement, token), Request(agreement, token, tag), Request(agreement, token, part: "/clauses?limit=500"));
        foreach (var (request, status) in new[] { (whole, 200), (known, 304), (clauses, 200) })
            Load.Run(16, TimeSpan.FromSeconds(asked.Extent.SecondsOfWarmUp / 3.0), _ => new Reader(service, request, status));

        var before = Scans(database);
        string[] streams =
        [
            StreamId.Of(agreement).Value, StreamId.Of(Network.Pcn).Value, .. Network.Parties.Select(p => StreamId.Of(p).Value)
        ];
        var time = TimeSpan.FromSeconds(asked.Extent.SecondsEach);
        foreach (var connections in new[] { 1, 16 })
        {
            var at = $"{connections} connection{(connections == 1 ? "" : "s")}";
            Compare($"warm, the agreement, {at}", whole, 200);
            Compare($"warm, 304 for who has it, {at}", known, 304);
            if (connections > 1) Compare($"warm, all its clauses with their words, {at}", clauses, 200);

            void Compare(string title, byte[] request, int status) => report.Add(Comparison.Run(
                title, asked.Extent.Rounds, ("over HTTP", () => Load.Run(connections, time, _ => new Reader(service, request, status))),
                ("the version check alone, raw Npgsql", () => Load.Run(connections, time, _ => new RawVersionCheck(database, streams)))));
        }

        Report.Say(
            $"meanwhile the table of events was looked into {Scans(database) - before} times: a warm read does nothing in the database but check versions");
    }

    private static double First(RunningService service, byte[] request)
    {
        var began = Stopwatch.GetTimestamp();
        using var reader = new Reader(service, request, 200);
        reader.Do();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static string TagOf(RunningService service, byte[] request)
    {
        using var wire = new Wire(service.Port);
        wire.Ask(request);
        return wire.Header("ETag") ?? throw new InvalidOperationException("An agreement has no ETag.");
    }

    private static byte[] Request(AgreementId agreement, string token, string? tag = null, string part = "") => Encoding.ASCII.GetBytes(
        $"GET /api/v1/agreements/{agreement}{part} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n{(tag is null ? "" : $"If-None-Match: {tag}\r\n")}\r\n");

    // Backends tell of their scans a moment after they made them.
    private static long Scans(Database database)
    {
        Thread.Sleep(2_000);
        return database.Ask<long>(
            "select coalesce(seq_scan, 0) + coalesce(idx_scan, 0) from pg_stat_user_tables where schemaname = 'pcn' and relname = 'mt_events'");
    }

    private sealed class Reader(RunningService service, byte[] request, int expected) : IClient
    {
        private readonly Wire wire = new(service.Port);

        public void Do()
        {
            var status = wire.Ask(request);
            if (status != expected)
                throw new InvalidOperationException($"A read was answered with {status}: {Encoding.UTF8.GetString(wire.Body)}");
        }

        public void Dispose() => wire.Dispose();
    }
}
