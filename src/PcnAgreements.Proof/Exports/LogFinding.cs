namespace PcnAgreements.Proof.Exports;

/// <summary>What came of checking an export.</summary>
/// <param name="Entries">How many entries were found in order, one after another.</param>
/// <param name="Covered">Up to which size a checkpoint that the reader trusts fits them; what came after is not covered.</param>
/// <param name="Checkpoints">The checkpoints they were held against, the smallest first.</param>
/// <param name="Remarks">What a reader should know besides, in sentences.</param>
/// <param name="Index">The entry that is wrong, or where what is wrong begins; null where it is no entry's.</param>
/// <param name="Problem">The first thing that is wrong, in words; null when nothing is.</param>
public sealed record LogFinding(
    long Entries, long Covered, IReadOnlyList<HeldCheckpoint> Checkpoints, IReadOnlyList<string> Remarks, long? Index, string? Problem)
{
    /// <summary>Of how many of the entries the data are withheld: what they hold was not checked against the entry.</summary>
    public long Withheld { get; init; }
}
