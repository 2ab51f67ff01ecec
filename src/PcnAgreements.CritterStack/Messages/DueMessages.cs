using Marten;
using PcnAgreements.Domain;
using PcnAgreements.Store;
using PcnAgreements.Store.Schedule;
using PcnAgreements.Store.Views;
using Wolverine;
using Wolverine.Marten;
using Wolverine.Persistence.Durability.ScheduledMessageManagement;
using Wolverine.Runtime;
using Wolverine.Util;

namespace PcnAgreements.CritterStack.Messages;

/// <summary>
/// Sees to it that at each deadline there is a message to wake what is due: scheduled with the events that set the deadline, in their
/// transaction; and, for deadlines the other engine has written, by whoever finds that the next one has none.
/// </summary>
/// <param name="messages">Wolverine.</param>
/// <param name="log">For what could not be done.</param>
public sealed class DueMessages(IWolverineRuntime messages, ILogger<DueMessages> log)
{
    private const int TriesAtOnce = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private volatile DueWatch? watch;

    /// <summary>Schedules a message for each deadline among the rows of appends, to be sent if their session is saved.</summary>
    internal static async Task Schedule(IWolverineRuntime messages, IDocumentSession session, IEnumerable<ViewRow> rows)
    {
        var moments = rows.Where(r => r.View == DueView.Table.Name && r.Row is not null).Select(r => RowJson.Read<Deadline>(r.Row!).At)
            .Distinct().ToList();
        if (moments.Count == 0) return;
        var outbox = new MartenOutbox(messages, session);
        foreach (var at in moments) await outbox.ScheduleAsync(new WakeUp(), at);
    }

    /// <summary>
    /// Does what is due, now and whenever a message comes, until cancelled; and looks by itself every few seconds, for a message may be
    /// lost, given up, or in the hands of an instance that has died.
    /// </summary>
    /// <param name="due">What tells what is due.</param>
    /// <param name="work">What is done about a stream that has something due.</param>
    /// <param name="every">How often it looks by itself.</param>
    /// <param name="ct">Ends it.</param>
    internal async Task Run(DueClock due, Func<StreamId, CancellationToken, Task> work, TimeSpan every, CancellationToken ct)
    {
        watch = new(due, work, log);
        var dead = new DeadLetters(messages, log);
        // Neither holds up the other: when what is due goes on failing, messages are given up, and that must be told.
        await Task.WhenAll(Every(Wake), Every(_ => dead.Count()));
        watch = null;

        Task Every(Func<CancellationToken, Task> step) => DueWatch.Repeat(
            async stop =>
            {
                await step(stop);
                return every;
            }, log, ct);
    }

    /// <summary>Does what is due, and makes sure that there is a message for the next thing.</summary>
    /// <exception cref="InvalidOperationException">Something stays due: to be tried again.</exception>
    internal async Task Wake(CancellationToken ct)
    {
        if (watch is not { } watching)
        {
            // This instance only starts, or ends: another one, or itself later, will do it.
            await WakeAt(DateTimeOffset.UtcNow + DueWatch.AfterFault, ct);
            return;
        }

        for (var tries = 1; ; tries++)
        {
            var round = await watching.Once(ct);
            if (round.Found == 0)
            {
                if (round.Next is { } next) await WakeAt(next, ct);
                return;
            }

            // Once more, to see that it is done: clocks differ by a little, and there may be more than is taken at once.
            if (tries % TriesAtOnce == 0 && round.Found < DueWatch.Most) throw new InvalidOperationException("Something stays due.");
            if (tries > 1) await Task.Delay(Pause * tries, ct);
        }
    }

    private async Task WakeAt(DateTimeOffset at, CancellationToken ct)
    {
        if (!await IsScheduled(at, ct)) await new MessageBus(messages).ScheduleAsync(new WakeUp(), at);
    }

    private async Task<bool> IsScheduled(DateTimeOffset at, CancellationToken ct) => (await messages.Storage.ScheduledMessages.QueryAsync(
        new ScheduledMessageQuery
        {
            MessageType = typeof(WakeUp).ToMessageTypeName(), ExecutionTimeFrom = at - Pause, ExecutionTimeTo = at + MartenHost.LookEvery,
            PageSize = 1,
        }, ct)).Messages.Count > 0;

    private sealed record Deadline(DateTimeOffset At);
}
