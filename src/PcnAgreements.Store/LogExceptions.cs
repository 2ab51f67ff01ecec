using PcnAgreements.Store.Log;

namespace PcnAgreements.Store;

/// <summary>The database cannot be had now, or is too slow. An append that threw this was not written, and will not be.</summary>
public sealed class LogUnavailableException : Exception
{
    /// <summary>With what is the matter.</summary>
    public LogUnavailableException(string message) : base(message) { }

    /// <summary>With what is the matter and what it rests on.</summary>
    public LogUnavailableException(string message, Exception? inner) : base(message, inner) { }
}

/// <summary>
/// The connection broke while an append was being written, and the database did not come back in time to say whether it was.
/// <see cref="PostgresStore.Settle"/> tells later; so does the idempotency key.
/// </summary>
public sealed class OutcomeUnknownException : Exception
{
    internal OutcomeUnknownException(PendingAppend pending, Guid batch, Exception inner)
        : base("The connection broke during the write, and whether it was written cannot be told yet.", inner) =>
        (Pending, Batch) = (pending, batch);

    internal PendingAppend Pending { get; }

    internal Guid Batch { get; }
}
