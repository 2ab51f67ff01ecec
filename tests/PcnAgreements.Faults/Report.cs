using System.Text.Json;

namespace PcnAgreements.Faults;

/// <summary>What has been done over all rounds, kept in a file so that a long run can be gone on with.</summary>
internal sealed class Report
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public int Rounds { get; set; }

    public long Operations { get; set; }

    public long Requests { get; set; }

    public long Acknowledged { get; set; }

    public long Refused { get; set; }

    public long Unanswered { get; set; }

    public long Events { get; set; }

    public int Violations { get; set; }

    public double Minutes { get; set; }

    public SortedDictionary<string, long> Injuries { get; set; } = [];

    /// <summary>How many of each deed were acknowledged: whether clients came to all there is to do.</summary>
    public SortedDictionary<string, long> Deeds { get; set; } = [];

    /// <summary>Faults that could not be made here, and why.</summary>
    public SortedSet<string> LeftOut { get; set; } = [];

    /// <summary>Seconds from a kill of an instance, when nothing else was in the way, to the next acknowledged write.</summary>
    public List<double> AfterService { get; set; } = [];

    /// <summary>The same when Postgres was away as well, or its disk or pool full, or another instance stopped.</summary>
    public List<double> AfterServiceAmongOthers { get; set; } = [];

    public List<double> AfterPostgres { get; set; } = [];

    public static void Say(string line) => Console.WriteLine(line);

    /// <summary>What was done before, by a run that goes on in this file; nothing when there is none.</summary>
    public static Report Read(string? file) =>
        file is not null && File.Exists(file) ? JsonSerializer.Deserialize<Report>(File.ReadAllText(file))! : new();

    public void Write(string? file)
    {
        if (file is not null) File.WriteAllText(file, JsonSerializer.Serialize(this, Json));
    }

    /// <summary>How many of an injury there were.</summary>
    public long Of(string injury) => Injuries.GetValueOrDefault(injury);

    /// <summary>Adds a round, and says what it was.</summary>
    public void Add(Outcome outcome)
    {
        var attempts = outcome.History.Attempts;
        Rounds++;
        Operations += outcome.History.Count;
        Requests += attempts.Count;
        Acknowledged += attempts.Count(a => a.IsAcknowledged);
        Refused += attempts.Count(a => a.IsRefused);
        Unanswered += attempts.Count(a => a.IsUnknown);
        Events += outcome.Record.Events.Count;
        Violations += outcome.Findings.Count;
        Minutes += outcome.Took.TotalMinutes;
        if (outcome is { HasClock: false, Extent.Meanwhile: Meanwhile.Injuries })
            LeftOut.Add("clock jumps: there is no C compiler (cc) to make what sets an instance's clock off");
        if (outcome is { HasDisk: false, Extent.FillsDisk: true })
            LeftOut.Add("a full disk: only root on Linux can make a file system of limited size");
        foreach (var (what, count) in outcome.Injector.Counts) Injuries[what] = Of(what) + count;
        Injuries["requests duplicated at once"] = Of("requests duplicated at once") + outcome.Echoes.Duplicated;
        Injuries["requests come again late"] = Of("requests come again late") + outcome.Echoes.Delayed;
        foreach (var deed in outcome.History.Acknowledged.CountBy(o => o.Deed.ToString()))
            Deeds[deed.Key] = Deeds.GetValueOrDefault(deed.Key) + deed.Value;
        var recoveries = outcome.Recoveries();
        foreach (var recovery in recoveries)
            (recovery.IsOfService ? recovery.Met ? AfterServiceAmongOthers : AfterService : AfterPostgres).Add(recovery.After.TotalSeconds);

        Say($"  seed {outcome.Extent.Seed}: {outcome.History.Count:N0} operations in {outcome.Worked.TotalSeconds:0} s, "
            + $"{attempts.Count:N0} requests ({attempts.Count(a => a.IsAcknowledged):N0} acknowledged, "
            + $"{attempts.Count(a => a.IsRefused):N0} refused, {attempts.Count(a => a.IsUnknown):N0} unanswered), "
            + $"{outcome.Record.Events.Count:N0} events; {Verdict(outcome.Findings.Count)}");
        foreach (var line in outcome.Findings.Lines()) Say($"    {line}");
        if (outcome.Findings.Count > 0) Say($"    kept in {outcome.Folder}");
    }

    /// <summary>The table at the end.</summary>
    public void Close()
    {
        Say($"\n  {Operations:N0} operations, {Requests:N0} requests, {Events:N0} events in {Rounds} rounds, {Minutes:0.0} minutes: "
            + Verdict(Violations));
        foreach (var (what, count) in Injuries) Say($"    {count,9:N0}  {what}");
        Say($"    acknowledged at least once: {string.Join(", ", Deeds.Select(d => $"{d.Key} {d.Value:N0}"))}");
        foreach (var what in LeftOut) Say($"    left out   {what}");
        Recovered("a service kill", AfterService, 3);
        Recovered("a service kill among others (Postgres away, disk or pool full, an instance stopped)", AfterServiceAmongOthers, null);
        Recovered("a Postgres kill", AfterPostgres, 10);
    }

    private static void Recovered(string what, List<double> seconds, double? most)
    {
        if (seconds.Count == 0) return;
        seconds.Sort();
        var late = seconds.Count(s => s > most);
        Say($"    first acknowledged write after {what}: half within {seconds[seconds.Count / 2]:0.00} s, "
            + $"all {seconds.Count} within {seconds[^1]:0.00} s"
            + (most is null ? "" : $" (at most {most} s wanted: {(late == 0 ? "reached" : $"MISSED by {late}")})"));
    }

    private static string Verdict(int violations) => violations == 0 ? "no violation" : $"{violations:N0} VIOLATIONS";
}
