using System.Diagnostics;
using System.Globalization;
using PcnAgreements.Benchmarks;
using PcnAgreements.Benchmarks.Surroundings;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (Asked.Read(args) is not { } asked)
{
    Console.Error.WriteLine(Asked.Usage);
    return 2;
}

var began = Stopwatch.GetTimestamp();
var report = new Report();
var cluster = new Cluster(asked.Checkout, Path.Combine(asked.Folder, "data"));
cluster.Start();
try
{
    Report.Say(
        $"PCN Agreements, measured ({asked.Extent.Name}); {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} processors shared by client, service and Postgres");
    Report.Say(
        $"{cluster.Ask("select split_part(version(), ' on ', 1)")}, settings as they come: fsync on, synchronous_commit on; .NET {Environment.Version}, Release");
    Report.Say(
        $"Each figure is the middle of {asked.Extent.Rounds} rounds of {asked.Extent.SecondsEach} s, taken in turn with its floors; a ratio is the middle of the rounds' ratios.");
    await Part('1', "approvals", database => new Approving(asked, cluster, report).WithFewEvents(database));
    await Part('2', "reads", database => new Reading(asked, report).Run(database));
    await Part('3', "rebuild", database => new Rebuilding(asked, report).Run(database));
    await Part('4', "volume", database => new Approving(asked, cluster, report).WithManyEvents(database));
    await Part('5', "starts", database => new Starting(asked, cluster, report).Run(database));
    await Part('6', "word", database => new WordFiles(asked, report).Run(database));
    await Part('7', "proofs", database => new Proving(asked, cluster, report).Run(database));
    Console.WriteLine($"\n  Done in {Stopwatch.GetElapsedTime(began):mm\\:ss}.");
    if (asked.JsonFile is { } file) await report.Write(file, asked.Extent.Name);
    return 0;
}
finally
{
    cluster.Stop();
}

async Task Part(char number, string name, Func<Database, Task> run)
{
    if (!asked.Only.Contains(number)) return;
    var start = Stopwatch.GetTimestamp();
    await run(cluster.Create(name));
    Report.Say($"(this part took {Stopwatch.GetElapsedTime(start):mm\\:ss})");
}
