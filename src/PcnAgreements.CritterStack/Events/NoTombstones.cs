using Marten;

namespace PcnAgreements.CritterStack.Events;

/// <summary>
/// After a save that failed Marten would enter tombstones where the positions it drew were lost, in a session of its own: outside the log's
/// lock, and without a place in the proof log. Here positions may have gaps, so nothing is to be entered; what is to be saved has been
/// queued by the time this is asked.
/// </summary>
internal sealed class NoTombstones : DocumentSessionListenerBase
{
    /// <inheritdoc/>
    public override Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
    {
        session.PendingChanges.Streams().Clear();
        return Task.CompletedTask;
    }
}
