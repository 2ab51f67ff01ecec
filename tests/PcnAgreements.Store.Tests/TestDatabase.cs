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
}
