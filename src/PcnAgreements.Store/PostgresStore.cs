using Microsoft.Extensions.Logging;
using Npgsql;
using PcnAgreements.Store.Followers;
using PcnAgreements.Store.Log;
using PcnAgreements.Store.People;
using PcnAgreements.Store.Schedule;
using PcnAgreements.Store.Schema;

namespace PcnAgreements.Store;

/// <summary>The built-in store, opened: the log and everything beside it on one Postgres.</summary>
public sealed class PostgresStore : IAsyncDisposable
{
    private readonly LogBell bell;

    private PostgresStore(NpgsqlDataSource source, StoreOptions options, ILogger logger)
    {
        Source = source;
        bell = new(source, options.LookEvery, logger);
        Log = new(source, options);
        People = new(source);
        Due = new(source);
        Followers = new(source, Log, bell);
    }

    /// <summary>The log.</summary>
    public PostgresLog Log { get; }

    /// <summary>Who people are.</summary>
    public PeopleOnRecord People { get; }

    /// <summary>What the service must do by itself, and when.</summary>
    public DueClock Due { get; }

    /// <summary>Those who read the log as it grows.</summary>
    public LogFollowers Followers { get; }

    /// <summary>Connections of the running role, for queries of the views.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>Migrates the database as its owner, then opens it as the role that runs.</summary>
    /// <exception cref="SchemaException">The database is not one this build can run on.</exception>
    public static async Task<PostgresStore> Open(StoreOptions options, ILoggerFactory logs, CancellationToken ct)
    {
        await using (var owner = Connect(options.OwnerConnectionString ?? options.ConnectionString, logs, "pcn-agreements migration"))
            await new Migrator(owner, options.ConnectionString, logs.CreateLogger<PostgresStore>()).Migrate(ct);
        return new(Connect(options.ConnectionString, logs, "pcn-agreements"), options, logs.CreateLogger<PostgresStore>());
    }

    /// <summary>
    /// Makes the views anew from the log, as the database's owner; writers wait meanwhile. Returns how many events were read.
    /// </summary>
    public static async Task<long> Rebuild(StoreOptions options, ILoggerFactory logs, CancellationToken ct)
    {
        await using var owner = Connect(options.OwnerConnectionString ?? options.ConnectionString, logs, "pcn-agreements rebuild");
        return await new Migrator(owner, options.ConnectionString, logs.CreateLogger<PostgresStore>()).RebuildViews(ct);
    }

    /// <summary>Writes what is waiting, then lets go of the database.</summary>
    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        await bell.DisposeAsync();
        await Source.DisposeAsync();
    }

    private static readonly NpgsqlConnectionStringBuilder Unsaid = new();

    // UTC whatever the server's zone: Marten's functions would else shift what they stamp. Statements are few: all get prepared.
    // Whoever waits for a database that does not answer is told soon.
    private static NpgsqlDataSource Connect(string connectionString, ILoggerFactory logs, string name)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Timezone = "UTC", ApplicationName = name };
        if (settings.Timeout == Unsaid.Timeout) settings.Timeout = 5;
        if (settings.MaxAutoPrepare == 0) (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (64, 3);
        return new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = name }.UseLoggerFactory(logs).Build();
    }
}
