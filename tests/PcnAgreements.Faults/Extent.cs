namespace PcnAgreements.Faults;

/// <summary>How much of everything there is in a round.</summary>
/// <param name="Seed">From which all that is drawn is drawn.</param>
/// <param name="Length">How long clients work and faults come.</param>
internal sealed record Extent(int Seed, TimeSpan Length)
{
    public int Clients { get; init; } = 64;

    /// <summary>On how many agreements they work at a time.</summary>
    public int Agreements { get; init; } = 40;

    /// <summary>The round ends early once so much has been asked.</summary>
    public int Operations { get; init; } = int.MaxValue;

    /// <summary>Whether the disk is filled now and then, where that can be done.</summary>
    public bool FillsDisk { get; init; }

    /// <summary>Whether the database is lost once and brought back from a backup.</summary>
    public bool Restores { get; init; }

    /// <summary>What is done to the arena meanwhile.</summary>
    public Meanwhile Meanwhile { get; init; } = Meanwhile.Injuries;
}

/// <summary>What is done to the arena while clients work.</summary>
internal enum Meanwhile
{
    Injuries,
    KillsApart,
    RollingRestarts,
    Nothing,
}
