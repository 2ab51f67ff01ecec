using System.Threading.Channels;
using Npgsql;

namespace PcnAgreements.Store.Log;

/// <summary>
/// Group commit: what is appended while a batch is being written goes into the next one. Nothing waits for company: an idle log writes at
/// once.
/// </summary>
internal sealed class AppendQueue : IAsyncDisposable
{
    private const int EventsEnough = 2_000;
    private const int MostAttempts = 5;

    private readonly StoreOptions options;
    private readonly NpgsqlDataSource source;
    private readonly Settlement settlement;
    private readonly Channel<PendingAppend> waiting;
    private readonly CancellationTokenSource stop = new();
    private readonly Task[] loops;

    public AppendQueue(NpgsqlDataSource source, StoreOptions options)
    {
        (this.source, this.options) = (source, options);
        settlement = new(source, options);
        waiting = Channel.CreateBounded<PendingAppend>(new BoundedChannelOptions(options.QueueLength) { SingleReader = false });
        loops = [.. Enumerable.Range(0, options.Writers).Select(_ => Task.Run(Loop))];
    }

    /// <summary>Writes an append with whatever else is waiting.</summary>
    public async Task<AppendOutcome> Write(Append append, CancellationToken ct)
    {
        var pending = new PendingAppend(append);
        if (stop.IsCancellationRequested) throw new LogUnavailableException("The store is closing.");
        if (!waiting.Writer.TryWrite(pending)) throw new LogUnavailableException("Too many writes are waiting.");
        try
        {
            return await pending.Outcome.WaitAsync(options.Patience, ct);
        }
        catch (TimeoutException) when (pending.TryGiveUp())
        {
            throw new LogUnavailableException("The write waited for its turn for too long.");
        }
        catch (TimeoutException)
        {
            return await pending.Outcome.WaitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            pending.TryGiveUp();
            throw;
        }
    }

    /// <summary>Writes what is waiting, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await Task.WhenAny(Task.WhenAll(loops), Task.Delay(options.Patience));
        await stop.CancelAsync();
        stop.Dispose();
    }

    private async Task Loop()
    {
        await using var writer = new BatchWriter(source, options);
        var batch = new List<PendingAppend>();
        while (await waiting.Reader.WaitToReadAsync())
        {
            var events = 0;
            while (batch.Count < options.BatchSize && events < EventsEnough && waiting.Reader.TryRead(out var next))
            {
                if (!next.TryTake()) continue;
                batch.Add(next);
                events += next.EventCount;
            }

            if (batch.Count > 0) await Write(writer, batch);
            batch = [];
        }
    }

    // The order of the catches is the promise: what the server rolled back is told so; what is not known is settled, never repeated.
    private async Task Write(BatchWriter writer, IReadOnlyList<PendingAppend> pending)
    {
        var batch = new AppendBatch(pending);
        foreach (var append in pending) append.Attempts++;
        try
        {
            await writer.Connect(stop.Token);
        }
        catch (Exception e) when (SqlStates.IsRefusal(e) || e is OperationCanceledException)
        {
            Fail(pending, new LogUnavailableException("The database cannot be reached.", e));
            return;
        }

        try
        {
            await writer.Write(batch);
        }
        catch (PostgresException e) when (SqlStates.WasRolledBackAndMayBeRepeated(e) && pending.All(p => p.Attempts < MostAttempts))
        {
            Telemetry.Retries.Add(1);
            await Task.Delay(Random.Shared.Next(1, 20 * pending[0].Attempts));
            await Write(writer, pending);
        }
        catch (PostgresException e) when (SqlStates.WasRolledBack(e))
        {
            await WriteEach(writer, pending, e);
        }
        catch (Exception e)
        {
            await writer.Disconnect();
            Telemetry.Unknown.Add(1);
            _ = Settle(batch, e);
        }
    }

    // One that the database will not take must not take the others down with it.
    private async Task WriteEach(BatchWriter writer, IReadOnlyList<PendingAppend> pending, PostgresException why)
    {
        if (pending.Count == 1)
        {
            Fail(pending, why.SqlState is PostgresErrorCodes.QueryCanceled || SqlStates.WasRolledBackAndMayBeRepeated(why)
                ? new LogUnavailableException("The database did not take the write in time.", why)
                : why);
            return;
        }

        foreach (var append in pending) await Write(writer, [append]);
    }

    private async Task Settle(AppendBatch batch, Exception why)
    {
        foreach (var append in await settlement.Settle(batch, why, stop.Token))
        {
            if (append.Attempts >= MostAttempts || why.InnerException is TimeoutException)
                append.Fail(new LogUnavailableException("The database did not take the write.", why));
            else
                _ = Again(append);
        }
    }

    private async Task Again(PendingAppend append)
    {
        await using var writer = new BatchWriter(source, options);
        await Write(writer, [append]);
    }

    private static void Fail(IReadOnlyList<PendingAppend> pending, Exception why)
    {
        foreach (var append in pending) append.Fail(why);
    }
}
