using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;
using PcnAgreements.Domain;
using PcnAgreements.Store.Log;

namespace PcnAgreements.Store.Followers;

/// <summary>
/// Wakes whoever waits for the log, or for one stream, to grow: one connection listens for the whole process, and where it hears nothing it
/// looks by itself. A ring says only that it is worth reading: who waits reads from where it was, so none can be lost.
/// </summary>
internal sealed class LogBell : IAsyncDisposable
{
    private const int Most = 1_000;
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource source;
    private readonly TimeSpan lookEvery;
    private readonly ILogger log;
    private readonly ConcurrentDictionary<Ringing, StreamId?> waiting = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Lazy<Task> loop;
    private long seen;

    public LogBell(NpgsqlDataSource source, TimeSpan lookEvery, ILogger log)
    {
        (this.source, this.lookEvery, this.log) = (source, lookEvery, log);
        loop = new(() => Task.Run(Listen));
    }

    /// <summary>To be had before reading, so that what is written between reading and waiting rings too.</summary>
    /// <param name="stream">The stream to wait for; null for any.</param>
    public Ringing Subscribe(StreamId? stream)
    {
        var ringing = new Ringing(this);
        waiting[ringing] = stream;
        _ = loop.Value;
        return ringing;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        // On a line that went silent a question does not even end when it is cancelled, and it leaves nothing to be done.
        if (loop.IsValueCreated) await Task.WhenAny(loop.Value, Task.Delay(EndWithin));
        stop.Dispose();
    }

    private async Task Listen()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(stop.Token);
                await Begin(connection);
                while (!stop.IsCancellationRequested)
                {
                    await Look(connection);
                    await connection.WaitAsync(lookEvery, stop.Token);
                }
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever it is, such as a database that is being put back: nobody would ever be told again if this ended.
                log.LogWarning("The log cannot be listened to just now: {Kind}", (e as PostgresException)?.SqlState ?? e.GetType().Name);
                RingAll();
                await Task.Delay(lookEvery, stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    // Where the log ends is asked on each connection: a database that was put back, or one that took over, may have lost the last that was
    // seen. Whoever waits already may have read before the last of these was written.
    private async Task Begin(NpgsqlConnection connection)
    {
        await Schema.Sql.Run(connection, "listen pcn_log", stop.Token);
        seen = await Schema.Sql.Ask<long>(connection, "select coalesce(max(e.seq_id), 0) from pcn.mt_events e", stop.Token);
        RingAll();
    }

    private async Task Look(NpgsqlConnection connection)
    {
        for (var count = Most; count == Most;)
        {
            count = 0;
            var streams = new HashSet<StreamId>();
            await using var command = new NpgsqlCommand(
                "select e.seq_id, e.stream_id from pcn.mt_events e where e.seq_id > $1 order by e.seq_id limit $2", connection);
            command.Parameters.Add(StoredEvents.Number(seen));
            command.Parameters.Add(StoredEvents.Number(Most));
            await using (var row = await command.ExecuteReaderAsync(stop.Token))
            {
                for (; await row.ReadAsync(stop.Token); count++)
                {
                    seen = row.GetInt64(0);
                    streams.Add(new(row.GetString(1)));
                }
            }

            foreach (var (ringing, stream) in waiting)
                if (count > 0 && (stream is not { } one || streams.Contains(one))) ringing.Ring();
        }
    }

    private void RingAll()
    {
        foreach (var ringing in waiting.Keys) ringing.Ring();
    }

    /// <summary>One who waits.</summary>
    internal sealed class Ringing(LogBell bell) : IDisposable
    {
        private readonly Channel<bool> rung = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        /// <summary>Returns once it has rung since the last time.</summary>
        public async Task Wait(CancellationToken ct) => await rung.Reader.ReadAsync(ct);

        public void Ring() => rung.Writer.TryWrite(true);

        public void Dispose() => bell.waiting.TryRemove(this, out _);
    }
}
