using JasperFx;
using Marten;
using Npgsql;
using PcnAgreements.CritterStack.Messages;
using PcnAgreements.Domain;
using PcnAgreements.Store;
using PcnAgreements.Store.Schedule;
using PcnAgreements.Store.Schema;
using Wolverine.Runtime;
using StoreOptions = PcnAgreements.Store.StoreOptions;

namespace PcnAgreements.CritterStack;

/// <summary>The engine on Marten, which keeps the events, and Wolverine, which carries the messages that wake what is due.</summary>
public sealed partial class MartenEngine : IEngine
{
    /// <inheritdoc/>
    public string Name => "marten";

    /// <summary>How often each instance looks by itself for what is due, if no message wakes it.</summary>
    internal TimeSpan SweepEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    /// <exception cref="SchemaException">These tables are another Marten's.</exception>
    public async Task Migrate(NpgsqlDataSource owner, string? runningRole, CancellationToken ct)
    {
        if (typeof(IDocumentStore).Assembly.GetName().Version is { } built && built.ToString(3) != LogTables.MartenVersion)
            throw new SchemaException(
                $"This build has Marten {built.ToString(3)}, and the tables of events are those of Marten {LogTables.MartenVersion}.");
        await using var connection = await owner.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Sql.Run(connection, "select pg_advisory_xact_lock($1)", ct, Migrator.Lock);
        using var host = MartenHost.Build(owner, null);
        // Only adds what is missing: a table that the two engines share and see differently is an error, never altered.
        try
        {
            await host.Services.GetRequiredService<IDocumentStore>().Storage
                .ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOnly);
            await host.Services.GetRequiredService<IWolverineRuntime>().Storage.Admin.MigrateAsync(AutoCreate.CreateOrUpdate);
        }
        catch (Weasel.Core.SchemaMigrationException other)
        {
            throw new SchemaException($"Something of Marten's or Wolverine's in the database is another version's: {other.Message}", other);
        }

        if (runningRole is not null) await Sql.Run(connection, GrantsTo(Sql.Name(runningRole)), ct);
        await transaction.CommitAsync(ct);
    }

    /// <inheritdoc/>
    public async Task<IRunningEngine> Start(NpgsqlDataSource source, StoreOptions options, ILoggerFactory logs, CancellationToken ct)
    {
        var host = MartenHost.Build(source, logs);
        try
        {
            await host.StartAsync(ct);
            return new Running(host, logs, source, options, SweepEvery);
        }
        catch
        {
            // What of it had been started would go on without anybody who could end it.
            await End(host, logs);
            throw;
        }
    }

    // Where connections break meanwhile, Wolverine may throw. All that was asked for has been written by then, or refused.
    private static async Task End(IHost host, ILoggerFactory logs)
    {
        try
        {
            await host.StopAsync();
        }
        catch (Exception fault)
        {
            NoteDisorder(logs.CreateLogger<MartenEngine>(), fault);
        }

        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Marten and Wolverine did not end in order")]
    private static partial void NoteDisorder(ILogger log, Exception fault);

    private static string GrantsTo(string role) => $"""
        grant usage on schema {MartenHost.OwnSchema} to {role};
        grant select, insert, update, delete on all tables in schema {MartenHost.OwnSchema} to {role};
        grant usage, select on all sequences in schema {MartenHost.OwnSchema} to {role};
        grant select on all tables in schema pcn to {role};
        grant execute on all functions in schema {MartenHost.OwnSchema}, pcn to {role};
        """;

    private sealed class Running(
        IHost host, ILoggerFactory logs, NpgsqlDataSource source, StoreOptions options, TimeSpan sweepEvery) : IRunningEngine
    {
        private readonly MartenLog log = new(
            host.Services.GetRequiredService<IDocumentStore>(), host.Services.GetRequiredService<IWolverineRuntime>(), source, options);

        public ILog Log => log;

        public Task DoWhatIsDue(DueClock due, Func<StreamId, CancellationToken, Task> work, CancellationToken ct) =>
            host.Services.GetRequiredService<DueMessages>().Run(due, work, sweepEvery, ct);

        public async ValueTask DisposeAsync()
        {
            await log.DisposeAsync();
            await End(host, logs);
        }
    }
}
