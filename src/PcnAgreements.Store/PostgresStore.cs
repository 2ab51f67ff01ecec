using Microsoft.Extensions.Logging;
using Npgsql;
using PcnAgreements.Domain;
using PcnAgreements.Store.Followers;
using PcnAgreements.Store.Log;
using PcnAgreements.Store.People;
using PcnAgreements.Store.Schedule;
using PcnAgreements.Store.Schema;
using PcnAgreements.Store.Tree;

namespace PcnAgreements.Store;

/// <summary>The store, opened: the log, whichever engine keeps it, and everything beside it on one Postgres.</summary>
public sealed class PostgresStore : IAsyncDisposable
{
    private readonly LogBell bell;
    private readonly IRunningEngine engine;
    private readonly Settlement settlement;

    private PostgresStore(NpgsqlDataSource source, IRunningEngine engine, StoreOptions options, ILogger logger)
    {
        Source = source;
        this.engine = engine;
        settlement = new(source, options);
        bell = new(source, options.LookEvery, logger);
        People = new(source);
        Due = new(source);
        Followers = new(source, engine.Log, bell, logger);
        Tree = new(source);
        Commitments = new(source);
        Checkpoints = new(source);
        Epochs = new(source);
    }

    /// <summary>The log.</summary>
    public ILog Log => engine.Log;

    /// <summary>Who people are.</summary>
    public PeopleOnRecord People { get; }

    /// <summary>What the service must do by itself, and when.</summary>
    public DueClock Due { get; }

    /// <summary>Those who read the log as it grows.</summary>
    public LogFollowers Followers { get; }

    /// <summary>The proof log's tree.</summary>
    public LogTree Tree { get; }

    /// <summary>What stands for people in the proof log.</summary>
    public Commitments Commitments { get; }

    /// <summary>The proof log's signed checkpoints.</summary>
    public LogCheckpoints Checkpoints { get; }

    /// <summary>The proof log's epochs.</summary>
    public LogEpochs Epochs { get; }

    /// <summary>Connections of the running role, for queries of the views.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>Migrates the database as its owner, then opens it as the role that runs.</summary>
    /// <exception cref="SchemaException">The database is not one this build can run on, or does not let a role in.</exception>
    public static async Task<PostgresStore> Open(StoreOptions options, IEngine engine, ILoggerFactory logs, CancellationToken ct)
    {
        await using (var owner = ConnectOwner(options, logs, "pcn-agreements migration"))
        {
            await DatabaseWait.Knock(owner, options.OwnerConnectionString is null ? "Agreements" : "Migrations", ct);
            var role = await new Migrator(owner, options.ConnectionString, logs.CreateLogger<PostgresStore>()).Migrate(ct);
            await engine.Migrate(owner, role, ct);
        }

        var source = Connect(options.ConnectionString, logs, "pcn-agreements");
        try
        {
            await DatabaseWait.Knock(source, "Agreements", ct);
            return new(source, await engine.Start(source, options, logs, ct), options, logs.CreateLogger<PostgresStore>());
        }
        catch (Exception)
        {
            await source.DisposeAsync();
            throw;
        }
    }

    /// <summary>Has work done whenever something is due, until cancelled; as <see cref="IRunningEngine.DoWhatIsDue"/> promises.</summary>
    public Task DoWhatIsDue(Func<StreamId, CancellationToken, Task> work, CancellationToken ct) => engine.DoWhatIsDue(Due, work, ct);

    /// <summary>
    /// Makes the views anew from the log, as the database's owner; writers wait meanwhile. Returns how many events were read.
    /// </summary>
    /// <exception cref="SchemaException">The database has not been migrated by this build.</exception>
    public static async Task<long> Rebuild(StoreOptions options, ILoggerFactory logs, CancellationToken ct)
    {
        await using var owner = ConnectOwner(options, logs, "pcn-agreements rebuild");
        return await new Migrator(owner, options.ConnectionString, logs.CreateLogger<PostgresStore>()).RebuildViews(ct);
    }

    /// <summary>
    /// What became of an append whose outcome was not known in time: what was written, or null when it was not and never will be.
    /// </summary>
    /// <exception cref="LogUnavailableException">The database cannot be reached: it may be asked again.</exception>
    public Task<AppendOutcome.Written?> Settle(OutcomeUnknownException unknown, CancellationToken ct) => Query.Run(Source, async () =>
    {
        var again = new PendingAppend(unknown.Pending);
        return await settlement.Settle(unknown.Batch, [again], ct) is [] ? (AppendOutcome.Written)await again.Outcome : null;
    });

    /// <summary>Writes what is waiting, then lets go of the database.</summary>
    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        await bell.DisposeAsync();
        await Source.DisposeAsync();
    }

    private static readonly NpgsqlConnectionStringBuilder Unsaid = new();

    // What the owner does may take hours; nothing that serves waits so long.
    private static NpgsqlDataSource ConnectOwner(StoreOptions options, ILoggerFactory logs, string name)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.OwnerConnectionString ?? options.ConnectionString) { CommandTimeout = 0 };
        return Connect(settings.ConnectionString, logs, name);
    }

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
