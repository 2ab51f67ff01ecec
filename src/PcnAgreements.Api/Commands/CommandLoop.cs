using System.Collections.Concurrent;
using System.Diagnostics;
using PcnAgreements.Api.Observability;
using PcnAgreements.Domain;

namespace PcnAgreements.Api.Commands;

/// <summary>
/// The only read-decide-append loop. Commands on one stream stand in one lane: they are decided one after another on the cached state, each
/// on what the one before came to, and written together, so that they never lose a race against each other; a race lost against another
/// instance is decided again. Lanes do not wait for each other: the engine commits them together.
/// </summary>
internal sealed class CommandLoop(Attempt attempt)
{
    private const int LargestBatch = 64;
    private readonly ConcurrentDictionary<StreamId, Lane> lanes = new();

    /// <summary>Carries a command out, or says why not.</summary>
    public Task<Outcome> Run(Ask ask, CancellationToken ct)
    {
        var waiting = new Waiting(ask, ct);
        while (true)
        {
            var lane = lanes.GetOrAdd(ask.Stream, static _ => new Lane());
            lock (lane)
            {
                if (lane.Closed) continue;
                lane.Queue.Enqueue(waiting);
                if (!lane.Running)
                {
                    lane.Running = true;
                    // The lane works for whoever comes: it stands in no single request's trace.
                    using (ExecutionContext.SuppressFlow()) _ = Task.Run(() => Drain(ask.Stream, lane), CancellationToken.None);
                }

                return waiting.Answer.Task;
            }
        }
    }

    private async Task Drain(StreamId stream, Lane lane)
    {
        while (Take(stream, lane) is { Count: > 0 } batch)
        {
            try
            {
                using var span = Store.Telemetry.Together(Telemetry.Source, "command", batch.Select(w => w.Trace));
                var later = await attempt.Carry(batch);
                lock (lane)
                {
                    foreach (var waiting in later) lane.Queue.Enqueue(waiting);
                }
            }
            catch (Exception fault)
            {
                // Nobody waits for the lane itself: a fault goes to the callers it concerns, and the lane goes on.
                foreach (var waiting in batch) waiting.Answer.TrySetException(fault);
            }
        }
    }

    private List<Waiting> Take(StreamId stream, Lane lane)
    {
        var batch = new List<Waiting>();
        lock (lane)
        {
            while (batch.Count < LargestBatch && lane.Queue.TryDequeue(out var waiting))
            {
                if (waiting.Ct.IsCancellationRequested) waiting.Answer.TrySetCanceled(waiting.Ct);
                else batch.Add(waiting);
            }

            if (batch.Count > 0) return batch;
            lane.Closed = true;
            lanes.TryRemove(KeyValuePair.Create(stream, lane));
        }

        return batch;
    }

    private sealed class Lane
    {
        public Queue<Waiting> Queue { get; } = new();

        public bool Running { get; set; }

        public bool Closed { get; set; }
    }
}

/// <summary>A command and whoever waits for what becomes of it.</summary>
internal sealed class Waiting(Ask ask, CancellationToken ct)
{
    public Ask Ask { get; } = ask;

    public CancellationToken Ct { get; } = ct;

    /// <summary>Where the caller stands in their trace; default when nobody follows.</summary>
    public ActivityContext Trace { get; } = Activity.Current?.Context ?? default;

    public TaskCompletionSource<Outcome> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether the log has been asked for an answer kept under the command's key.</summary>
    public bool KeyLookedUp { get; set; }
}
