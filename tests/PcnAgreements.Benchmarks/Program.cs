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
    Report.Say($"PCN Agreements, measured ({asked.Extent.Name}); {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} processors shared by client, service and Postgres");
    Report.Say($"{cluster.Ask("select split_part(version(), ' on ', 1)")}, settings as they come: fsync on, synchronous_commit on; .NET {Environment.Version}, Release");
    Report.Say($"Each figure is the middle of {asked.Extent.Rounds} rounds of {asked.Extent.SecondsEach} s, taken in turn with its floors; a ratio is the middle of the rounds' ratios.");
    if (asked.Only.Contains('1')) await new Approving(asked, cluster, report).WithFewEvents(cluster.Create("approvals"));
    if (asked.Only.Contains('2')) await new Reading(asked, report).Run(cluster.Create("reads"));
    if (asked.Only.Contains('3')) await new Rebuilding(asked, report).Run(cluster.Create("rebuild"));
    if (asked.Only.Contains('4')) await new Approving(asked, cluster, report).WithManyEvents(cluster.Create("volume"));
    if (asked.Only.Contains('5')) await new Starting(asked, cluster, report).Run(cluster.Create("starts"));
    if (asked.Only.Contains('6')) new WordFiles(asked, report).Run();
    Console.WriteLine($"\n  Done in {Stopwatch.GetElapsedTime(began):mm\\:ss}.");
    if (asked.JsonFile is { } file) await report.Write(file, asked.Extent.Name);
    return 0;
}
finally
{
    cluster.Stop();
}
