using System.Diagnostics;
using Npgsql;

namespace PcnAgreements.Benchmarks.Surroundings;

/// <summary>A Postgres of our own with its default settings, fsync among them, in a folder that goes when it is done with.</summary>
internal sealed class Cluster(string checkout, string folder)
{
    private readonly string program = Path.Combine(checkout, "ops", "postgres");
    private Dictionary<string, string> strings = [];

    /// <summary>A connection string of the superuser.</summary>
    public string Superuser => strings["PCN_TEST_POSTGRES"];

    /// <summary>Starts it; it ends when this process does, however that ends.</summary>
    public void Start()
    {
        var lines = Run(program, "start", folder, "--for", $"{Environment.ProcessId}").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        strings = lines.Select(l => l.Split('=', 2)).ToDictionary(l => l[0], l => l[1]);
        if ((string?)Ask("select current_setting('fsync') || ' ' || current_setting('synchronous_commit')") is not "on on")
            throw new InvalidOperationException("fsync or synchronous_commit is off: figures of this Postgres would mean nothing.");
    }

    /// <summary>Stops it; with <c>--now</c> as in a crash.</summary>
    public void Stop(params string[] how) => Run(program, ["stop", folder, .. how]);

    /// <summary>An empty database.</summary>
    public Database Create(string name)
    {
        Ask($"create database {name} owner agreements_owner");
        return Find(name);
    }

    /// <summary>A database that is there.</summary>
    public Database Find(string name) => new(In("ConnectionStrings__Agreements", name), In("ConnectionStrings__Migrations", name));

    /// <summary>The folder of the server's programs.</summary>
    public string Programs => Run(program, "bin").Trim();

    public object? Ask(string sql)
    {
        using var connection = new NpgsqlConnection(Superuser + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        return command.ExecuteScalar();
    }

    private string In(string name, string database) =>
        new NpgsqlConnectionStringBuilder(strings[name]) { Database = database }.ConnectionString;

    private static string Run(string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}

/// <summary>One database of the cluster.</summary>
/// <param name="App">As the role that runs the service.</param>
/// <param name="Owner">As the role that owns and migrates.</param>
internal sealed record Database(string App, string Owner)
{
    /// <summary>A connection of its own, as the role that runs.</summary>
    public NpgsqlConnection Open(string? as_ = null)
    {
        var connection = new NpgsqlConnection((as_ ?? App) + ";Pooling=false;Timezone=UTC;Command Timeout=600");
        connection.Open();
        return connection;
    }

    public T Ask<T>(string sql)
    {
        using var connection = Open(Owner);
        using var command = new NpgsqlCommand(sql, connection);
        return (T)command.ExecuteScalar()!;
    }
}
