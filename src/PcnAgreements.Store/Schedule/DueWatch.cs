using Microsoft.Extensions.Logging;
using PcnAgreements.Domain;

namespace PcnAgreements.Store.Schedule;

/// <summary>
/// Does what is due, and looks again when the next thing will be, or after a second: another instance may have written it.
/// </summary>
internal sealed partial class DueWatch(DueClock due, Func<StreamId, CancellationToken, Task> work, ILogger log)
{
    /// <summary>How much is taken at once.</summary>
    public const int Most = 100;

    /// <summary>How long after a fault it is tried again.</summary>
    public static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(20);

    /// <summary>Goes on until cancelled; what fails is noted and tried again.</summary>
    public Task Run(CancellationToken ct) => Repeat(
        async stop =>
        {
            var round = await Once(stop);
            var wait = round.Found == Most ? TimeSpan.Zero : round.Next - round.Now ?? Longest;
            return wait < Shortest ? Shortest : wait > Longest ? Longest : wait;
        }, log, ct);

    /// <summary>
    /// Takes one step after the other until cancelled, each as long after the last as that one says; one that fails is noted and tried
    /// again.
    /// </summary>
    public static async Task Repeat(Func<CancellationToken, Task<TimeSpan>> step, ILogger log, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            TimeSpan wait;
            try
            {
                wait = await step(ct);
            }
            catch (Exception) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                NoteFault(log, fault);
                wait = AfterFault;
            }

            await Task.Delay(wait, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Does what is due now, as much as is taken at once.</summary>
    public async Task<DueRound> Once(CancellationToken ct)
    {
        var (rows, next, now) = await due.ReadDue(Most, ct);
        await Task.WhenAll(rows.Select(r => r.Stream).Distinct().Select(stream => work(stream, ct)));
        return new(rows.Count, next, now);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Due work could not be done and will be tried again")]
    private static partial void NoteFault(ILogger log, Exception fault);
}

/// <summary>What was found when it was looked.</summary>
/// <param name="Found">How many things were due; work was done on each, and whether it came to its end, the next look shows.</param>
/// <param name="Next">When the next thing will be due; null when nothing is waiting.</param>
/// <param name="Now">The database's clock then.</param>
internal sealed record DueRound(int Found, DateTimeOffset? Next, DateTimeOffset Now);
