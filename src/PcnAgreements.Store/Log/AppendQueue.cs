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

    private readonly StoreOptions options;
    private readonly Func<BatchWriter> writers;
    private readonly Delivery delivery;
    private readonly Channel<PendingAppend> waiting;
    private readonly CancellationTokenSource stop = new();
    private readonly Task[] loops;

    public AppendQueue(NpgsqlDataSource source, StoreOptions options, Func<BatchWriter> writers)
    {
        (this.options, this.writers, delivery) = (options, writers, new(source, options, writers, stop.Token));
        waiting = Channel.CreateBounded<PendingAppend>(new BoundedChannelOptions(options.QueueLength) { SingleReader = false });
        loops = [.. Enumerable.Range(0, options.Writers).Select(_ => Task.Run(Loop))];
    }

    /// <summary>Writes an append with whatever else is waiting.</summary>
    public async Task<AppendOutcome> Write(Append append, CancellationToken ct)
    {
        using var activity = Telemetry.Source.StartActivity("append");
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
        await using var writer = writers();
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

            if (batch.Count > 0) await delivery.Write(writer, batch);
            batch = [];
        }
    }
}
