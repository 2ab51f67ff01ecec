namespace PcnAgreements.Store.Tests;

/// <summary>A database of a test's own on the server that tests share; dropped when disposed, whoever is still connected.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly Postgres _server;

    internal TestDatabase(Postgres server, string name) => (_server, Name) = (server, name);

    public string Name { get; }

    /// <summary>As the role that migrates: it owns the database.</summary>
    public required string OwnerConnectionString { get; init; }

    /// <summary>As the role that the service runs with: it may connect, and else only what migrations grant it.</summary>
    public required string AppConnectionString { get; init; }

    /// <summary>As a superuser, for what a test must arrange or look at behind the service's back.</summary>
    public required string SuperuserConnectionString { get; init; }

    public async ValueTask DisposeAsync() => await _server.Execute($"drop database if exists {Name} with (force)");

    /// <summary>Runs SQL as the superuser.</summary>
    public Task Run(string sql) => _server.Execute(sql, Name);

    /// <summary>Asks one value as the superuser.</summary>
    public async Task<T> Ask<T>(string sql, string? connectionString = null)
    {
        await using var connection = new Npgsql.NpgsqlConnection(connectionString ?? SuperuserConnectionString);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Takes an advisory lock that a test's own triggers wait for; disposing lets them go on.</summary>
    public async Task<IAsyncDisposable> Hold(long key)
    {
        var connection = new Npgsql.NpgsqlConnection(SuperuserConnectionString);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand($"select pg_advisory_lock({key})", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>Returns once that many sessions of this database wait for a lock of a kind.</summary>
    public async Task UntilWaiting(string kind, int sessions)
    {
        while (await Ask<long>($"select count(*) from pg_stat_activity where {Waits(kind)}") < sessions)
        {
            await Task.Delay(5);
        }
    }

    /// <summary>Ends the sessions that wait for a lock of a kind.</summary>
    public Task CutWaiting(string kind) =>
        Run($"select pg_terminate_backend(pid, 5000) from pg_stat_activity where {Waits(kind)}");

    /// <summary>Ends every other session of this database.</summary>
    public Task CutAll() =>
        Run("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");

    private static string Waits(string kind) =>
        $"datname = current_database() and wait_event_type = 'Lock' and wait_event = '{kind}'";
}
