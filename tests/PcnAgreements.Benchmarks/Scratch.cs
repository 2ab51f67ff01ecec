using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PcnAgreements.Store;

namespace PcnAgreements.Benchmarks;

/// <summary>A database for one measurement, with the store opened on it.</summary>
internal sealed class Scratch(string server, string name, PostgresStore store) : IAsyncDisposable
{
    public PostgresStore Store { get; } = store;

    public string ConnectionString { get; } = On(server, name);

    public static async Task<Scratch> Open(string server, int writers = 2)
    {
        var name = $"bench_{Guid.NewGuid():N}";
        await Run(server, $"create database {name}");
        var store = await PostgresStore.Open(
            new(On(server, name)) { Writers = writers }, NullLoggerFactory.Instance, CancellationToken.None);
        return new(server, name, store);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        await Run(server, $"drop database {name} with (force)");
    }

    public static async Task<int> Migrate(string cs)
    {
        await (await PostgresStore.Open(new(cs), NullLoggerFactory.Instance, CancellationToken.None)).DisposeAsync();
        return 0;
    }

    private static string On(string server, string name) =>
        new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 90, Timezone = "UTC" }.ConnectionString;

    private static async Task Run(string server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
