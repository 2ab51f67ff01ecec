using PcnAgreements.Api.Commands;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Store.Schedule;

namespace PcnAgreements.Api.Host;

/// <summary>
/// Does what is due: closes ballots past their deadline, records deadlines that passed, ends what was superseded. Every instance does it; the
/// stream's version lets one win, and a deadline that passed while no process was up is done at the next start. It only wakes the work: whether
/// something is due is decided on the agreement's own state.
/// </summary>
internal sealed partial class DueWorker(DueClock due, CommandLoop loop, ILogger<DueWorker> log) : BackgroundService
{
    private const int Most = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(await DoDue(stoppingToken), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                NoteFault(log, fault);
                await Task.Delay(AfterFault, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Does all that is due now; how long until it is worth looking again.</summary>
    private async Task<TimeSpan> DoDue(CancellationToken ct)
    {
        var (rows, next, now) = await due.ReadDue(Most, ct);
        await Task.WhenAll(rows.Select(r => r.Stream).Distinct().Select(stream => loop.Run(new Ask(stream, (facts, moment) => Rule(stream, facts, moment), null), ct)));
        var wait = next - now ?? Longest;
        return wait < Shortest ? Shortest : wait > Longest ? Longest : wait;
    }

    private static Ruling Rule(StreamId stream, Facts facts, Moment moment)
    {
        var agreement = (Agreement)facts.State(stream)!;
        return new(Actor.System, new DoDueWork().Decide(agreement, new(Actor.System, moment.Now, facts)));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Due work could not be done and will be tried again")]
    private static partial void NoteFault(ILogger log, Exception fault);
}
