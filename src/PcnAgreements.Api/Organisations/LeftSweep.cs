namespace PcnAgreements.Api.Organisations;

/// <summary>
/// Looks once a minute for what an erasure has left, on every instance: one that ended between writing it and looking itself leaves that to
/// whoever is up.
/// </summary>
internal sealed partial class LeftSweep(LeftAuthorities left, TimeProvider time, ILogger<LeftSweep> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Every, time, stoppingToken);
                await left.End(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                NoteFault(log, fault);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What erasures have left could not be looked for, and will be again in a minute")]
    private static partial void NoteFault(ILogger log, Exception fault);
}
