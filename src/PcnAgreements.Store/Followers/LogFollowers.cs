using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Npgsql;
using PcnAgreements.Domain;
using PcnAgreements.Store.Log;

namespace PcnAgreements.Store.Followers;

/// <summary>Reads the log, or one stream, in order and goes on as it grows: nothing that was committed is skipped.</summary>
public sealed class LogFollowers
{
    private const int AtOnce = 500;
    private static readonly TimeSpan AfterOutage = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource source;
    private readonly ILog log;
    private readonly LogBell bell;
    private readonly ILogger logger;

    internal LogFollowers(NpgsqlDataSource source, ILog log, LogBell bell, ILogger logger) =>
        (this.source, this.log, this.bell, this.logger) = (source, log, bell, logger);

    /// <summary>To be had before reading, by whoever waits for the log to grow; dispose it when done.</summary>
    public LogGrowth Growth() => new(bell.Subscribe(null));

    /// <summary>One stream's events after a version, then each as it commits; ends only when cancelled, or with the database.</summary>
    /// <exception cref="LogUnavailableException">The database cannot be had: go on later from the last version seen.</exception>
    public async IAsyncEnumerable<LoggedEvent> Watch(StreamId stream, long after, [EnumeratorCancellation] CancellationToken ct)
    {
        using var ringing = bell.Subscribe(stream);
        while (true)
        {
            foreach (var e in await log.ReadStream(stream, after, ct))
            {
                after = e.Version;
                yield return e;
            }

            await ringing.Wait(ct);
        }
    }

    /// <summary>The whole log after a position, then each event as it commits; ends only when cancelled, or with the database.</summary>
    /// <exception cref="LogUnavailableException">The database cannot be had: go on later from the last position seen.</exception>
    public async IAsyncEnumerable<LoggedEvent> WatchAll(long after, [EnumeratorCancellation] CancellationToken ct)
    {
        using var ringing = bell.Subscribe(null);
        while (true)
        {
            var events = await log.ReadAll(after, AtOnce, ct);
            foreach (var e in events)
            {
                after = e.Position;
                yield return e;
            }

            if (events.Count == 0) await ringing.Wait(ct);
        }
    }

    /// <summary>
    /// Gives a named follower every event since its checkpoint, in order, in groups, and keeps the checkpoint after each group was handled:
    /// at least once. Of several instances that run the same follower one handles at a time. Goes on until cancelled, whatever the database
    /// comes to; what the handler throws ends it. The outbox, for whatever is to be told elsewhere: the service itself tells nobody yet but
    /// readers of an event stream, who say themselves where they are.
    /// </summary>
    public async Task Follow(string name, Func<IReadOnlyList<LoggedEvent>, CancellationToken, Task> handle, CancellationToken ct)
    {
        using var ringing = bell.Subscribe(null);
        var isHandlers = false;
        while (true)
        {
            try
            {
                if (await HandleSome(name, Handle, ct) == 0) await ringing.Wait(ct);
            }
            catch (Exception e) when (!isHandlers && !ct.IsCancellationRequested)
            {
                logger.LogWarning("The log cannot be followed just now: {Kind}", (e as PostgresException)?.SqlState ?? e.GetType().Name);
                await Task.Delay(AfterOutage, ct);
            }
        }

        async Task Handle(IReadOnlyList<LoggedEvent> events, CancellationToken stop)
        {
            isHandlers = true;
            await handle(events, stop);
            isHandlers = false;
        }
    }

    /// <summary>Where a named follower is: the position of the last event it has handled; 0 before the first.</summary>
    public Task<long> Checkpoint(string name, CancellationToken ct) => Query.Run(
        source, "select coalesce((select f.position from pcn.follower f where f.name = $1), 0)",
        async command => (long)(await command.ExecuteScalarAsync(ct))!, StoredEvents.Text(name));

    // The row is locked while its events are handled: another instance of the same follower waits, then goes on behind them.
    private async Task<int> HandleSome(string name, Func<IReadOnlyList<LoggedEvent>, CancellationToken, Task> handle, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Schema.Sql.Run(
            connection, "insert into pcn.follower (name, position) values ($1, 0) on conflict (name) do nothing", ct, name);
        var after = await Schema.Sql.Ask<long>(connection, "select f.position from pcn.follower f where f.name = $1 for update", ct, name);
        var events = await log.ReadAll(after, AtOnce, ct);
        if (events.Count == 0) return 0;
        await handle(events, ct);
        await Schema.Sql.Run(connection, "update pcn.follower set position = $2 where name = $1", ct, name, events[^1].Position);
        await transaction.CommitAsync(ct);
        return events.Count;
    }
}
