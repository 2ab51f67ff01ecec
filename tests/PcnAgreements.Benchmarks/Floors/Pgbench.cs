using System.Diagnostics;
using System.Globalization;
using Npgsql;
using PcnAgreements.Benchmarks.Measures;
using PcnAgreements.Benchmarks.Surroundings;

namespace PcnAgreements.Benchmarks.Floors;

/// <summary>The same statement by Postgres' own load generator, prepared, one transaction each.</summary>
internal sealed class Pgbench(string program, Database database, string folder)
{
    private readonly string script = Path.Combine(folder, "approval.sql");

    /// <summary>
    /// It, or null where there is none: beside the server's programs, on PATH, or in Debian's place. Any version will do.
    /// </summary>
    public static Pgbench? Find(Cluster cluster, Database database, string folder)
    {
        var debian = "/usr/lib/postgresql";
        string[] folders =
        [
            cluster.Programs, .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
            .. Directory.Exists(debian) ? Directory.GetDirectories(debian).OrderDescending().Select(d => Path.Combine(d, "bin")) : [],
        ];
        return folders.Select(f => Path.Combine(f, "pgbench")).FirstOrDefault(File.Exists) is { } program
            ? new(program, database, folder)
            : null;
    }

    /// <summary>Runs it on streams nobody has approved anything of, which are numbered from <paramref name="firstStream"/>.</summary>
    public Round Run(int connections, TimeSpan time, int firstStream)
    {
        File.WriteAllText(script, ApprovalSql.ForPgbench);
        var to = new NpgsqlConnectionStringBuilder(database.App);
        var log = Path.Combine(folder, "pgbench");
        string[] arguments =
        [
            "-n", "-M", "prepared", "-c", $"{connections}", "-j", $"{Math.Min(connections, 2)}", "-T", $"{(int)time.TotalSeconds + 1}",
            "-f", script,
            "-D", $"base={firstStream}", "-D", "version=2", "--log", $"--log-prefix={log}", "-h", to.Host!, "-p", $"{to.Port}", "-U",
            to.Username!, to.Database!,
        ];
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PGPASSWORD"] = to.Password;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"pgbench ended with {process.ExitCode}: {errors.Result}");
        var files = Directory.GetFiles(folder, "pgbench.*");
        // A second more, since connecting counts, though not in the rate. Columns: client, transaction, microseconds, …
        var round = Round.Of(
            files.SelectMany(File.ReadLines).Select(line => double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture) / 1000).ToList(),
            time);
        foreach (var file in files) File.Delete(file);
        var rate = output.Split('\n').First(l => l.StartsWith("tps = ", StringComparison.Ordinal)).Split(' ')[2];
        return round with { PerSecond = double.Parse(rate, CultureInfo.InvariantCulture) };
    }
}
