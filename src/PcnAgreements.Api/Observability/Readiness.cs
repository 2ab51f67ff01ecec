using PcnAgreements.Store.Facts;

namespace PcnAgreements.Api.Observability;

/// <summary>
/// Whether the service can do its work now, which is to write: one small row written and committed, at most once a second.
/// </summary>
internal sealed class Readiness(ServiceFacts facts, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim one = new(1, 1);
    private (bool Can, long At)? last;

    /// <summary>Whether it can write.</summary>
    public async Task<bool> CanWrite(CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            if (last is { } known && time.GetElapsedTime(known.At) < GoodFor) return known.Can;
            var can = await Try(ct);
            last = (can, time.GetTimestamp());
            return can;
        }
        finally
        {
            one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();

    private async Task<bool> Try(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            await facts.Touch("ready", patience.Token);
            return true;
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            // Whatever the reason, it cannot write now: that is the answer, and the next question finds out anew.
            return false;
        }
    }
}
