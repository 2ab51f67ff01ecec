namespace PcnAgreements.Store.Log;

/// <summary>
/// Writes one batch after the other on a connection of its own. All that is around it, the queue, what is done when a write goes wrong, the
/// settling of unknown outcomes, is the same whichever engine writes.
/// </summary>
internal interface IBatchWriter : IAsyncDisposable
{
    /// <summary>Has a connection, or throws what stands in the way: nothing has been sent then.</summary>
    Task Connect(CancellationToken ct);

    /// <summary>
    /// Sends the batch and gives each append in it its outcome. Whatever is thrown, none has been given; what the server reported is thrown
    /// as it came, unwrapped. MUST have asked <c>pcn.require_build</c> for <see cref="Schema.BuildMark.Own"/> in the same transaction, under
    /// the log's lock: what another build has migrated is not written to.
    /// </summary>
    Task Write(AppendBatch batch);

    /// <summary>Lets go of the connection, broken or not.</summary>
    Task Disconnect();
}
