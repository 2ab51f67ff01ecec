using Microsoft.Extensions.Logging;
using PcnAgreements.Domain;

namespace PcnAgreements.Store.Schedule;

/// <summary>Does what is due, and looks again when the next thing will be, or after a second: another instance may have written it.</summary>
internal sealed partial class DueWatch(DueClock due, Func<StreamId, CancellationToken, Task> work, ILogger log)
{
    private const int Most = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(2);

    /// <summary>Goes on until cancelled; what fails is noted and tried again.</summary>
    public async Task Run(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            TimeSpan wait;
            try
            {
                var (next, now) = await Once(ct);
                wait = next - now ?? Longest;
                wait = wait < Shortest ? Shortest : wait > Longest ? Longest : wait;
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

    /// <summary>Does what is due now, as much as is taken at once; when there will be more to do, and what time it is.</summary>
    public async Task<(DateTimeOffset? Next, DateTimeOffset Now)> Once(CancellationToken ct)
    {
        var (rows, next, now) = await due.ReadDue(Most, ct);
        await Task.WhenAll(rows.Select(r => r.Stream).Distinct().Select(stream => work(stream, ct)));
        return (rows.Count < Most ? next : now, now);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Due work could not be done and will be tried again")]
    private static partial void NoteFault(ILogger log, Exception fault);
}
