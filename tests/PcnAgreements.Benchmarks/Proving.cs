using System.Diagnostics;
using System.Globalization;
using Npgsql;
using PcnAgreements.Benchmarks.Measures;
using PcnAgreements.Benchmarks.Surroundings;
using PcnAgreements.Domain;
using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Entries;
using PcnAgreements.Proof.Merkle;
using PcnAgreements.Store.Tree;

namespace PcnAgreements.Benchmarks;

/// <summary>
/// What hashing every event into the tree and signing it take of the processor's time that an append takes in service and Postgres.
/// </summary>
internal sealed class Proving(Asked asked, Cluster cluster, Report report)
{
    private const int Connections = 64;
    private const double Most = 0.05;
    private const string Origin = "bench.example/log";

    public async Task Run(Database database)
    {
        var extent = asked.Extent;
        report.Section("7. The proof log: processor's time of hashing and signing, beside that of an append");
        await using var situation = await Situation.Make(database);
        var room = Math.Max(Connections * 2, 10_000 * extent.SecondsEach * extent.Rounds / Network.Approvals);
        var agreements = await situation.InReview(
            Enumerable.Range(0, room).Select(_ => AgreementId.New(DateTimeOffset.UtcNow)), Network.Clauses);
        using var service = RunningService.Start(asked, database);
        var desk = new ApprovalDesk(
            agreements, [.. Enumerable.Range(0, Network.Practices).Select(n => service.TokenFor(Network.EmailOf(n)))]);
        Load.Run(Connections, TimeSpan.FromSeconds(extent.SecondsOfWarmUp), _ => desk.Open(service));

        var (each, perSecond) = (new List<double>(), new List<double>());
        for (var round = 0; round < extent.Rounds; round++)
        {
            var before = service.ProcessorTime + PostgresTime();
            var load = Load.Run(Connections, TimeSpan.FromSeconds(extent.SecondsEach), _ => desk.Open(service));
            each.Add((service.ProcessorTime + PostgresTime() - before).TotalMilliseconds / load.Count);
            perSecond.Add(load.PerSecond);
        }

        var hashing = Enumerable.Range(0, extent.Rounds).Select(_ => Hash(database)).ToList();
        var signing = Enumerable.Range(0, extent.Rounds).Select(_ => Sign()).ToList();
        var append = Series.MiddleOf(each);
        var proof = Series.MiddleOf(hashing) + (Series.MiddleOf(signing) / Series.MiddleOf(perSecond));
        report.Add("an append, service and Postgres together", each);
        report.Add("hashing its event into the tree", hashing, "that append", each);
        report.Add("signing a checkpoint (one a second) with both keys", signing);
        Report.Say(string.Create(CultureInfo.InvariantCulture,
            $"hashing and signing are {proof / append:P2} of an append's processor time at {Series.MiddleOf(perSecond):F0} a second (at most {Most:P0} wanted: {(proof <= append * Most ? "reached" : "MISSED")})"));
    }

    // As the service makes entries, on the approvals just recorded; milliseconds of the processor an event, once the code is warm.
    private static double Hash(Database database)
    {
        using var connection = database.Open();
        var last = database.Ask<long>("select max(seq_id) from pcn.mt_events");
        var rows = LogTree.On(connection).ReadRows(last - 20_000, 20_000, CancellationToken.None).GetAwaiter().GetResult()
            .FindAll(r => r.Type == "clause_approved");
        Enter(rows);
        var began = ProcessorTime;
        Enter(rows);
        return (ProcessorTime - began).TotalMilliseconds / rows.Count;
    }

    private static TimeSpan ProcessorTime
    {
        get
        {
            using var self = Process.GetCurrentProcess();
            return self.TotalProcessorTime;
        }
    }

    private static void Enter(List<EventRow> rows)
    {
        var tree = new CompactRange();
        foreach (var row in rows)
        {
            if (!CanonicalJson.TryWrite(row.Data, out var data)) throw new InvalidOperationException("An event has no canonical form.");
            var (hash, text) = Entry.HashesOf(data);
            var bytes = new Entry(
                Origin, row.Position, row.Stream, row.Version, row.At, row.Type, row.Actor.Organisation?.ToString(),
                row.Actor.OnBehalfOf?.ToString(),
                row.Actor.Authority, new string('b', 64), row.RequestId, text, hash).ToBytes();
            if (!Entry.TryParse(bytes, out _)) throw new InvalidOperationException("An entry has not its form.");
            tree.Append(TreeHash.OfLeaf(bytes));
        }
    }

    private static double Sign()
    {
        const int times = 200;
        var keys = KeyFile.MakeLogKeys(Origin);
        var began = ProcessorTime;
        for (var n = 0; n < times; n++) new Checkpoint(Origin, n, TreeHash.OfNothing).Sign(keys);
        return (ProcessorTime - began).TotalMilliseconds / times;
    }

    // Of every process of the cluster, those that have ended included: their parent has counted them.
    private TimeSpan PostgresTime()
    {
        var ticks = 0L;
        var counted = new HashSet<string>();
        using var connection = new NpgsqlConnection(cluster.Superuser + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand("select array_agg(pid::text) from pg_stat_activity", connection);
        foreach (var pid in (string[])command.ExecuteScalar()!)
        {
            var fields = Stat(pid);
            if (fields.Length == 0) continue;
            ticks += Own(fields);
            if (counted.Add(fields[1]) && Stat(fields[1]) is { Length: > 0 } parent)
                ticks += Own(parent) + long.Parse(parent[13], CultureInfo.InvariantCulture)
                    + long.Parse(parent[14], CultureInfo.InvariantCulture);
        }

        return TimeSpan.FromMilliseconds(ticks * 10);

        static long Own(string[] fields) =>
            long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }

    // The fields after the name, which may hold anything: the state is the first of them. A tick is a hundredth of a second.
    private static string[] Stat(string pid)
    {
        var file = $"/proc/{pid}/stat";
        if (!File.Exists(file)) return [];
        var text = File.ReadAllText(file);
        return text[(text.LastIndexOf(')') + 2)..].Split(' ');
    }
}
