namespace PcnAgreements.Store.Followers;

/// <summary>Tells whoever waits for it that the log may have grown since it was last asked; never that it has not.</summary>
public sealed class LogGrowth : IDisposable
{
    private readonly LogBell.Ringing ringing;

    internal LogGrowth(LogBell.Ringing ringing) => this.ringing = ringing;

    /// <summary>Returns once the log may have grown.</summary>
    public Task Wait(CancellationToken ct) => ringing.Wait(ct);

    /// <inheritdoc/>
    public void Dispose() => ringing.Dispose();
}
