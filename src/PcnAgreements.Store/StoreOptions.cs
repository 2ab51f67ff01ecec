namespace PcnAgreements.Store;

/// <summary>Where the store is and how it is to be used.</summary>
/// <param name="ConnectionString">With which the service runs: a role that can read and add events, never change one.</param>
public sealed record StoreOptions(string ConnectionString)
{
    /// <summary>
    /// With which the schema is migrated: the role that owns it. Null: the one that runs owns too, and a warning says so.
    /// </summary>
    public string? OwnerConnectionString { get; init; }

    /// <summary>How many batches of appends may be under way at once: one is written while the next is on its way.</summary>
    public int Writers { get; init; } = 2;

    /// <summary>The most appends that go into one batch.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>The most appends that may wait; one more is refused at once.</summary>
    public int QueueLength { get; init; } = 4096;

    /// <summary>How long an append may wait for its turn before it is refused, unwritten.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the outcome of an append whose connection broke is looked for.</summary>
    public TimeSpan SettleWithin { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the database may take over one statement; the writing of many events gets more.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often followers look for themselves, should no notification reach them.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(2);
}
