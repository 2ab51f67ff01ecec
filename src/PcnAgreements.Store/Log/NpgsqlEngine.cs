using Microsoft.Extensions.Logging;
using Npgsql;
using PcnAgreements.Domain;
using PcnAgreements.Store.Schedule;

namespace PcnAgreements.Store.Log;

/// <summary>The built-in engine: SQL of our own, in Marten's tables.</summary>
public sealed class NpgsqlEngine : IEngine
{
    /// <inheritdoc/>
    public string Name => "npgsql";

    /// <inheritdoc/>
    public Task Migrate(NpgsqlDataSource owner, string? runningRole, CancellationToken ct) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<IRunningEngine> Start(NpgsqlDataSource source, StoreOptions options, ILoggerFactory logs, CancellationToken ct) =>
        Task.FromResult<IRunningEngine>(new Running(new(source, options), logs.CreateLogger<NpgsqlEngine>()));

    private sealed class Running(PostgresLog log, ILogger logger) : IRunningEngine
    {
        public ILog Log => log;

        public Task DoWhatIsDue(DueClock due, Func<StreamId, CancellationToken, Task> work, CancellationToken ct) =>
            new DueWatch(due, work, logger).Run(ct);

        public ValueTask DisposeAsync() => log.DisposeAsync();
    }
}
