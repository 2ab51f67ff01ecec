using Npgsql;
using PcnAgreements.Benchmarks.Surroundings;

namespace PcnAgreements.Faults.Arenas;

/// <summary>The Postgres of one arena: killed and stopped at will, and started again by the harness as a service manager would.</summary>
internal sealed class Server : IAsyncDisposable
{
    private const int MostConnections = 60;

    private readonly Cluster cluster;
    private readonly SemaphoreSlim one = new(1, 1);
    private readonly string data;

    public Server(string checkout, string folder)
    {
        cluster = new(checkout, folder);
        Folder = folder;
        cluster.Start();
        data = (string)cluster.Ask("show data_directory")!;
        var database = cluster.Find("agreements");
        // As ops/README.md says of several instances: all of them together have less than Postgres gives.
        Database = database with { App = $"{database.App};Maximum Pool Size={MostConnections}" };
        Superuser = new NpgsqlConnectionStringBuilder(
            cluster.Superuser) { Database = "agreements", Pooling = false, Timeout = 3, ApplicationName = "harness" }.ConnectionString;
    }

    /// <summary>Where its files are, as <c>ops/postgres</c> takes it.</summary>
    public string Folder { get; }

    public Database Database { get; }

    /// <summary>A connection string of the superuser, for the database of the service.</summary>
    public string Superuser { get; }

    /// <summary>The process that all others of the server come from; null when there is none.</summary>
    public int? Postmaster => File.Exists(PidFile) && int.TryParse(File.ReadLines(PidFile).FirstOrDefault(), out var pid) ? pid : null;

    /// <summary>
    /// Ends it as <c>kill -9</c> does and starts it again; <paramref name="ended"/> is told where there was something to end.
    /// </summary>
    public Task KillAndRestart(Action ended) => Restart(() =>
    {
        if (Postmaster is not { } pid) return;
        ended();
        Signals.Kill(pid);
    });

    /// <summary>
    /// Stops it without a checkpoint and starts it again; <paramref name="ended"/> is told where there was something to end.
    /// </summary>
    public Task StopImmediatelyAndRestart(Action ended) => Restart(() =>
    {
        if (Postmaster is not null) ended();
        cluster.Stop("--now");
    });

    /// <summary>
    /// Stops it at once, takes its files away, and starts it on what is put in their place in the folder that is given.
    /// </summary>
    public Task Replace(Action<string> put) => Restart(() =>
    {
        cluster.Stop("--now");
        var files = Path.GetDirectoryName(data)!;
        Directory.Move(files, files + ".lost");
        put(Folder);
    });

    /// <summary>Starts it if it is not up.</summary>
    public Task Revive() => Restart(() => { });

    /// <summary>A connection as superuser.</summary>
    public async Task<NpgsqlConnection> Open()
    {
        var connection = new NpgsqlConnection(Superuser);
        try
        {
            await connection.OpenAsync();
            return connection;
        }
        catch (Exception)
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        cluster.Stop();
        one.Dispose();
        return ValueTask.CompletedTask;
    }

    private string PidFile => Path.Combine(data, "postmaster.pid");

    private async Task Restart(Action end)
    {
        await one.WaitAsync();
        try
        {
            await Task.Run(() =>
            {
                end();
                cluster.Start();
            });
        }
        finally
        {
            one.Release();
        }
    }
}
