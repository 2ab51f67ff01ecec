using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Redlines;

/// <summary>What became of a stretch of text.</summary>
public enum ChangeOp
{
    /// <summary>In both texts.</summary>
    Equal,

    /// <summary>In the later text only.</summary>
    Insert,

    /// <summary>In the earlier text only.</summary>
    Delete,
}

/// <summary>
/// One stretch of a redline. All that is equal or deleted, joined, is the earlier text exactly; all that is equal or inserted the later.
/// Neighbours differ in their op, and a deletion stands before the insertion that replaces it.
/// </summary>
/// <param name="Op">What became of it.</param>
/// <param name="Text">The stretch, never empty.</param>
public readonly record struct Change(ChangeOp Op, string Text);

/// <summary>What became of a clause between two texts; several may hold at once.</summary>
[Flags]
public enum ClauseChanges
{
    /// <summary>Same words, same place. A new number alone is no change.</summary>
    None = 0,

    /// <summary>Not in the earlier text.</summary>
    Added = 1,

    /// <summary>Not in the later text.</summary>
    Struck = 2,

    /// <summary>Other words.</summary>
    Reworded = 4,

    /// <summary>Under another clause, or in another order among those that stayed.</summary>
    Moved = 8,

    /// <summary>Struck out some time before, and brought back.</summary>
    Restored = 16,
}

/// <summary>One clause of a redline.</summary>
/// <param name="Clause">The clause as the later text has it, or the earlier one when it was struck.</param>
/// <param name="Changes">What became of it.</param>
/// <param name="Heading">The heading's changes; no heading counts as an empty text.</param>
/// <param name="Body">The body's changes, in the characters of the body as kept.</param>
/// <param name="Earlier">The clause as the earlier text has it; null when it was not there.</param>
public sealed record RedlineClause(
    PrintedClause Clause, ClauseChanges Changes, IReadOnlyList<Change> Heading, IReadOnlyList<Change> Body, PrintedClause? Earlier);
